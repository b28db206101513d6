-- Contacts: two that are one, whom a sender may be, forgetting somebody in pieces, and lists that are read in.

-- A thread stays what it is, with its address, its window and its consent, whoever has it: one for each number and the
-- contact with whom it began.
ALTER TABLE thread RENAME COLUMN contact_id TO origin_id;
ALTER TABLE thread ADD COLUMN contact_id INTEGER REFERENCES contact (id); -- who has it; never NULL
UPDATE thread SET contact_id = origin_id;
DROP INDEX thread_contact;
CREATE INDEX thread_contact ON thread (contact_id);
-- With whom these came; NULL: with the one that has them.
ALTER TABLE address ADD COLUMN origin_id INTEGER REFERENCES contact (id);
ALTER TABLE opt_in ADD COLUMN origin_id INTEGER REFERENCES contact (id);
CREATE INDEX contact_merged ON contact (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE TRIGGER search_contact_left AFTER UPDATE OF merged_into_id, erased_at ON contact
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('contact', new.id); END;

-- That one became another, and what is needed to take it back.
CREATE TABLE contact_merge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kept_id INTEGER NOT NULL REFERENCES contact (id),
  gone_id INTEGER NOT NULL REFERENCES contact (id),
  actor TEXT NOT NULL, -- user:3, token:2
  at INTEGER NOT NULL,
  before TEXT NOT NULL, -- JSON: what was kept about the one that stays
  after TEXT NOT NULL, -- JSON: what was made of it
  undone_at INTEGER,
  CHECK (kept_id <> gone_id)
) STRICT;
CREATE UNIQUE INDEX contact_merge_gone ON contact_merge (gone_id) WHERE undone_at IS NULL;
CREATE INDEX contact_merge_kept ON contact_merge (kept_id, id);

-- A sender whose addresses belong to others is somebody new until a person has said who it is; their next message finds them.
CREATE TABLE address_claim (
  value TEXT PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX address_claim_contact ON address_claim (contact_id);
CREATE TABLE contact_candidate (
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  candidate_id INTEGER NOT NULL REFERENCES contact (id), -- whom it may be
  at INTEGER NOT NULL,
  other_at INTEGER, -- somebody said that it is somebody else
  other_by TEXT,
  PRIMARY KEY (contact_id, candidate_id),
  CHECK ((other_at IS NULL) = (other_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_candidate_of ON contact_candidate (candidate_id);

-- Somebody is forgotten: how far that is.
CREATE TABLE contact_erasure (
  contact_id INTEGER PRIMARY KEY REFERENCES contact (id),
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  at_provider INTEGER NOT NULL CHECK (at_provider = 0 OR at_provider = 1),
  marks TEXT NOT NULL, -- JSON: what is looked for where others keep it; empty when done
  total INTEGER NOT NULL, -- messages
  done INTEGER NOT NULL DEFAULT 0,
  there_to INTEGER NOT NULL DEFAULT 0, -- up to this message the provider was told
  kept_there INTEGER NOT NULL DEFAULT 0, -- messages that the provider did not delete
  phase TEXT NOT NULL CHECK (phase IN ('messages', 'beside', 'elsewhere', 'index', 'there', 'done')),
  done_at INTEGER,
  CHECK ((phase = 'done') = (done_at IS NOT NULL))
) STRICT;
CREATE INDEX contact_erasure_open ON contact_erasure (contact_id) WHERE done_at IS NULL;

-- A list of contacts that is read in: looked through first, then line by line.
CREATE TABLE contact_import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  actor TEXT NOT NULL,
  name TEXT NOT NULL, -- of the file
  columns TEXT NOT NULL, -- JSON: what each column is
  headers TEXT NOT NULL, -- JSON: what it is called in the file
  state TEXT NOT NULL CHECK (state = 'checked' OR state = 'running' OR state = 'done' OR state = 'cancelled'),
  at INTEGER NOT NULL,
  begun_at INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX contact_import_running ON contact_import (id) WHERE state = 'running';
CREATE TABLE contact_import_row (
  import_id INTEGER NOT NULL REFERENCES contact_import (id),
  line INTEGER NOT NULL,
  cells TEXT NOT NULL, -- JSON
  address TEXT,
  fate TEXT NOT NULL CHECK (fate = 'new' OR fate = 'changed' OR fate = 'same' OR fate = 'refused'),
  reason TEXT, -- JSON
  contact_id INTEGER REFERENCES contact (id),
  done INTEGER NOT NULL DEFAULT 0 CHECK (done = 0 OR done = 1),
  PRIMARY KEY (import_id, line),
  CHECK ((fate = 'refused') = (reason IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_import_row_open ON contact_import_row (import_id, line) WHERE done = 0;
CREATE INDEX contact_import_row_address ON contact_import_row (address);
