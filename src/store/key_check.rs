//! A known text sealed under the key: tells whether this key is the one that the stored secrets need.

use std::path::Path;

use crate::store::{Db, Fault, Tx, open, setting};

const NAME: &str = "key_check";

/// Whether the file at `path` has secrets that a new key could not open.
///
/// # Errors
/// As every query.
pub fn holds_secrets(path: &Path) -> Result<bool, Fault> {
    Ok(open::glance(path)?.query_row("SELECT EXISTS (SELECT 1 FROM account)", [], |row| row.get(0))?)
}

/// The sealed text, as it was kept.
///
/// # Errors
/// As every query.
pub fn get(db: &Db) -> Result<Option<String>, Fault> {
    setting::get(db, NAME)
}

/// Keeps the sealed text.
///
/// # Errors
/// As every write.
pub fn set(tx: &Tx<'_>, sealed: &str) -> Result<(), Fault> {
    setting::set(tx, NAME, sealed)
}
