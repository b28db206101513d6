-- Broadcasts: one template to many people out of a list.

CREATE TABLE broadcast (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  number_id INTEGER NOT NULL REFERENCES number (id),
  template_id INTEGER NOT NULL REFERENCES template (id), -- the language that counts where no other fits
  state TEXT NOT NULL
    CHECK (state IN ('draft', 'checked', 'scheduled', 'running', 'paused', 'cancelled', 'done')),
  sheet TEXT NOT NULL, -- the list as it was read: JSON {"columns":[],"rows":[]}
  columns TEXT NOT NULL, -- which of them says what, JSON
  round INTEGER NOT NULL DEFAULT 0, -- the check whose rows count
  due_at INTEGER,
  paused_because TEXT, -- a code; NULL: a person paused it
  created_by TEXT NOT NULL, -- user:3, token:2
  confirmed_by TEXT, -- in whose name it is sent
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  CHECK (state <> 'scheduled' OR due_at IS NOT NULL),
  CHECK (state NOT IN ('scheduled', 'running', 'paused', 'done') OR confirmed_by IS NOT NULL)
) STRICT;
CREATE INDEX broadcast_due ON broadcast (id) WHERE state = 'scheduled' OR state = 'running';

CREATE TABLE broadcast_row (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  broadcast_id INTEGER NOT NULL REFERENCES broadcast (id),
  row INTEGER NOT NULL, -- as the spreadsheet counts it
  given TEXT NOT NULL, -- what stood there for the number
  state TEXT NOT NULL CHECK (state IN ('ready', 'wrong', 'released', 'refused')),
  fault TEXT, -- why it is wrong or was refused, JSON
  address TEXT,
  ready TEXT, -- what is sent, JSON
  message_id INTEGER UNIQUE REFERENCES message (id),
  ended_at INTEGER, -- when it was released or refused
  UNIQUE (broadcast_id, row),
  CHECK ((state = 'released') = (message_id IS NOT NULL)),
  CHECK ((state IN ('wrong', 'refused')) = (fault IS NOT NULL)),
  CHECK (state = 'wrong' OR (address IS NOT NULL AND ready IS NOT NULL))
) STRICT;
-- Nobody is written to twice out of one list.
CREATE UNIQUE INDEX broadcast_row_address ON broadcast_row (broadcast_id, address) WHERE address IS NOT NULL;
CREATE INDEX broadcast_row_ready ON broadcast_row (broadcast_id, row) WHERE state = 'ready';
