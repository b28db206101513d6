-- Files that people send. The bytes are kept once for each content, in pieces that a slow reader can take one by one; each
-- attachment of a message leads to its content, or says why there is none.

CREATE TABLE content (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 BLOB NOT NULL,
  size INTEGER NOT NULL,
  content_type TEXT NOT NULL, -- what the bytes are, not what somebody called them
  complete INTEGER NOT NULL DEFAULT 0, -- all its pieces are here
  loose INTEGER NOT NULL DEFAULT 1, -- perhaps nothing leads to it
  used_at INTEGER NOT NULL -- when something last began or ceased to lead to it; a day later it goes if nothing does
) STRICT;
CREATE UNIQUE INDEX content_sha256 ON content (sha256) WHERE complete = 1;
CREATE INDEX content_loose ON content (used_at) WHERE loose = 1;

CREATE TABLE content_part (
  content_id INTEGER NOT NULL REFERENCES content (id),
  position INTEGER NOT NULL, -- 0, 1, 2…; all but the last have 256 KiB
  bytes BLOB NOT NULL,
  PRIMARY KEY (content_id, position)
) STRICT;

-- A small picture of a picture, made by us.
CREATE TABLE content_preview (
  content_id INTEGER PRIMARY KEY REFERENCES content (id),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes BLOB NOT NULL -- JPEG
) STRICT;

-- How much there is, so that nobody has to count it.
CREATE TABLE content_total (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  contents INTEGER NOT NULL,
  size INTEGER NOT NULL
) STRICT;
INSERT INTO content_total (id, contents, size) VALUES (1, 0, 0);

-- The table is made anew: more states, and all that fetching needs.
CREATE TABLE media_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER NOT NULL REFERENCES message (id),
  number_id INTEGER NOT NULL REFERENCES number (id), -- that of its thread: how long files are kept is the number's
  position INTEGER NOT NULL,
  url TEXT, -- where the provider has it; NULL: it is from us
  announced_type TEXT NOT NULL, -- what the provider called it; untrusted
  content_type TEXT NOT NULL, -- what it is, once that is known
  state TEXT NOT NULL CHECK (state IN ('loading', 'ready', 'failed', 'refused', 'held', 'removed')),
  reason TEXT, -- why it is not ready
  name TEXT, -- as it was called, made safe
  size INTEGER,
  content_id INTEGER REFERENCES content (id),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER, -- when it is fetched next; NULL: not any more
  claimed_at INTEGER,
  created_at INTEGER NOT NULL,
  CHECK (state <> 'ready' OR content_id IS NOT NULL),
  UNIQUE (message_id, position)
) STRICT;
-- What was recorded and never fetched is due.
INSERT INTO media_new (id, message_id, number_id, position, url, announced_type, content_type, state, name, size, due_at, created_at)
  SELECT m.id, m.message_id, t.number_id, m.position, m.url, m.content_type, m.content_type,
    CASE m.state WHEN 'ready' THEN 'loading' ELSE m.state END, m.name, m.size,
    CASE WHEN m.state IN ('loading', 'ready') THEN m.created_at END, m.created_at
  FROM media m JOIN message s ON s.id = m.message_id JOIN thread t ON t.id = s.thread_id;
DROP TABLE media;
ALTER TABLE media_new RENAME TO media;
CREATE INDEX media_due ON media (due_at, id) WHERE due_at IS NOT NULL AND claimed_at IS NULL;
CREATE INDEX media_claimed ON media (claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX media_content ON media (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX media_kept ON media (number_id, created_at) WHERE content_id IS NOT NULL;

-- For how many days files are kept; NULL: as long as messages are. And whether the provider forgets them then too.
ALTER TABLE number ADD COLUMN media_days INTEGER CHECK (media_days IS NULL OR media_days BETWEEN 1 AND 3650);
ALTER TABLE number ADD COLUMN media_erase_at_provider INTEGER NOT NULL DEFAULT 0;
