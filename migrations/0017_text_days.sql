-- For how many days texts are kept; NULL: for ever. Whether the provider forgets them then too. And how far that has come:
-- of this number no message up to this one has a text.
ALTER TABLE number ADD COLUMN text_days INTEGER CHECK (text_days IS NULL OR text_days BETWEEN 1 AND 3650);
ALTER TABLE number ADD COLUMN text_erase_at_provider INTEGER NOT NULL DEFAULT 0;
ALTER TABLE number ADD COLUMN text_erased_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN erased_at INTEGER; -- its text had its time
