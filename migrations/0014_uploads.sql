-- Files on their way out: chosen by somebody, stored, and in no message yet. What nobody sends goes a day later.
CREATE TABLE upload (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner TEXT NOT NULL, -- `user:3`, `token:4`
  thread_id INTEGER REFERENCES thread (id), -- where it is to be sent; NULL: a program has not said
  content_id INTEGER NOT NULL REFERENCES content (id),
  content_type TEXT NOT NULL,
  name TEXT NOT NULL, -- as it was called, made safe
  size INTEGER NOT NULL,
  too_large INTEGER NOT NULL DEFAULT 0, -- a picture that has to be made smaller first
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX upload_owner ON upload (owner, thread_id, id);
CREATE INDEX upload_created ON upload (created_at);
CREATE INDEX upload_content ON upload (content_id);

-- Whether contacts see that somebody writes, and that their messages were read.
ALTER TABLE number ADD COLUMN shows_typing INTEGER NOT NULL DEFAULT 0;

-- Files that the provider could not fetch: asked for by ourselves under the same kind of address, to say why.
CREATE TABLE link_check (
  message_id INTEGER PRIMARY KEY REFERENCES message (id),
  answer TEXT, -- `fine`, or what was wrong; NULL: not asked yet
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX link_check_due ON link_check (at) WHERE answer IS NULL;
