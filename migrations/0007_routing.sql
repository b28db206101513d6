-- Routing: what a conversation is by its rules, in which queue it waits, who works for that, and why each came where
-- it is. What is deleted keeps its row: the trace of old conversations names it.

CREATE TABLE hours (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL COLLATE NOCASE,
  time_zone TEXT NOT NULL, -- IANA
  spans TEXT NOT NULL, -- JSON array of {"day","from","to"}
  holidays TEXT NOT NULL, -- JSON array of {"first","last","name","yearly"}
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX hours_name ON hours (name) WHERE deleted_at IS NULL;

CREATE TABLE queue (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL COLLATE NOCASE,
  everyone INTEGER NOT NULL DEFAULT 0 CHECK (everyone IN (0, 1)), -- all active users work for it, by rule
  priority INTEGER NOT NULL DEFAULT 100 CHECK (priority BETWEEN 1 AND 1000),
  method TEXT NOT NULL CHECK (method IN ('highest_capacity', 'round_robin', 'least_active')),
  hours_id INTEGER REFERENCES hours (id), -- NULL: always open
  overflow TEXT NOT NULL DEFAULT '{}', -- JSON
  goal_ms INTEGER CHECK (goal_ms > 0),
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX queue_name ON queue (name) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX queue_everyone ON queue (everyone) WHERE everyone = 1;
INSERT INTO queue (id, name, everyone, method, created_at, updated_at) VALUES (1, 'Everyone', 1, 'round_robin', 0, 0);

-- The id is the order of joining. Of the queue of everybody a row says only when somebody last got work in it.
CREATE TABLE queue_member (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  queue_id INTEGER NOT NULL REFERENCES queue (id),
  user_id INTEGER NOT NULL REFERENCES user (id),
  last_assigned_at INTEGER,
  UNIQUE (queue_id, user_id)
) STRICT;
CREATE INDEX queue_member_user ON queue_member (user_id, queue_id);

CREATE TABLE skill (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL COLLATE NOCASE,
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX skill_name ON skill (name) WHERE deleted_at IS NULL;

CREATE TABLE user_skill (
  user_id INTEGER NOT NULL REFERENCES user (id),
  skill_id INTEGER NOT NULL REFERENCES skill (id),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 10),
  PRIMARY KEY (user_id, skill_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_skill_skill ON user_skill (skill_id);

-- Presences with a name of their own, such as Lunch; each counts as one of the five.
CREATE TABLE presence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL COLLATE NOCASE,
  base TEXT NOT NULL CHECK (base IN ('available', 'busy', 'do_not_disturb', 'away', 'offline')),
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX presence_name ON presence (name) WHERE deleted_at IS NULL;

ALTER TABLE user ADD COLUMN default_presence TEXT NOT NULL DEFAULT 'available'
  CHECK (default_presence IN ('available', 'busy', 'do_not_disturb', 'away', 'offline'));
ALTER TABLE user ADD COLUMN presence_named_id INTEGER REFERENCES presence (id);
ALTER TABLE user ADD COLUMN presence_by TEXT NOT NULL DEFAULT 'connection'
  CHECK (presence_by IN ('person', 'capacity', 'missed', 'declined', 'connection'));
ALTER TABLE user ADD COLUMN presence_before TEXT; -- what stood before the connection was lost, JSON
-- A live page was seen since the presence was set: from then on its loss counts.
ALTER TABLE user ADD COLUMN page_seen INTEGER NOT NULL DEFAULT 0 CHECK (page_seen IN (0, 1));
ALTER TABLE user ADD COLUMN freed_at INTEGER; -- when capacity was last freed
ALTER TABLE user ADD COLUMN languages TEXT NOT NULL DEFAULT '[]'; -- JSON array of BCP 47, the best first
-- Until now a presence meant nothing. Whoever opens a page is there again.
UPDATE user SET presence = 'offline';

-- ---- workstreams and their rules ------------------------------------------------------------------------

ALTER TABLE workstream ADD COLUMN language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'el'));
ALTER TABLE workstream ADD COLUMN fallback_queue_id INTEGER REFERENCES queue (id); -- always set; NULL reads as 1
ALTER TABLE workstream ADD COLUMN capacity_cost INTEGER NOT NULL DEFAULT 1 CHECK (capacity_cost BETWEEN 1 AND 1000);
ALTER TABLE workstream ADD COLUMN blocking TEXT NOT NULL DEFAULT 'always'
  CHECK (blocking IN ('always', 'never', 'time'));
ALTER TABLE workstream ADD COLUMN wrap_up_ms INTEGER CHECK ((wrap_up_ms IS NOT NULL) = (blocking = 'time'));
ALTER TABLE workstream ADD COLUMN presences TEXT NOT NULL DEFAULT '["available","busy"]'; -- JSON array
ALTER TABLE workstream ADD COLUMN matching TEXT NOT NULL DEFAULT 'none' CHECK (matching IN ('none', 'exact', 'closest'));
ALTER TABLE workstream ADD COLUMN keep_agent_ms INTEGER DEFAULT 300000; -- NULL: it is not kept
ALTER TABLE workstream ADD COLUMN auto_close_ms INTEGER NOT NULL DEFAULT 2419200000;
ALTER TABLE workstream ADD COLUMN offer_way TEXT NOT NULL DEFAULT 'accept'
  CHECK (offer_way IN ('auto', 'accept', 'accept_or_decline'));
ALTER TABLE workstream ADD COLUMN offer_ms INTEGER NOT NULL DEFAULT 120000;
ALTER TABLE workstream ADD COLUMN may_pick INTEGER NOT NULL DEFAULT 1 CHECK (may_pick IN (0, 1));
ALTER TABLE workstream ADD COLUMN deleted_at INTEGER;
UPDATE workstream SET fallback_queue_id = 1;

CREATE TABLE rule_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workstream_id INTEGER NOT NULL REFERENCES workstream (id),
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rule_set_workstream ON rule_set (workstream_id, position, id) WHERE deleted_at IS NULL;

-- With a set: a classification rule; without: one that chooses a queue.
CREATE TABLE rule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workstream_id INTEGER NOT NULL REFERENCES workstream (id),
  rule_set_id INTEGER REFERENCES rule_set (id),
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  body TEXT NOT NULL, -- JSON {"join","when","then"}
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rule_workstream ON rule (workstream_id, rule_set_id, position, id) WHERE deleted_at IS NULL;

-- ---- conversations --------------------------------------------------------------------------------------

-- Two reasons more. A CHECK cannot be changed in place, so the column is made anew.
ALTER TABLE conversation RENAME COLUMN close_reason TO close_reason_old;
ALTER TABLE conversation ADD COLUMN close_reason TEXT
  CHECK (close_reason = 'person' OR close_reason = 'inactivity' OR close_reason = 'forced' OR close_reason = 'merged'
    OR close_reason = 'overflow' OR close_reason = 'wrap_up');
UPDATE conversation SET close_reason = close_reason_old WHERE close_reason_old IS NOT NULL;
ALTER TABLE conversation DROP COLUMN close_reason_old;

ALTER TABLE conversation ADD COLUMN queue_id INTEGER REFERENCES queue (id); -- NULL: quiet, or of before there were any
ALTER TABLE conversation ADD COLUMN queued_at INTEGER; -- when it came into that queue
ALTER TABLE conversation ADD COLUMN phase TEXT
  CHECK (phase IS NULL OR (state = 'active' AND (phase = 'awaiting_acceptance' OR phase = 'in_conversation')));
ALTER TABLE conversation ADD COLUMN state_at INTEGER NOT NULL DEFAULT 0; -- when it came into its state
ALTER TABLE conversation ADD COLUMN priority INTEGER NOT NULL DEFAULT 100 CHECK (priority BETWEEN 1 AND 1000);
-- Waits to be pushed to somebody: those with the same text here need the same. NULL: nobody is looked for.
ALTER TABLE conversation ADD COLUMN lane TEXT CHECK (lane IS NULL OR state = 'open');
ALTER TABLE conversation ADD COLUMN kept_for_id INTEGER REFERENCES user (id); -- who had it, and is asked first
ALTER TABLE conversation ADD COLUMN kept_until_at INTEGER CHECK ((kept_until_at IS NULL) = (kept_for_id IS NULL));
-- Not before this does time alone change anything about it. It may be early: then it is reckoned anew.
ALTER TABLE conversation ADD COLUMN due_at INTEGER CHECK (due_at IS NULL OR state <> 'closed');
UPDATE conversation SET queue_id = 1, queued_at = opened_at WHERE quiet = 0;
UPDATE conversation SET state_at = coalesce(closed_at, last_message_at);
UPDATE conversation SET phase = 'in_conversation' WHERE state = 'active';
UPDATE conversation SET due_at = last_message_at WHERE state <> 'closed';

CREATE INDEX conversation_lane ON conversation (lane, priority, coalesce(waiting_since_at, queued_at), id)
  WHERE lane IS NOT NULL;
CREATE INDEX conversation_queue ON conversation (queue_id, queued_at, id) WHERE state = 'open';
CREATE INDEX conversation_due ON conversation (due_at, id) WHERE due_at IS NOT NULL;

-- What rules say that it needs.
CREATE TABLE conversation_skill (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  skill_id INTEGER NOT NULL REFERENCES skill (id),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 10),
  PRIMARY KEY (conversation_id, skill_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_skill_skill ON conversation_skill (skill_id);

CREATE TABLE conversation_tag (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (conversation_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_tag (
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (contact_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  user_id INTEGER NOT NULL REFERENCES user (id),
  queue_id INTEGER NOT NULL REFERENCES queue (id),
  way TEXT NOT NULL CHECK (way IN ('accept', 'accept_or_decline')),
  made_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  answer TEXT CHECK (answer IN ('accepted', 'declined', 'timed_out', 'withdrawn')), -- NULL: it stands
  answered_at INTEGER,
  CHECK ((answer IS NULL) = (answered_at IS NULL))
) STRICT;
-- A conversation is offered to one agent at a time.
CREATE UNIQUE INDEX offer_standing ON offer (conversation_id) WHERE answer IS NULL;
CREATE INDEX offer_until ON offer (until_at) WHERE answer IS NULL;
CREATE INDEX offer_user ON offer (user_id, id) WHERE answer IS NULL;
CREATE INDEX offer_missed ON offer (user_id, answered_at) WHERE answer = 'timed_out';
CREATE INDEX offer_conversation ON offer (conversation_id, id);

-- Why a conversation is where it is.
CREATE TABLE trace_step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  at INTEGER NOT NULL,
  step TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX trace_step_conversation ON trace_step (conversation_id, id);
