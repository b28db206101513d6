-- A question to a queue about a conversation: who of it joins first talks with whoever asks, as any colleague who is asked.

CREATE TABLE consult_call (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  asker_id INTEGER NOT NULL REFERENCES user (id),
  queue_id INTEGER NOT NULL REFERENCES queue (id),
  body TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  ended_at INTEGER, -- somebody joined, or it was taken back
  consult_id INTEGER REFERENCES consult (id), -- the talk that it became
  CHECK (consult_id IS NULL OR ended_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX consult_call_standing ON consult_call (conversation_id) WHERE ended_at IS NULL;
CREATE INDEX consult_call_open ON consult_call (queue_id) WHERE ended_at IS NULL;
CREATE INDEX consult_call_conversation ON consult_call (conversation_id, id);
