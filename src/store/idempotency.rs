//! What must happen once per key: the result is kept in the same transaction as the work.

use rusqlite::OptionalExtension as _;

use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// The result kept under a key, if the same request came before.
///
/// # Errors
/// [`Refusal::KeyReused`] if the key came with another request; [`Fault`] of the store.
pub fn find(db: &Db, scope: &str, key: &str, request_hash: &[u8]) -> Result<Option<String>, Fault> {
    let found: Option<(Vec<u8>, String)> = db
        .prepare_cached("SELECT request_hash, result FROM idempotency WHERE scope = ?1 AND key = ?2")?
        .query_row((scope, key), |row| Ok((row.get("request_hash")?, row.get("result")?)))
        .optional()?;
    match found {
        None => Ok(None),
        Some((hash, result)) if hash == request_hash => Ok(Some(result)),
        Some(_) => Err(Refusal::KeyReused.into()),
    }
}

/// Keeps a result.
///
/// # Errors
/// [`Fault`] of the store.
pub fn keep(
    tx: &Tx<'_>,
    scope: &str,
    key: &str,
    request_hash: &[u8],
    result: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO idempotency (scope, key, request_hash, result, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((scope, key, request_hash, result, now))?;
    Ok(())
}
