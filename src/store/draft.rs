//! Drafts: what a user has typed in a thread and not sent. Kept here so that they survive the browser.

use rusqlite::OptionalExtension as _;

use crate::domain::beside::Beside;
use crate::domain::ids::{ThreadId, UserId};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// The draft of a user in a thread.
///
/// # Errors
/// [`Fault`] of the store.
pub fn get(db: &Db, user: UserId, thread: ThreadId) -> Result<Option<String>, Fault> {
    Ok(db
        .prepare_cached("SELECT body FROM draft WHERE user_id = ?1 AND thread_id = ?2")?
        .query_row((user, thread), |row| row.get(0))
        .optional()?)
}

/// Keeps a draft; an empty one is removed. `None` beside it: what stands there stays.
///
/// # Errors
/// [`Fault`] of the store.
pub fn save(
    tx: &Tx<'_>,
    user: UserId,
    thread: ThreadId,
    (body, beside): (&str, Option<&Beside>),
    now: Timestamp,
) -> Result<(), Fault> {
    let kept = beside.filter(|beside| !beside.is_empty()).map(serde_json::to_string).transpose()?;
    tx.prepare_cached(
        "INSERT INTO draft (user_id, thread_id, body, beside, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at,
           beside = CASE WHEN ?6 THEN excluded.beside ELSE draft.beside END",
    )?
    .execute((user, thread, body, kept, now, beside.is_some()))?;
    tx.prepare_cached("DELETE FROM draft WHERE user_id = ?1 AND thread_id = ?2 AND body = '' AND beside IS NULL")?
        .execute((user, thread))?;
    Ok(())
}

/// Keeps `body` unless the user has typed something else meanwhile.
///
/// # Errors
/// [`Fault`] of the store.
pub fn offer(tx: &Tx<'_>, user: UserId, thread: ThreadId, body: &str, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO draft (user_id, thread_id, body, updated_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?
    .execute((user, thread, body, now))?;
    Ok(())
}

/// Forgets a draft.
///
/// # Errors
/// [`Fault`] of the store.
pub fn remove(tx: &Tx<'_>, user: UserId, thread: ThreadId) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM draft WHERE user_id = ?1 AND thread_id = ?2")?.execute((user, thread))?;
    Ok(())
}
