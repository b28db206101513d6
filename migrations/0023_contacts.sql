-- Contacts as a team keeps them: a text about each, own fields, the same person twice, lists of them, and forgetting them.

ALTER TABLE contact ADD COLUMN notes TEXT NOT NULL DEFAULT ''; -- what the team knows
ALTER TABLE contact ADD COLUMN merged_into_id INTEGER REFERENCES contact (id); -- it was found to be the same person
ALTER TABLE contact ADD COLUMN erased_at INTEGER; -- forgotten: no address, no name, in no list

CREATE INDEX contact_tag_tag ON contact_tag (tag, contact_id);
-- Few events are about consent, and a page asks for all of a contact's.
CREATE INDEX thread_event_consent ON thread_event (thread_id, id) WHERE kind = 'opted_out' OR kind = 'opted_in';

CREATE TABLE contact_field (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL, -- as names are compared
  kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice')),
  choices TEXT NOT NULL DEFAULT '[]', -- JSON array, of a choice
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX contact_field_name ON contact_field (name_key);

CREATE TABLE contact_value (
  contact_id INTEGER NOT NULL REFERENCES contact (id),
  field_id INTEGER NOT NULL REFERENCES contact_field (id),
  value TEXT NOT NULL CHECK (value <> ''),
  PRIMARY KEY (contact_id, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_value_field ON contact_value (field_id, contact_id);
