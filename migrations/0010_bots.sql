-- Bots: what answers a conversation before people do. While a bot has it, a conversation is open, in no queue and in no
-- lane, nobody waits in it, and a session says where the talk stands.

-- One reason more. A CHECK cannot be changed in place, so the column is made anew.
ALTER TABLE conversation RENAME COLUMN close_reason TO close_reason_old;
ALTER TABLE conversation ADD COLUMN close_reason TEXT
  CHECK (close_reason = 'person' OR close_reason = 'inactivity' OR close_reason = 'forced' OR close_reason = 'merged'
    OR close_reason = 'overflow' OR close_reason = 'wrap_up' OR close_reason = 'bot');
UPDATE conversation SET close_reason = close_reason_old WHERE close_reason_old IS NOT NULL;
ALTER TABLE conversation DROP COLUMN close_reason_old;

-- What was published of a menu, for ever: talks go on with the one that they began with.
CREATE TABLE bot_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workstream_id INTEGER NOT NULL REFERENCES workstream (id),
  number INTEGER NOT NULL, -- 1, 2, 3… of its workstream
  outline TEXT NOT NULL,
  queues TEXT NOT NULL, -- JSON object: the names in it, folded, to ids
  hours TEXT NOT NULL, -- JSON object, likewise
  published_by TEXT NOT NULL, -- user:3, token:2
  created_at INTEGER NOT NULL,
  UNIQUE (workstream_id, number)
) STRICT;

CREATE TABLE bot (
  workstream_id INTEGER PRIMARY KEY REFERENCES workstream (id),
  kind TEXT NOT NULL DEFAULT 'off' CHECK (kind IN ('off', 'menu', 'http')),
  words TEXT NOT NULL, -- by which a person is asked for
  draft TEXT NOT NULL DEFAULT '', -- the outline as it was last typed, right or wrong
  version_id INTEGER REFERENCES bot_version (id), -- the one in force
  url TEXT,
  secret BLOB, -- sealed; signs what the program is asked
  failures INTEGER NOT NULL DEFAULT 0, -- questions in a row without an answer
  rests_until_at INTEGER, -- left alone until then
  failed_at INTEGER,
  failed_with TEXT, -- what went wrong, for the admin
  answered_at INTEGER,
  updated_at INTEGER NOT NULL,
  CHECK ((url IS NULL) = (secret IS NULL)),
  CHECK (kind <> 'menu' OR version_id IS NOT NULL),
  CHECK (kind <> 'http' OR url IS NOT NULL)
) STRICT;

CREATE TABLE bot_session (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id),
  workstream_id INTEGER NOT NULL REFERENCES workstream (id),
  version_id INTEGER REFERENCES bot_version (id), -- NULL: an HTTP bot
  state TEXT NOT NULL, -- JSON
  summary TEXT, -- what only agents see
  why TEXT CHECK (why IN ('planned', 'person', 'misunderstood', 'silence', 'down', 'stopped', 'taken', 'closed', 'ended')),
  started_at INTEGER NOT NULL,
  moved_at INTEGER NOT NULL, -- the last progress
  due_at INTEGER, -- then it hands over
  ended_at INTEGER,
  CHECK ((ended_at IS NULL) = (why IS NULL)),
  CHECK ((ended_at IS NULL) = (due_at IS NOT NULL))
) STRICT;
CREATE INDEX bot_session_due ON bot_session (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX bot_session_workstream ON bot_session (workstream_id) WHERE ended_at IS NULL;

-- Questions to the programs behind HTTP bots, until each is answered or given up.
CREATE TABLE bot_call (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE, -- the same at every attempt
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  workstream_id INTEGER NOT NULL REFERENCES workstream (id),
  body TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  claimed_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX bot_call_due ON bot_call (due_at, id) WHERE claimed_at IS NULL;
CREATE INDEX bot_call_conversation ON bot_call (conversation_id, id);

-- Variables that the conversations of a workstream have, and what they hold.
CREATE TABLE workstream_variable (
  workstream_id INTEGER NOT NULL REFERENCES workstream (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'number')),
  PRIMARY KEY (workstream_id, name)
) STRICT, WITHOUT ROWID;

-- Texts with buttons as the provider knows them: buttons cannot be sent inline.
CREATE TABLE button_content (
  account_id INTEGER NOT NULL REFERENCES account (id),
  hash BLOB NOT NULL, -- of text and buttons
  content_sid TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, hash)
) STRICT, WITHOUT ROWID;
