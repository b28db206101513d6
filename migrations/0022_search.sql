-- The index of what was said, kept beside the messages and never in their way: a recurring flow fills it in small steps.
-- Its text is folded by us, so that the plainest tokenizer cuts it at blanks. Nothing of it is kept but the index itself
-- (content=''). The index of beginnings of two to four characters is what makes short words quick while they are typed.

CREATE VIRTUAL TABLE search_message USING fts5 (text, content='', contentless_delete=1, prefix='2 3 4', tokenize='ascii');
CREATE VIRTUAL TABLE search_note USING fts5 (text, content='', contentless_delete=1, prefix='2 3 4', tokenize='ascii');
CREATE VIRTUAL TABLE search_contact USING fts5 (text, content='', contentless_delete=1, prefix='1 2 3 4', tokenize='ascii');
-- The words that are in it.
CREATE VIRTUAL TABLE search_message_word USING fts5vocab (search_message, instance);
CREATE VIRTUAL TABLE search_note_word USING fts5vocab (search_note, instance);

-- Parts of the index are put together in steps of our own: by itself it would do so in the middle of somebody's write.
INSERT INTO search_message (search_message, rank) VALUES ('automerge', 0);
INSERT INTO search_message (search_message, rank) VALUES ('crisismerge', 500);
INSERT INTO search_note (search_note, rank) VALUES ('automerge', 0);
INSERT INTO search_note (search_note, rank) VALUES ('crisismerge', 500);
INSERT INTO search_contact (search_contact, rank) VALUES ('automerge', 0);
INSERT INTO search_contact (search_contact, rank) VALUES ('crisismerge', 500);

-- What of each kind is in it: everything after `low`, up to `high`. What was here before goes in from the newest back.
CREATE TABLE search_reach (
  kind TEXT PRIMARY KEY CHECK (kind IN ('message', 'note', 'contact')),
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  CHECK (low <= high)
) STRICT, WITHOUT ROWID;
INSERT INTO search_reach (kind, low, high) SELECT 'message', coalesce(max(id), 0), coalesce(max(id), 0) FROM message;
INSERT INTO search_reach (kind, low, high) SELECT 'note', coalesce(max(id), 0), coalesce(max(id), 0) FROM note;
INSERT INTO search_reach (kind, low, high) SELECT 'contact', coalesce(max(id), 0), coalesce(max(id), 0) FROM contact;

-- What changed since it went in, or while it was going in. Noted by the tables themselves, whoever changes them.
CREATE TABLE search_stale (
  kind TEXT NOT NULL CHECK (kind IN ('message', 'note', 'contact')),
  id INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER search_message_changed AFTER UPDATE OF body, extra, kind, thread_id ON message
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('message', new.id); END;
CREATE TRIGGER search_message_gone AFTER DELETE ON message
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('message', old.id); END;
CREATE TRIGGER search_file_named AFTER UPDATE OF name ON media WHEN new.name IS NOT old.name
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('message', new.message_id); END;
CREATE TRIGGER search_note_changed AFTER UPDATE OF body ON note
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('note', new.id); END;
CREATE TRIGGER search_note_gone AFTER DELETE ON note
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('note', old.id); END;
CREATE TRIGGER search_contact_changed AFTER UPDATE OF name, profile_name ON contact
  WHEN new.name <> old.name OR new.profile_name <> old.profile_name
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('contact', new.id); END;
CREATE TRIGGER search_contact_gone AFTER DELETE ON contact
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('contact', old.id); END;
-- A contact that was just made goes in with its address anyway.
CREATE TRIGGER search_address_came AFTER INSERT ON address
  WHEN new.contact_id <= (SELECT high FROM search_reach WHERE kind = 'contact')
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('contact', new.contact_id); END;
CREATE TRIGGER search_address_moved AFTER UPDATE OF contact_id, value ON address
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('contact', old.contact_id), ('contact', new.contact_id); END;
CREATE TRIGGER search_address_gone AFTER DELETE ON address
  BEGIN INSERT OR IGNORE INTO search_stale (kind, id) VALUES ('contact', old.contact_id); END;
