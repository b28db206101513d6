//! Failed tries under hashed keys, so that the table names nobody.

use rusqlite::{OptionalExtension as _, named_params};

use crate::domain::throttle::Failures;
use crate::store::{Db, Fault, Tx};

/// What is known under a key.
///
/// # Errors
/// The store's.
pub fn find(db: &Db, key: &str) -> Result<Option<Failures>, Fault> {
    let mut statement = db.prepare_cached("SELECT count, last_at FROM sign_in_failure WHERE key = :key")?;
    let found = statement.query_row(named_params! { ":key": key }, |row| {
        Ok(Failures { count: row.get("count")?, last_at: row.get("last_at")? })
    });
    Ok(found.optional()?)
}

/// Keeps what is known now.
///
/// # Errors
/// The store's.
pub fn put(tx: &Tx<'_>, key: &str, failures: Failures) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO sign_in_failure (key, count, last_at) VALUES (:key, :count, :last_at)
         ON CONFLICT (key) DO UPDATE SET count = excluded.count, last_at = excluded.last_at",
    )?
    .execute(named_params! { ":key": key, ":count": failures.count, ":last_at": failures.last_at })?;
    Ok(())
}

/// Forgets a key.
///
/// # Errors
/// The store's.
pub fn remove(tx: &Tx<'_>, key: &str) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM sign_in_failure WHERE key = :key")?.execute(named_params! { ":key": key })?;
    Ok(())
}
