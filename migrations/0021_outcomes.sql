-- What became of a conversation, in words that its workstream has for it.
ALTER TABLE workstream ADD COLUMN outcome_required INTEGER NOT NULL DEFAULT 0 CHECK (outcome_required IN (0, 1));
ALTER TABLE workstream ADD COLUMN outcomes_max INTEGER NOT NULL DEFAULT 2 CHECK (outcomes_max BETWEEN 1 AND 12);

CREATE TABLE outcome (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workstream_id INTEGER NOT NULL REFERENCES workstream (id),
  name TEXT NOT NULL,
  category TEXT NOT NULL DEFAULT '', -- empty: none
  position INTEGER NOT NULL,
  deleted_at INTEGER, -- old conversations name it still
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outcome_workstream ON outcome (workstream_id, position, id) WHERE deleted_at IS NULL;

CREATE TABLE conversation_outcome (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  outcome_id INTEGER NOT NULL REFERENCES outcome (id),
  PRIMARY KEY (conversation_id, outcome_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_outcome_outcome ON conversation_outcome (outcome_id, conversation_id);

-- Who looks for a tag finds its conversations.
CREATE INDEX conversation_tag_tag ON conversation_tag (tag, conversation_id);
