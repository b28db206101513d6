//! The outbox: what has to be handed over, and when. Rows live until the provider answered for good.

use rusqlite::OptionalExtension as _;

use crate::domain::address::Address;
use crate::domain::ids::{ContactId, MessageId, NumberId, OutboxId, ThreadId};
use crate::domain::message::words;
use crate::domain::time::{Millis, Timestamp};
use crate::store::thread::Thread;
use crate::store::{Db, Fault, Tx};

/// Nothing is put off for longer.
const WAIT_MAX: Millis = Millis::hours(2);
/// No number has a slower pace.
const PACE_MAX: Millis = Millis::minutes(1);

words! {
    /// What is to be done with a row.
    OutboxState {
        /// To be handed over.
        Due = "due",
        /// Somebody is at it.
        Claimed = "claimed",
        /// To be looked up at the provider before anything else.
        LookUp = "look_up",
    }
}

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its id; its order within a thread.
    pub id: OutboxId,
    /// The message.
    pub message_id: MessageId,
    /// The thread, in which order is kept.
    pub thread_id: ThreadId,
    /// The number, whose pace is kept.
    pub number_id: NumberId,
    /// What is to be done.
    pub state: OutboxState,
    /// Attempts so far.
    pub attempts: u32,
    /// Look-ups since the last attempt.
    pub lookups: u32,
}

/// Puts a message into the outbox, for the address that the thread has now.
///
/// # Errors
/// [`Fault`] of the store; a message is in it once.
pub fn insert(tx: &Tx<'_>, message: MessageId, thread: &Thread, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO outbox (message_id, thread_id, number_id, address, state, due_at, created_at)
         VALUES (?1, ?2, ?3, ?4, 'due', ?5, ?5)",
    )?
    .execute((message, thread.id, thread.number_id, &thread.address, now))?;
    Ok(())
}

/// Messages of a contact that wait here and that nobody is handing over.
///
/// # Errors
/// [`Fault`] of the store.
pub fn waiting_of_contact(db: &Db, contact: ContactId) -> Result<Vec<MessageId>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT o.message_id FROM thread t CROSS JOIN outbox o ON o.thread_id = t.id
         WHERE t.contact_id = ?1 AND o.state = 'due' ORDER BY o.id",
    )?;
    let found = query.query_map([contact], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Where the message of a row goes.
///
/// # Errors
/// [`Fault`] of the store.
pub fn recipient(db: &Db, id: OutboxId) -> Result<Address, Fault> {
    Ok(db.prepare_cached("SELECT address FROM outbox WHERE id = ?1")?.query_row([id], |row| row.get(0))?)
}

/// The rows that wait for nobody else: the first of their thread. A look-up does not count against the pace.
const READY: &str = "FROM outbox o JOIN number n ON n.id = o.number_id
  WHERE o.state <> 'claimed'
    AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.thread_id = o.thread_id AND earlier.id < o.id)";

/// The row that is due longest at `now`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn next_due(db: &Db, now: Timestamp) -> Result<Option<OutboxRow>, Fault> {
    let sql = format!(
        "SELECT o.id, o.message_id, o.thread_id, o.number_id, o.state, o.attempts, o.lookups {READY}
           AND o.due_at <= ?1 AND (o.state = 'look_up' OR n.next_send_at <= ?1)
         ORDER BY o.due_at, o.id LIMIT 1"
    );
    let row = db.prepare_cached(&sql)?.query_row([now], |row| {
        let state: String = row.get("state")?;
        Ok(OutboxRow {
            id: row.get("id")?,
            message_id: row.get("message_id")?,
            thread_id: row.get("thread_id")?,
            number_id: row.get("number_id")?,
            state: OutboxState::from_word(&state).unwrap_or(OutboxState::LookUp),
            attempts: row.get("attempts")?,
            lookups: row.get("lookups")?,
        })
    });
    Ok(row.optional()?)
}

/// When the next row becomes due; `None` if nothing waits.
///
/// # Errors
/// [`Fault`] of the store.
pub fn next_at(db: &Db) -> Result<Option<Timestamp>, Fault> {
    let sql =
        format!("SELECT min(CASE o.state WHEN 'look_up' THEN o.due_at ELSE max(o.due_at, n.next_send_at) END) {READY}");
    Ok(db.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
}

/// Takes a row for an attempt, or for a look-up.
///
/// # Errors
/// [`Fault`] of the store.
pub fn claim(tx: &Tx<'_>, id: OutboxId, is_attempt: bool, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE outbox SET state = 'claimed', claimed_at = ?2,
           attempts = attempts + ?3, lookups = CASE WHEN ?3 THEN 0 ELSE lookups + 1 END
         WHERE id = ?1",
    )?
    .execute((id, now, is_attempt))?;
    Ok(())
}

/// Puts a row back.
///
/// # Errors
/// [`Fault`] of the store.
pub fn put_back(tx: &Tx<'_>, id: OutboxId, state: OutboxState, due_at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE outbox SET state = ?2, due_at = ?3, claimed_at = NULL WHERE id = ?1")?.execute((
        id,
        state.word(),
        due_at,
    ))?;
    Ok(())
}

/// Puts a row back that could not be looked up, so that it does not count as looked up.
///
/// # Errors
/// [`Fault`] of the store.
pub fn put_back_unread(tx: &Tx<'_>, id: OutboxId, due_at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE outbox SET lookups = max(lookups - 1, 0) WHERE id = ?1")?.execute([id])?;
    put_back(tx, id, OutboxState::LookUp, due_at)
}

/// Times that no wait of ours reaches were written under another clock, one that was set back since: they
/// are due.
///
/// # Errors
/// [`Fault`] of the store.
pub fn forget_far_future(tx: &Tx<'_>, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE outbox SET due_at = ?1 WHERE due_at > ?2")?.execute((now, now + WAIT_MAX))?;
    tx.prepare_cached("UPDATE number SET next_send_at = ?1 WHERE next_send_at > ?2")?.execute((now, now + PACE_MAX))?;
    Ok(())
}

/// The provider answers for this message from here on, or it failed for good.
///
/// # Errors
/// [`Fault`] of the store.
pub fn remove(tx: &Tx<'_>, message: MessageId) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM outbox WHERE message_id = ?1")?.execute([message])?;
    Ok(())
}

/// Whether a message is still in it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn contains(db: &Db, message: MessageId) -> Result<bool, Fault> {
    Ok(db.prepare_cached("SELECT 1 FROM outbox WHERE message_id = ?1")?.exists([message])?)
}

/// Rows that were taken before `until` by somebody who is gone: whether they were handed over is not known.
/// Returns their messages.
///
/// # Errors
/// [`Fault`] of the store.
pub fn recover_claimed(tx: &Tx<'_>, until: Timestamp, now: Timestamp) -> Result<Vec<MessageId>, Fault> {
    let mut query = tx.prepare_cached(
        "UPDATE outbox SET state = 'look_up', due_at = ?1, claimed_at = NULL
         WHERE state = 'claimed' AND claimed_at < ?2 RETURNING message_id",
    )?;
    let found = query.query_map([now, until], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Whether a row has been taken since before `until`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn any_claimed(db: &Db, until: Timestamp) -> Result<bool, Fault> {
    Ok(db.prepare_cached("SELECT 1 FROM outbox WHERE state = 'claimed' AND claimed_at < ?1")?.exists([until])?)
}

/// The next message of this number leaves `interval` after this one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn pace(tx: &Tx<'_>, number: NumberId, interval: Millis, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE number SET next_send_at = max(next_send_at, ?2) + ?3 WHERE id = ?1")?
        .execute((number, now, interval))?;
    Ok(())
}

/// How many rows wait, and since when the oldest.
///
/// # Errors
/// [`Fault`] of the store.
pub fn depth(db: &Db) -> Result<(i64, Option<Timestamp>), Fault> {
    Ok(db
        .prepare_cached("SELECT count(*), min(created_at) FROM outbox")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
