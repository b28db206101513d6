-- How long after an answer nobody is told that nobody is there; and what a program may go on checking with while it is
-- given another secret.

ALTER TABLE workstream ADD COLUMN quiet_after_answer_ms INTEGER NOT NULL DEFAULT 1800000
  CHECK (quiet_after_answer_ms BETWEEN 0 AND 86400000);

ALTER TABLE outgoing_webhook ADD COLUMN former_secret BLOB; -- sealed; signs beside the other until then
ALTER TABLE outgoing_webhook ADD COLUMN former_secret_until_at INTEGER
  CHECK ((former_secret_until_at IS NULL) = (former_secret IS NULL));
