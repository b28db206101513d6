//! Texts with buttons as the provider knows them, so that each is made once.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::AccountId;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// What the provider calls one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn find(db: &Db, account: AccountId, hash: &[u8]) -> Result<Option<String>, Fault> {
    let sql = "SELECT content_sid FROM button_content WHERE account_id = ?1 AND hash = ?2";
    Ok(db.prepare_cached(sql)?.query_row((account, hash), |row| row.get(0)).optional()?)
}

/// Keeps what the provider calls one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn keep(tx: &Tx<'_>, account: AccountId, hash: &[u8], content_sid: &str, now: Timestamp) -> Result<(), Fault> {
    let sql =
        "INSERT OR REPLACE INTO button_content (account_id, hash, content_sid, created_at) VALUES (?1, ?2, ?3, ?4)";
    tx.prepare_cached(sql)?.execute((account, hash, content_sid, now))?;
    Ok(())
}
