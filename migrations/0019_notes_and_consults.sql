-- What colleagues say to each other in a thread.

CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  user_id INTEGER REFERENCES user (id),
  token_id INTEGER REFERENCES api_token (id),
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER, -- its author said it otherwise
  removed_at INTEGER, -- its words are gone, that it was there is not
  CHECK ((user_id IS NULL) <> (token_id IS NULL)),
  CHECK (removed_at IS NULL OR body = '')
) STRICT;
CREATE INDEX note_thread ON note (thread_id, created_at, id);

-- Who is asked to look, and may read the conversation for it.
CREATE TABLE mention (
  note_id INTEGER NOT NULL REFERENCES note (id),
  user_id INTEGER NOT NULL REFERENCES user (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  at INTEGER NOT NULL,
  seen_at INTEGER, -- the conversation was opened
  PRIMARY KEY (note_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_user ON mention (user_id, conversation_id, at);
CREATE INDEX mention_unseen ON mention (user_id) WHERE seen_at IS NULL;

-- What somebody has begun to note, apart from what they have begun to answer.
CREATE TABLE note_draft (
  user_id INTEGER NOT NULL REFERENCES user (id),
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  body TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, thread_id)
) STRICT, WITHOUT ROWID;

-- A colleague is asked about a conversation: a talk beside it that nobody else reads. Whoever is brought in may answer the
-- contact, too.
CREATE TABLE consult (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  asker_id INTEGER NOT NULL REFERENCES user (id),
  guest_id INTEGER NOT NULL REFERENCES user (id),
  asked_at INTEGER NOT NULL,
  joined_at INTEGER, -- the guest may write to the contact since
  ended_at INTEGER,
  end_reason TEXT CHECK (end_reason IN ('left', 'ended', 'given_away', 'closed')),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CHECK (asker_id <> guest_id)
) STRICT;
CREATE UNIQUE INDEX consult_standing ON consult (conversation_id, guest_id) WHERE ended_at IS NULL;
CREATE INDEX consult_guest ON consult (guest_id, conversation_id) WHERE ended_at IS NULL;
CREATE INDEX consult_conversation ON consult (conversation_id, id);

CREATE TABLE consult_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  consult_id INTEGER NOT NULL REFERENCES consult (id),
  user_id INTEGER NOT NULL REFERENCES user (id),
  body TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX consult_line_consult ON consult_line (consult_id, id);
