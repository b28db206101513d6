-- What users choose for themselves beside the look of the pages: how they sign, where they begin, what rings and when
-- nothing does.
ALTER TABLE user ADD COLUMN signature TEXT NOT NULL DEFAULT ''; -- stands for {{agent.signature}}
ALTER TABLE user ADD COLUMN default_view TEXT NOT NULL DEFAULT 'mine';
ALTER TABLE user ADD COLUMN alerts TEXT CHECK (json_valid(alerts)); -- NULL: nothing was chosen
