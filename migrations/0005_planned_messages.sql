-- Templates that leave at a time that somebody chose.

CREATE TABLE planned_message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  template_id INTEGER NOT NULL REFERENCES template (id),
  template_values TEXT NOT NULL, -- JSON object
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'refused', 'cancelled')),
  author TEXT NOT NULL CHECK (author IN ('user', 'token')),
  author_id INTEGER NOT NULL,
  message_id INTEGER UNIQUE REFERENCES message (id), -- what became of it
  error_code TEXT, -- why it did not leave
  seen_at INTEGER, -- whoever planned it has seen that it did not
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  CHECK ((state = 'sent') = (message_id IS NOT NULL)),
  CHECK ((state = 'refused') = (error_code IS NOT NULL)),
  CHECK ((state = 'planned') = (ended_at IS NULL))
) STRICT;
CREATE INDEX planned_message_due ON planned_message (due_at, id) WHERE state = 'planned';
CREATE INDEX planned_message_author ON planned_message (author, author_id, id);
CREATE INDEX planned_message_unseen ON planned_message (author_id) WHERE state = 'refused' AND seen_at IS NULL;
