-- How often each rule matched, by day (UTC): what never matches shows itself, without counting over history.
CREATE TABLE rule_hit (
  rule_id INTEGER NOT NULL REFERENCES rule (id),
  day_at INTEGER NOT NULL, -- when the day began
  hits INTEGER NOT NULL,
  PRIMARY KEY (rule_id, day_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_hit_day ON rule_hit (day_at);
