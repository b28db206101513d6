-- What a virus is called that was found in a file: for admins.
ALTER TABLE media ADD COLUMN signature TEXT;
-- Files that wait for the virus scanner: few, if any.
CREATE INDEX media_held ON media (id) WHERE state = 'held';
