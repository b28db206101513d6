-- What numbers ask when a conversation is over, and what was answered.

CREATE TABLE survey_setting (
  number_id INTEGER NOT NULL REFERENCES number (id),
  after TEXT NOT NULL CHECK (after IN ('person', 'bot')), -- without a row for bots, they take that for people
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  kind TEXT NOT NULL CHECK (kind IN ('stars', 'nps', 'thumbs')),
  way TEXT NOT NULL CHECK (way IN ('chat', 'link')),
  comment INTEGER NOT NULL CHECK (comment IN (0, 1)),
  template_id INTEGER REFERENCES template (id), -- asks when the window is closed
  template_variable TEXT, -- which of its variables is the link
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (number_id, after),
  CHECK ((template_id IS NULL) = (template_variable IS NULL))
) STRICT, WITHOUT ROWID;

-- One for each conversation that was to be asked about. The score is NULL until somebody answers.
CREATE TABLE survey (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL UNIQUE REFERENCES conversation (id),
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  number_id INTEGER NOT NULL REFERENCES number (id),
  user_id INTEGER REFERENCES user (id), -- who had the conversation
  after TEXT NOT NULL CHECK (after IN ('person', 'bot')),
  kind TEXT NOT NULL CHECK (kind IN ('stars', 'nps', 'thumbs')),
  comment_wanted INTEGER NOT NULL CHECK (comment_wanted IN (0, 1)),
  language TEXT NOT NULL CHECK (language IN ('en', 'el')),
  through TEXT CHECK (through IN ('chat', 'link', 'template')), -- NULL: nobody was asked
  not_sent TEXT CHECK (not_sent IN ('opted_out', 'number_off', 'asked_lately', 'window_closed', 'template')),
  token_hash BLOB UNIQUE, -- of the link
  asked_at INTEGER NOT NULL, -- or when nobody was
  until_at INTEGER NOT NULL, -- an answer is taken until then
  score INTEGER,
  comment TEXT NOT NULL DEFAULT '',
  answered_at INTEGER, -- first
  changed_at INTEGER, -- last
  CHECK ((through IS NULL) = (not_sent IS NOT NULL)),
  CHECK ((score IS NULL) = (answered_at IS NULL)),
  CHECK (score IS NULL OR (kind = 'stars' AND score BETWEEN 1 AND 5) OR (kind = 'nps' AND score BETWEEN 0 AND 10)
    OR (kind = 'thumbs' AND score BETWEEN 0 AND 1))
) STRICT;
CREATE INDEX survey_thread ON survey (thread_id, id);
CREATE INDEX survey_asked ON survey (asked_at, id);

-- An answer in the chat may come until then; NULL: none is waited for, and a message is only a message.
ALTER TABLE thread ADD COLUMN survey_until_at INTEGER;
