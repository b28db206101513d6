-- How far an erasing is within its phase, so that a start goes on there.
ALTER TABLE contact_erasure ADD COLUMN step INTEGER NOT NULL DEFAULT 0;

-- Room that nothing uses is taken up with nothing and given back, so that what stood there stands there no more. Empty otherwise.
CREATE TABLE blank (
  id INTEGER PRIMARY KEY,
  filler BLOB NOT NULL
) STRICT;

-- Who of a queue said that a question to it is not for them: they see it no more, the others do.
CREATE TABLE consult_call_pass (
  call_id INTEGER NOT NULL REFERENCES consult_call (id),
  user_id INTEGER NOT NULL REFERENCES user (id),
  at INTEGER NOT NULL,
  PRIMARY KEY (call_id, user_id)
) STRICT, WITHOUT ROWID;
