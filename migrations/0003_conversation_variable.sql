-- What programs and agents know about one conversation, such as an order's number: `{{var.order_id}}` takes it.

CREATE TABLE conversation_variable (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL CHECK (value <> ''),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, name)
) STRICT, WITHOUT ROWID;
