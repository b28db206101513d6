-- A quick reply may be meant for some workstreams only. One without a row here is for all of them.

CREATE TABLE quick_reply_workstream (
  quick_reply_id INTEGER NOT NULL REFERENCES quick_reply (id) ON DELETE CASCADE,
  workstream_id INTEGER NOT NULL REFERENCES workstream (id),
  PRIMARY KEY (quick_reply_id, workstream_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX quick_reply_workstream_workstream ON quick_reply_workstream (workstream_id);
