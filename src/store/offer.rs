//! Offers: who was asked to take which conversation, and what became of it.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::{ConversationId, OfferId, QueueId, UserId};
use crate::domain::offer::{Answer, Offer, Refused};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// An offer as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: OfferId,
    /// What is offered to whom, how, until when.
    pub offer: Offer,
    /// From which queue.
    pub queue: QueueId,
    /// When it was made.
    pub made_at: Timestamp,
}

const SELECT: &str = "SELECT id, conversation_id, user_id, queue_id, way, made_at, until_at FROM offer";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        id: row.get("id")?,
        offer: Offer {
            conversation: row.get("conversation_id")?,
            agent: row.get("user_id")?,
            way: row.get("way")?,
            until: row.get("until_at")?,
        },
        queue: row.get("queue_id")?,
        made_at: row.get("made_at")?,
    })
}

/// Makes one; the conversation must have none that stands.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(tx: &Tx<'_>, offer: &Offer, queue: QueueId, now: Timestamp) -> Result<OfferId, Fault> {
    tx.prepare_cached(
        "INSERT INTO offer (conversation_id, user_id, queue_id, way, made_at, until_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((offer.conversation, offer.agent, queue, offer.way, now, offer.until))?;
    Ok(OfferId(tx.last_insert_rowid()))
}

/// The offer of a conversation that stands.
///
/// # Errors
/// [`Fault`] of the store.
pub fn standing(db: &Db, conversation: ConversationId) -> Result<Option<Stored>, Fault> {
    let sql = format!("{SELECT} WHERE conversation_id = ?1 AND answer IS NULL");
    Ok(db.prepare_cached(&sql)?.query_row([conversation], from_row).optional()?)
}

/// The offers of a user that stand, the oldest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn standing_of(db: &Db, user: UserId) -> Result<Vec<Stored>, Fault> {
    let mut query = db.prepare_cached(&format!("{SELECT} WHERE user_id = ?1 AND answer IS NULL ORDER BY id"))?;
    Ok(query.query_map([user], from_row)?.collect::<Result<_, _>>()?)
}

/// Those whose time is over and which nobody has answered.
///
/// # Errors
/// [`Fault`] of the store.
pub fn over(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Stored>, Fault> {
    let sql = format!("{SELECT} WHERE until_at <= ?1 AND answer IS NULL ORDER BY until_at, id LIMIT ?2");
    let mut query = db.prepare_cached(&sql)?;
    Ok(query.query_map((now, limit), from_row)?.collect::<Result<_, _>>()?)
}

/// Notes what became of one; nothing changes about one that has an answer.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_answer(tx: &Tx<'_>, id: OfferId, answer: Answer, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE offer SET answer = ?2, answered_at = ?3 WHERE id = ?1 AND answer IS NULL")?
        .execute((id, answer, now))?;
    Ok(())
}

/// Who declined or missed a conversation, and how often.
///
/// # Errors
/// [`Fault`] of the store.
pub fn refused(db: &Db, conversation: ConversationId) -> Result<Refused, Fault> {
    let mut query = db.prepare_cached(
        "SELECT user_id, count(*) FROM offer
         WHERE conversation_id = ?1 AND answer IN ('declined', 'timed_out') GROUP BY user_id",
    )?;
    let rows = query.query_map([conversation], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Refused::new(rows.collect::<Result<Vec<(UserId, u32)>, _>>()?))
}
