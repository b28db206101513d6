-- The foundation: accounts and numbers, contacts and threads, conversations and messages, the outbox,
-- templates, users and their sign-ins. Times are UTC milliseconds named …_at. Every state has a CHECK,
-- everything that must happen once has a unique constraint. AUTOINCREMENT: an id is never given again.
-- Where rows come with every message, a CHECK says `a = 'x' OR a = 'y' OR …`: for `IN (…)` of three and more
-- SQLite builds a temporary index at every insert: four for one message.

CREATE TABLE migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  app_version TEXT NOT NULL, -- the program that applied it, and so can open the file
  applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- people of ours ---------------------------------------------------------------------------------

CREATE TABLE user (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  email TEXT NOT NULL COLLATE NOCASE,
  role TEXT NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
  password_hash TEXT, -- argon2id in PHC form; NULL until the one-time link was used
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  language TEXT CHECK (language IN ('en', 'el')), -- NULL: the browser's
  theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
  density TEXT NOT NULL DEFAULT 'comfortable' CHECK (density IN ('comfortable', 'compact')),
  time_zone TEXT, -- IANA name; NULL: the browser's
  send_key TEXT NOT NULL DEFAULT 'enter' CHECK (send_key IN ('enter', 'ctrl_enter')),
  single_keys INTEGER NOT NULL DEFAULT 1 CHECK (single_keys IN (0, 1)),
  presence TEXT NOT NULL DEFAULT 'available'
    CHECK (presence IN ('available', 'busy', 'do_not_disturb', 'away', 'offline')),
  capacity INTEGER NOT NULL DEFAULT 10 CHECK (capacity BETWEEN 0 AND 1000),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX user_email ON user (email);

CREATE TABLE sign_in (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES user (id),
  token_hash BLOB NOT NULL UNIQUE, -- SHA-256 of the cookie
  csrf TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  peer TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE INDEX sign_in_user ON sign_in (user_id);

CREATE TABLE sign_in_failure (
  key TEXT PRIMARY KEY, -- account, or account and address; hashed
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE one_time_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES user (id),
  token_hash BLOB NOT NULL UNIQUE,
  purpose TEXT NOT NULL CHECK (purpose IN ('invite', 'reset')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX one_time_link_user ON one_time_link (user_id);

CREATE TABLE api_token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL, -- user:3, token:2, command
  action TEXT NOT NULL, -- such as account.created
  subject TEXT NOT NULL, -- such as account:1
  detail TEXT NOT NULL DEFAULT '{}' -- JSON, never a secret
) STRICT;

-- What a form or API call that must happen once did, kept with the key that it came with.
CREATE TABLE idempotency (
  scope TEXT NOT NULL, -- user:3, token:2
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  result TEXT NOT NULL, -- what the flow returned, JSON
  created_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_created ON idempotency (created_at);

-- ---- accounts and numbers ---------------------------------------------------------------------------
-- What is deleted by a person keeps its row: threads and messages hang on it (docs/adr).

CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  account_sid TEXT NOT NULL UNIQUE,
  webhook_key TEXT NOT NULL UNIQUE, -- unguessable part of its webhook addresses
  auth_token BLOB NOT NULL, -- sealed; also verifies signatures; empty once the account is deleted
  auth_token_second BLOB, -- sealed; accepted too while a token is rotated
  second_checked_at INTEGER, -- the provider accepted the second token: calls are made with it
  api_key_sid TEXT,
  api_key_secret BLOB, -- sealed
  region TEXT NOT NULL DEFAULT 'us1' CHECK (region IN ('us1', 'ie1', 'au1', 'jp1')),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  auth_failures INTEGER NOT NULL DEFAULT 0, -- refusals of our credentials in a row
  templates_synced_at INTEGER,
  reconciled_until_at INTEGER, -- the provider's list was read up to here
  checked_at INTEGER, -- when the provider was last asked about it
  check_report TEXT, -- what it said, JSON
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK ((api_key_sid IS NULL) = (api_key_secret IS NULL)),
  CHECK (deleted_at IS NULL OR (active = 0 AND auth_token = x'' AND auth_token_second IS NULL
    AND api_key_sid IS NULL))
) STRICT;

-- The settings that routing and distribution take from. A fresh installation has one, and sends nothing by itself.
CREATE TABLE workstream (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('push', 'pick')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
INSERT INTO workstream (id, name, mode, created_at, updated_at) VALUES (1, 'WhatsApp', 'pick', 0, 0);

CREATE TABLE number (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  workstream_id INTEGER NOT NULL DEFAULT 1 REFERENCES workstream (id),
  name TEXT NOT NULL,
  address TEXT NOT NULL, -- whatsapp:+E.164
  sandbox INTEGER NOT NULL DEFAULT 0 CHECK (sandbox IN (0, 1)),
  sandbox_code TEXT, -- the words after `join`
  language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'el')),
  colour INTEGER NOT NULL DEFAULT 1 CHECK (colour BETWEEN 1 AND 4),
  attachments_from_customers INTEGER NOT NULL DEFAULT 1 CHECK (attachments_from_customers IN (0, 1)),
  attachments_from_agents INTEGER NOT NULL DEFAULT 1 CHECK (attachments_from_agents IN (0, 1)),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  next_send_at INTEGER NOT NULL DEFAULT 0, -- the pace: no message is handed over before this
  last_inbound_at INTEGER,
  last_status_at INTEGER,
  last_sent_at INTEGER,
  last_error_at INTEGER,
  last_error_code TEXT,
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (account_id, address),
  CHECK (deleted_at IS NULL OR active = 0)
) STRICT;

CREATE INDEX number_address ON number (address);

-- When the provider was last asked about an account's numbers.
CREATE TABLE account_check (
  account_id INTEGER PRIMARY KEY REFERENCES account (id),
  asked_at INTEGER NOT NULL,
  answered_at INTEGER, -- the last time that it answered
  trouble TEXT CHECK (trouble IN ('credentials', 'silent', 'key')) -- why the last time brought nothing
) STRICT;

-- What the provider said of a number then, so that lists and pages need not ask.
CREATE TABLE number_check (
  number_id INTEGER PRIMARY KEY REFERENCES number (id),
  said TEXT NOT NULL, -- JSON
  read_at INTEGER NOT NULL,
  written_at INTEGER, -- when we last wrote our addresses there
  before TEXT -- JSON: the addresses that stood there before
) STRICT;

-- Posts that were refused: counted for ever, kept in detail for the newest.
CREATE TABLE refused_count (
  account_id INTEGER NOT NULL REFERENCES account (id),
  reason TEXT NOT NULL
    CHECK (reason IN ('bad_signature', 'wrong_account', 'unknown_number', 'too_large', 'unreadable')),
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE refused_post (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  hook TEXT NOT NULL CHECK (hook IN ('inbound', 'status', 'fallback')),
  reason TEXT NOT NULL
    CHECK (reason IN ('bad_signature', 'wrong_account', 'unknown_number', 'too_large', 'unreadable')),
  detail TEXT NOT NULL, -- what helps to mend it, such as the address that we checked against
  signed_for TEXT, -- the other address that it was rightly signed for, if we found it
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX refused_post_account ON refused_post (account_id, id);

-- The raw form of every accepted post, kept 14 days: a later version can read what an older could not.
CREATE TABLE raw_post (
  id INTEGER PRIMARY KEY, -- nothing points at it, and the oldest go first
  account_id INTEGER NOT NULL REFERENCES account (id),
  hook TEXT NOT NULL CHECK (hook = 'inbound' OR hook = 'status' OR hook = 'fallback'),
  form TEXT NOT NULL, -- as it came, urlencoded or JSON
  at INTEGER NOT NULL
) STRICT;

-- ---- contacts, threads, conversations -----------------------------------------------------------------

CREATE TABLE contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL DEFAULT '', -- given by us; empty: the profile's
  profile_name TEXT NOT NULL DEFAULT '', -- chosen by the contact
  language TEXT, -- BCP 47
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE address (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  value TEXT NOT NULL UNIQUE, -- whatsapp:+E.164 or whatsapp:CC.userid
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'user_id')),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX address_contact ON address (contact_id);

CREATE TABLE thread (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number_id INTEGER NOT NULL REFERENCES number (id),
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  address TEXT NOT NULL, -- where answers go: the sender of the last message
  last_inbound_at INTEGER, -- opens and extends the window
  refused_at INTEGER, -- the provider said that the window is closed; NULL again when the contact writes
  -- The window's end is due to be told 24 hours after this, unless the contact wrote since; NULL: it was told.
  -- Apart from last_inbound_at, since an indexed column that every message moves costs two pages a message.
  expiry_from_at INTEGER,
  opted_out_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (number_id, contact_id)
) STRICT;
CREATE INDEX thread_contact ON thread (contact_id);
CREATE INDEX thread_expiry ON thread (expiry_from_at) WHERE expiry_from_at IS NOT NULL;

CREATE TABLE conversation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  number_id INTEGER NOT NULL REFERENCES number (id),
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  state TEXT NOT NULL
    CHECK (state = 'open' OR state = 'active' OR state = 'waiting' OR state = 'wrap_up' OR state = 'closed'),
  assignee_id INTEGER REFERENCES user (id),
  former_assignee_id INTEGER REFERENCES user (id), -- who had it last, or had the thread's last one
  waiting_since_at INTEGER, -- the first message of the contact that nobody has answered
  unread INTEGER NOT NULL DEFAULT 0,
  has_unread INTEGER NOT NULL DEFAULT 0, -- indexed, and so written only when it turns
  read_message_id INTEGER, -- reading stopped here
  last_message_id INTEGER,
  last_message_at INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  close_reason TEXT CHECK (close_reason = 'person' OR close_reason = 'inactivity' OR close_reason = 'forced'
    OR close_reason = 'merged'),
  CHECK (has_unread = (unread > 0)),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK (state <> 'active' OR assignee_id IS NOT NULL),
  CHECK (state <> 'open' OR assignee_id IS NULL)
) STRICT;
-- One live conversation per thread: ten first messages at once make one.
CREATE UNIQUE INDEX conversation_live ON conversation (thread_id) WHERE state <> 'closed';
CREATE UNIQUE INDEX conversation_thread ON conversation (thread_id, id); -- unique: messages refer to it
CREATE INDEX conversation_waits ON conversation (waiting_since_at, id)
  WHERE state <> 'closed' AND waiting_since_at IS NOT NULL;
CREATE INDEX conversation_answered ON conversation (last_message_at DESC, id DESC)
  WHERE state <> 'closed' AND waiting_since_at IS NULL;
CREATE INDEX conversation_open ON conversation (waiting_since_at, id) WHERE state = 'open';
CREATE INDEX conversation_open_answered ON conversation (last_message_at DESC, id DESC)
  WHERE state = 'open' AND waiting_since_at IS NULL;
CREATE INDEX conversation_assignee ON conversation (assignee_id, waiting_since_at, id) WHERE state <> 'closed';
CREATE INDEX conversation_assignee_answered ON conversation (assignee_id, last_message_at DESC, id DESC)
  WHERE state <> 'closed' AND waiting_since_at IS NULL;
CREATE INDEX conversation_unread ON conversation (assignee_id, id) WHERE state <> 'closed' AND has_unread = 1;
CREATE INDEX conversation_unread_answered ON conversation (last_message_at DESC, id DESC)
  WHERE state <> 'closed' AND has_unread = 1 AND waiting_since_at IS NULL;
CREATE INDEX conversation_closed ON conversation (closed_at DESC, id DESC) WHERE state = 'closed';
CREATE INDEX conversation_contact ON conversation (contact_id, id);
-- For programs that list by state or by number.
CREATE INDEX conversation_state ON conversation (state, id) WHERE state <> 'closed';
CREATE INDEX conversation_number ON conversation (number_id, id);

-- ---- messages -----------------------------------------------------------------------------------------

CREATE TABLE template (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  content_sid TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  kind TEXT NOT NULL, -- text, quick-reply, media, call-to-action, card, list-picker, location…
  category TEXT, -- utility, marketing, authentication
  status TEXT NOT NULL
    CHECK (status IN ('unsubmitted', 'received', 'pending', 'approved', 'rejected', 'paused', 'disabled', 'deleted')),
  rejection_reason TEXT,
  body TEXT NOT NULL,
  buttons TEXT NOT NULL DEFAULT '[]', -- JSON array of {"title","url","phone","id"}
  variables TEXT NOT NULL DEFAULT '[]', -- JSON array of names, of body, header and buttons
  samples TEXT NOT NULL DEFAULT '{}', -- JSON object: name to sample value
  content TEXT NOT NULL DEFAULT '{}', -- the provider's whole definition, JSON
  sandbox INTEGER NOT NULL DEFAULT 0 CHECK (sandbox IN (0, 1)), -- one of the sandbox's own, in no list
  media TEXT NOT NULL DEFAULT '[]', -- JSON array of addresses of its files; may hold variables
  bindings TEXT NOT NULL DEFAULT '{}', -- JSON object, ours: variable to a text with placeholders that fills it in
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (account_id, content_sid)
) STRICT;
CREATE INDEX template_status ON template (account_id, status, name);

-- Templates that are written here and not yet submitted.
CREATE TABLE template_draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  written TEXT NOT NULL, -- JSON
  asked_at INTEGER, -- the provider was asked to make it, and the answer may have been lost
  content_sid TEXT, -- made at the provider, and the submission may have been lost
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX template_draft_account ON template_draft (account_id, id);

-- What became of templates, counted as it happens: by number, month (UTC) and the category of that time.
CREATE TABLE template_count (
  number_id INTEGER NOT NULL REFERENCES number (id),
  month TEXT NOT NULL, -- 2026-11
  template_id INTEGER NOT NULL REFERENCES template (id),
  category TEXT NOT NULL, -- '': none known
  sent INTEGER NOT NULL DEFAULT 0,
  delivered INTEGER NOT NULL DEFAULT 0,
  read INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (number_id, month, template_id, category)
) STRICT, WITHOUT ROWID;
CREATE INDEX template_count_template ON template_count (template_id);
CREATE INDEX template_count_month ON template_count (month);

CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  thread_id INTEGER NOT NULL,
  conversation_id INTEGER NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL CHECK (kind = 'text' OR kind = 'template' OR kind = 'button' OR kind = 'list' OR kind = 'image'
    OR kind = 'sticker' OR kind = 'audio' OR kind = 'video' OR kind = 'document' OR kind = 'location'
    OR kind = 'contacts' OR kind = 'flow' OR kind = 'unknown'),
  body TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status = 'received' OR status = 'pending' OR status = 'unknown' OR status = 'accepted'
    OR status = 'queued' OR status = 'sending' OR status = 'sent' OR status = 'delivered'
    OR status = 'read' OR status = 'failed' OR status = 'undelivered' OR status = 'canceled'),
  provider_sid TEXT,
  error_code TEXT, -- the provider's number, or a code of ours such as window_closed
  author TEXT NOT NULL
    CHECK (author = 'contact' OR author = 'user' OR author = 'token' OR author = 'automatic' OR author = 'outside'),
  author_id INTEGER, -- user or token
  template_id INTEGER REFERENCES template (id),
  template_values TEXT, -- JSON object
  quoted_sid TEXT,
  extra TEXT, -- JSON object: what else came with it
  recovered INTEGER NOT NULL DEFAULT 0 CHECK (recovered IN (0, 1)), -- found at the provider, no webhook brought it
  created_at INTEGER NOT NULL,
  handed_over_at INTEGER,
  delivered_at INTEGER,
  read_at INTEGER,
  status_at INTEGER NOT NULL,
  FOREIGN KEY (thread_id, conversation_id) REFERENCES conversation (thread_id, id)
) STRICT;
-- A repeated webhook inserts nothing.
CREATE UNIQUE INDEX message_provider ON message (account_id, provider_sid) WHERE provider_sid IS NOT NULL;
-- Also for one conversation: it is the stretch of its thread from opened_at on. One index less for every message.
CREATE INDEX message_thread ON message (thread_id, created_at, id, conversation_id);
CREATE INDEX message_unfinished ON message (created_at)
  WHERE direction = 'out' AND status IN ('accepted', 'queued', 'sending', 'sent');

CREATE TABLE media (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER NOT NULL REFERENCES message (id),
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  content_type TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state = 'loading' OR state = 'ready' OR state = 'failed' OR state = 'refused'),
  name TEXT,
  size INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (message_id, position)
) STRICT;

-- What is known of who is in the provider's sandbox. The words `join …` and `stop` are no messages of anybody's
-- work: they stand here, with the provider's id, so that each counts once.
CREATE TABLE sandbox_fact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  provider_sid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('joined', 'wrote', 'left', 'refused')),
  at INTEGER NOT NULL,
  UNIQUE (account_id, provider_sid)
) STRICT;
CREATE INDEX sandbox_fact_thread ON sandbox_fact (thread_id, at, id);

-- Quiet lines of a thread: taken, released, closed, window over, opted out.
CREATE TABLE thread_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  conversation_id INTEGER REFERENCES conversation (id), -- NULL: in the thread before its first conversation
  kind TEXT NOT NULL,
  actor TEXT, -- user:3, token:2; NULL: the system
  detail TEXT NOT NULL DEFAULT '{}', -- JSON
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX thread_event_thread ON thread_event (thread_id, at, id);
CREATE INDEX thread_event_conversation ON thread_event (conversation_id, id);

CREATE TABLE draft (
  user_id INTEGER NOT NULL REFERENCES user (id),
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  body TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, thread_id)
) STRICT, WITHOUT ROWID;

-- Prepared free texts. Of one owner's no two have the same title in the same language.
CREATE TABLE quick_reply (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner_id INTEGER REFERENCES user (id), -- NULL: everybody's
  language TEXT, -- BCP 47; NULL: any
  title TEXT NOT NULL,
  title_key TEXT NOT NULL, -- the title as it is compared
  body TEXT NOT NULL, -- with placeholders
  tags TEXT NOT NULL DEFAULT '[]', -- JSON array
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX quick_reply_title ON quick_reply (coalesce(owner_id, 0), title_key, coalesce(language, ''));

-- ---- the way out ----------------------------------------------------------------------------------------

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER NOT NULL UNIQUE REFERENCES message (id),
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  number_id INTEGER NOT NULL REFERENCES number (id),
  address TEXT NOT NULL, -- the recipient, fixed when it was written: the contact may write from another one meanwhile
  state TEXT NOT NULL CHECK (state = 'due' OR state = 'claimed' OR state = 'look_up'),
  due_at INTEGER NOT NULL,
  claimed_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  lookups INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at, id);
CREATE INDEX outbox_thread ON outbox (thread_id, id);

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER NOT NULL REFERENCES message (id),
  number INTEGER NOT NULL, -- 1, 2, 3…
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT CHECK (outcome = 'accepted' OR outcome = 'rejected' OR outcome = 'throttled' OR outcome = 'unreachable'
    OR outcome = 'unknown' OR outcome = 'found'),
  http_status INTEGER,
  code INTEGER,
  note TEXT, -- what the provider said, cut
  UNIQUE (message_id, number)
) STRICT;

-- The last run of each scheduled flow.
CREATE TABLE job_run (
  name TEXT PRIMARY KEY,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT CHECK (outcome IN ('fine', 'failed')),
  counts TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
