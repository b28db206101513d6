-- Programs of others that are told what happens here, and what each of them was told.

CREATE TABLE outgoing_webhook (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  secret BLOB NOT NULL, -- sealed
  events TEXT NOT NULL CHECK (json_valid(events)), -- a list of their words
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  failures INTEGER NOT NULL DEFAULT 0, -- calls in a row without a 2xx
  failing_since_at INTEGER, -- the first of those
  rests_until_at INTEGER, -- it is left alone until then
  paused_at INTEGER, -- we switched it off
  pause_reason TEXT CHECK (pause_reason IN ('failing', 'gone')),
  answered_at INTEGER, -- last 2xx
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK ((paused_at IS NULL) = (pause_reason IS NULL)),
  CHECK ((failures = 0) = (failing_since_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX outgoing_webhook_name ON outgoing_webhook (name) WHERE deleted_at IS NULL;

-- One event for one webhook, called until it is taken or given up. Removed after 14 days.
CREATE TABLE webhook_delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook_id INTEGER NOT NULL REFERENCES outgoing_webhook (id),
  event_id TEXT NOT NULL, -- the same for all webhooks that are told of it
  event TEXT NOT NULL,
  conversation_id INTEGER, -- what it is about; NULL: a test. No foreign keys: a row outlives what it tells of
  message_id INTEGER,
  body TEXT NOT NULL, -- as it was when it happened
  outcome TEXT NOT NULL DEFAULT 'waiting' CHECK (outcome IN ('waiting', 'delivered', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  since_at INTEGER NOT NULL, -- since when it is tried: when it happened, or was sent again
  due_at INTEGER NOT NULL,
  claimed_at INTEGER, -- somebody calls
  called_at INTEGER, -- last
  status INTEGER, -- of the last answer; NULL: there was none
  answer TEXT, -- what it said, or why there was none
  settled_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (webhook_id, event_id),
  CHECK ((outcome = 'waiting') = (settled_at IS NULL)),
  CHECK (claimed_at IS NULL OR outcome = 'waiting')
) STRICT;
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at, id) WHERE outcome = 'waiting' AND claimed_at IS NULL;
CREATE INDEX webhook_delivery_order ON webhook_delivery (webhook_id, conversation_id, id) WHERE outcome = 'waiting';
CREATE INDEX webhook_delivery_claimed ON webhook_delivery (webhook_id, claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX webhook_delivery_outcome ON webhook_delivery (webhook_id, outcome, id);
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id, id);
