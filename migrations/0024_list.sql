-- The list: conversations that are set aside, own views, and what was done to many at once.

ALTER TABLE conversation ADD COLUMN snoozed INTEGER NOT NULL DEFAULT 0 CHECK (snoozed = 0 OR snoozed = 1);
-- No silence counts before this: when it comes, or came, back from a snooze with a time.
ALTER TABLE conversation ADD COLUMN rests_until_at INTEGER;

-- A conversation that is set aside, or came back and was not looked at since.
CREATE TABLE snooze (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id),
  actor TEXT NOT NULL, -- user:3, token:2
  user_id INTEGER REFERENCES user (id), -- who is told when it comes back; NULL: a program
  at INTEGER NOT NULL,
  until_at INTEGER, -- NULL: until the contact writes
  over_at INTEGER, -- it came back
  closes INTEGER NOT NULL DEFAULT 0 CHECK (closes = 0 OR closes = 1), -- at its time it is closed
  CHECK (closes = 0 OR until_at IS NOT NULL)
) STRICT;
CREATE INDEX snooze_order ON snooze (coalesce(until_at, 1000000000000000), conversation_id) WHERE over_at IS NULL;

-- Somebody's own name for a choice of conversations; without an owner it is everybody's.
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner_id INTEGER REFERENCES user (id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL, -- for comparing
  place INTEGER NOT NULL,
  filter TEXT NOT NULL, -- JSON
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_view_name ON saved_view (coalesce(owner_id, 0), name_key);

-- One act on many conversations, which can be undone for a while.
CREATE TABLE bulk (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  detail TEXT NOT NULL, -- JSON
  at INTEGER NOT NULL,
  undo_until_at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;

CREATE TABLE bulk_item (
  bulk_id INTEGER NOT NULL REFERENCES bulk (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  refused TEXT, -- why nothing was done
  told INTEGER NOT NULL DEFAULT 0, -- the contact was told something, which nobody takes back
  before TEXT, -- JSON: how it stood
  after TEXT, -- JSON: how it was left
  kept TEXT, -- why it was not undone
  PRIMARY KEY (bulk_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_item_conversation ON bulk_item (conversation_id);
