-- Contacts whom we write to first: that they agreed to it, and conversations that wait for their answer in nobody's list.

CREATE TABLE opt_in (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  how TEXT NOT NULL CHECK (how IN ('web_form', 'in_person', 'phone', 'paper', 'message', 'other')),
  words TEXT NOT NULL DEFAULT '', -- what else is known about it, such as the address of the form
  given_at INTEGER NOT NULL, -- when the contact agreed
  recorded_by TEXT NOT NULL, -- user:3, token:2
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX opt_in_contact ON opt_in (contact_id, id);

-- Holds what was sent to somebody without anybody being at work on it: closed from its beginning, in no list, and
-- the contact's answer opens an ordinary one.
ALTER TABLE conversation ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0 CHECK (quiet = 0 OR quiet = 1);
DROP INDEX conversation_closed;
CREATE INDEX conversation_closed ON conversation (closed_at DESC, id DESC) WHERE state = 'closed' AND quiet = 0;
