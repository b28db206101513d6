-- What is said by itself, per workstream or number, and what was said to whom; who opted out, and by which words.

-- The nearest row counts: the number's, else its workstream's; without one nothing is said that nobody switched on.
CREATE TABLE automated_message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workstream_id INTEGER REFERENCES workstream (id),
  number_id INTEGER REFERENCES number (id),
  trigger TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  texts TEXT NOT NULL DEFAULT '{}', -- JSON object: language to a text with placeholders; one that is not there is ours
  after_ms INTEGER CHECK (after_ms > 0),
  once_per_ms INTEGER CHECK (once_per_ms > 0), -- NULL: each time
  updated_at INTEGER NOT NULL,
  CHECK ((workstream_id IS NULL) <> (number_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX automated_message_workstream ON automated_message (workstream_id, trigger)
  WHERE workstream_id IS NOT NULL;
CREATE UNIQUE INDEX automated_message_number ON automated_message (number_id, trigger) WHERE number_id IS NOT NULL;

-- When a contact was last told something in a thread.
CREATE TABLE automated_told (
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  trigger TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (thread_id, trigger)
) STRICT, WITHOUT ROWID;

ALTER TABLE conversation ADD COLUMN told_place INTEGER CHECK (told_place > 0); -- the place in the queue, as last told
ALTER TABLE conversation ADD COLUMN reminded_at INTEGER; -- the contact was told that it will be closed
ALTER TABLE conversation ADD COLUMN joined_id INTEGER REFERENCES user (id); -- who has or had it, as last told

-- Who opted out: contact, provider, user:3, token:2. NULL where nobody did, or before it was kept.
ALTER TABLE thread ADD COLUMN opted_out_by TEXT;

-- Words that an admin added to ours, folded as they are compared.
CREATE TABLE consent_word (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  language TEXT NOT NULL, -- BCP 47
  means TEXT NOT NULL CHECK (means IN ('stop', 'start')),
  word TEXT NOT NULL, -- as it was typed
  folded TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX consent_word_folded ON consent_word (folded);
