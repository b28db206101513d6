//! Questions to a queue about a conversation, until somebody of it joins.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::{ConsultCallId, ConsultId, ConversationId, QueueId, UserId};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// A question to a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsultCall {
    /// Which.
    pub id: ConsultCallId,
    /// About which conversation.
    pub conversation: ConversationId,
    /// Who asks.
    pub asker: UserId,
    /// The name of who asks.
    pub asker_name: String,
    /// Which queue is asked.
    pub queue: QueueId,
    /// Its name.
    pub queue_name: String,
    /// What is asked.
    pub body: String,
    /// Since when.
    pub asked_at: Timestamp,
    /// When somebody joined, or it was taken back.
    pub ended_at: Option<Timestamp>,
    /// The talk that it became.
    pub consult: Option<ConsultId>,
}

const SELECT: &str =
    "SELECT k.id AS id, k.conversation_id AS conversation_id, k.asker_id AS asker_id, a.name AS asker_name,
    k.queue_id AS queue_id, q.name AS queue_name, k.body AS body, k.asked_at AS asked_at, k.ended_at AS ended_at,
    k.consult_id AS consult_id
    FROM consult_call k JOIN user a ON a.id = k.asker_id JOIN queue q ON q.id = k.queue_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<ConsultCall> {
    Ok(ConsultCall {
        id: row.get("id")?,
        conversation: row.get("conversation_id")?,
        asker: row.get("asker_id")?,
        asker_name: row.get("asker_name")?,
        queue: row.get("queue_id")?,
        queue_name: row.get("queue_name")?,
        body: row.get("body")?,
        asked_at: row.get("asked_at")?,
        ended_at: row.get("ended_at")?,
        consult: row.get("consult_id")?,
    })
}

/// The one with this id.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: ConsultCallId) -> Result<Option<ConsultCall>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE k.id = ?1"))?.query_row([id], from_row).optional()?)
}

/// All of a conversation, oldest first.
///
/// # Errors
/// The store's.
pub fn of_conversation(db: &Db, conversation: ConversationId) -> Result<Vec<ConsultCall>, Fault> {
    let mut statement = db.prepare_cached(&format!("{SELECT} WHERE k.conversation_id = ?1 ORDER BY k.id"))?;
    let rows = statement.query_map([conversation], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The one of a conversation that stands; there is one at most.
///
/// # Errors
/// The store's.
pub fn standing(db: &Db, conversation: ConversationId) -> Result<Option<ConsultCall>, Fault> {
    let sql = format!("{SELECT} WHERE k.conversation_id = ?1 AND k.ended_at IS NULL");
    Ok(db.prepare_cached(&sql)?.query_row([conversation], from_row).optional()?)
}

/// All that stand, oldest first.
///
/// # Errors
/// The store's.
pub fn open(db: &Db) -> Result<Vec<ConsultCall>, Fault> {
    let mut statement = db.prepare_cached(&format!("{SELECT} WHERE k.ended_at IS NULL ORDER BY k.id"))?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A queue is asked.
///
/// # Errors
/// The store's.
pub fn insert(
    tx: &Tx<'_>,
    conversation: ConversationId,
    (asker, queue): (UserId, QueueId),
    body: &str,
    now: Timestamp,
) -> Result<ConsultCallId, Fault> {
    let sql =
        "INSERT INTO consult_call (conversation_id, asker_id, queue_id, body, asked_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.prepare_cached(sql)?.execute((conversation, asker, queue, body, now))?;
    Ok(ConsultCallId(tx.last_insert_rowid()))
}

/// It became a talk, or is taken back.
///
/// # Errors
/// The store's.
pub fn end(tx: &Tx<'_>, id: ConsultCallId, consult: Option<ConsultId>, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE consult_call SET ended_at = ?2, consult_id = ?3 WHERE id = ?1 AND ended_at IS NULL";
    tx.prepare_cached(sql)?.execute((id, now, consult))?;
    Ok(())
}

/// It is not for this user, who sees it no more; the others do.
///
/// # Errors
/// The store's.
pub fn pass(tx: &Tx<'_>, id: ConsultCallId, user: UserId, now: Timestamp) -> Result<(), Fault> {
    let sql = "INSERT OR IGNORE INTO consult_call_pass (call_id, user_id, at) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute((id, user, now))?;
    Ok(())
}

/// Those for whom it is not, with their names.
///
/// # Errors
/// The store's.
pub fn passed(db: &Db, id: ConsultCallId) -> Result<Vec<(UserId, String)>, Fault> {
    let sql = "SELECT u.id, u.name FROM consult_call_pass p JOIN user u ON u.id = p.user_id WHERE p.call_id = ?1
        ORDER BY p.at, u.id";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
