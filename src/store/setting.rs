//! Single values that belong to the whole appliance.

use rusqlite::OptionalExtension as _;

use crate::store::{Db, Fault, Tx};

/// Where a running appliance notes how the world calls it, for the links that commands print.
pub const PUBLIC_URL: &str = "public_url";

/// What became of asking ourselves through our public address, JSON.
pub const REACH: &str = "reach";

/// That an admin does not want to see the first steps any more.
pub const FIRST_STEPS_HIDDEN: &str = "first_steps_hidden";

/// When `angelia backup` last made a copy, in milliseconds.
pub const BACKED_UP_AT: &str = "backed_up_at";

/// What `angelia doctor` shows to be told how its request came: the hash of a secret, and until when it counts.
pub const PROBE: &str = "probe";

/// Which presences change by themselves, JSON.
pub const AUTOMATIC_PRESENCES: &str = "automatic_presences";

/// Which files are taken, JSON.
pub const MEDIA_RULES: &str = "media_rules";

/// The value of `key`.
///
/// # Errors
/// As every query.
pub fn get(db: &Db, key: &str) -> Result<Option<String>, Fault> {
    let mut query = db.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(query.query_row([key], |row| row.get(0)).optional()?)
}

/// Sets the value of `key`.
///
/// # Errors
/// As every write.
pub fn set(tx: &Tx<'_>, key: &str, value: &str) -> Result<(), Fault> {
    let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    tx.prepare_cached(sql)?.execute((key, value))?;
    Ok(())
}

/// Removes `key`; says whether it was there.
///
/// # Errors
/// As every write.
pub fn remove(tx: &Tx<'_>, key: &str) -> Result<bool, Fault> {
    Ok(tx.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])? > 0)
}
