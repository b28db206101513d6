//! What `/healthz` and `/metrics` ask the file.

use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, outbox};

/// The schema that the file has.
///
/// # Errors
/// As every query; it says that the file cannot be read.
pub fn schema(db: &Db) -> Result<u32, Fault> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// How many messages wait to be sent, and since when the oldest.
///
/// # Errors
/// As every query.
pub fn waiting(db: &Db) -> Result<(i64, Option<Timestamp>), Fault> {
    outbox::depth(db)
}
