-- What a message of ours quotes: WhatsApp is not told, so the provider's id would not do. No reference: messages may be
-- erased one by one, and a search for all that quote one would cost more than a quote that leads nowhere.
ALTER TABLE message ADD COLUMN quoted_id INTEGER;

-- What stands in the composer beside the text: JSON object.
ALTER TABLE draft ADD COLUMN beside TEXT;
