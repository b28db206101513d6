//! Questions to the programs behind HTTP bots. Of one conversation they are asked one after the other.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::{ConversationId, WorkstreamId};
use crate::domain::time::{Millis, Timestamp};
use crate::store::{Db, Fault, Tx};

/// A question that was claimed for longer than this was lost with whoever asked it.
const LOST: Millis = Millis::seconds(60);

/// One of them.
#[derive(Clone, Debug)]
pub struct BotCall {
    /// Its row.
    pub id: i64,
    /// The same at every attempt.
    pub event_id: String,
    /// About which conversation.
    pub conversation: ConversationId,
    /// Whose bot is asked.
    pub workstream: WorkstreamId,
    /// What is asked, JSON.
    pub body: String,
    /// How often it was asked.
    pub attempts: u32,
}

/// Keeps one, due at once.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(
    tx: &Tx<'_>,
    event_id: &str,
    (conversation, workstream): (ConversationId, WorkstreamId),
    body: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let sql = "INSERT INTO bot_call (event_id, conversation_id, workstream_id, body, due_at, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?5)";
    tx.prepare_cached(sql)?.execute((event_id, conversation, workstream, body, now))?;
    Ok(())
}

const NEXT: &str = "FROM bot_call c WHERE c.claimed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM bot_call b WHERE b.conversation_id = c.conversation_id AND b.id < c.id)";

/// The one that is due longest.
///
/// # Errors
/// [`Fault`] of the store.
pub fn next_due(db: &Db, now: Timestamp) -> Result<Option<BotCall>, Fault> {
    let sql = format!(
        "SELECT c.id, c.event_id, c.conversation_id, c.workstream_id, c.body, c.attempts {NEXT} AND c.due_at <= ?1
         ORDER BY c.due_at, c.id LIMIT 1"
    );
    let found = db.prepare_cached(&sql)?.query_row([now], |row| {
        Ok(BotCall {
            id: row.get(0)?,
            event_id: row.get(1)?,
            conversation: row.get(2)?,
            workstream: row.get(3)?,
            body: row.get(4)?,
            attempts: row.get(5)?,
        })
    });
    Ok(found.optional()?)
}

/// When the next one is due, if any is.
///
/// # Errors
/// [`Fault`] of the store.
pub fn next_at(db: &Db) -> Result<Option<Timestamp>, Fault> {
    Ok(db.prepare_cached(&format!("SELECT min(c.due_at) {NEXT}"))?.query_row([], |row| row.get(0))?)
}

/// Somebody asks it now.
///
/// # Errors
/// [`Fault`] of the store.
pub fn claim(tx: &Tx<'_>, id: i64, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE bot_call SET claimed_at = ?2, attempts = attempts + 1 WHERE id = ?1")?
        .execute((id, now))?;
    Ok(())
}

/// It is asked again at `at`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn put_back(tx: &Tx<'_>, id: i64, at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE bot_call SET claimed_at = NULL, due_at = ?2 WHERE id = ?1")?.execute((id, at))?;
    Ok(())
}

/// It is settled.
///
/// # Errors
/// [`Fault`] of the store.
pub fn remove(tx: &Tx<'_>, id: i64) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM bot_call WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Everything about a conversation is settled.
///
/// # Errors
/// [`Fault`] of the store.
pub fn remove_of(tx: &Tx<'_>, conversation: ConversationId) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM bot_call WHERE conversation_id = ?1")?.execute([conversation])?;
    Ok(())
}

/// Whether any was lost.
///
/// # Errors
/// [`Fault`] of the store.
pub fn has_lost(db: &Db, now: Timestamp) -> Result<bool, Fault> {
    Ok(db.prepare_cached("SELECT 1 FROM bot_call WHERE claimed_at <= ?1")?.exists([now - LOST])?)
}

/// Those that were lost are asked again: all that are claimed, if nobody can be asking.
///
/// # Errors
/// [`Fault`] of the store.
pub fn recover(tx: &Tx<'_>, all: bool, now: Timestamp) -> Result<(), Fault> {
    let before = if all { Timestamp(i64::MAX) } else { now - LOST };
    tx.prepare_cached("UPDATE bot_call SET claimed_at = NULL, due_at = ?2 WHERE claimed_at <= ?1")?
        .execute((before, now))?;
    Ok(())
}
