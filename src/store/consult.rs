//! Colleagues who are asked about a conversation, and what is said between the two.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::consult::EndReason;
use crate::domain::ids::{ConsultId, ConversationId, UserId};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// A colleague who is, or was, asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consult {
    /// Which.
    pub id: ConsultId,
    /// About which conversation.
    pub conversation: ConversationId,
    /// Who asks.
    pub asker: UserId,
    /// The name of who asks.
    pub asker_name: String,
    /// Who is asked.
    pub guest: UserId,
    /// The name of who is asked.
    pub guest_name: String,
    /// Since when.
    pub asked_at: Timestamp,
    /// Since when the guest may write to the contact.
    pub joined_at: Option<Timestamp>,
    /// When it ended, and why.
    pub ended: Option<(Timestamp, EndReason)>,
}

/// What one of the two said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub user: UserId,
    /// What.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

const SELECT: &str =
    "SELECT k.id AS id, k.conversation_id AS conversation_id, k.asker_id AS asker_id, a.name AS asker_name,
    k.guest_id AS guest_id, g.name AS guest_name, k.asked_at AS asked_at, k.joined_at AS joined_at,
    k.ended_at AS ended_at, k.end_reason AS end_reason
    FROM consult k JOIN user a ON a.id = k.asker_id JOIN user g ON g.id = k.guest_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Consult> {
    let ended: Option<Timestamp> = row.get("ended_at")?;
    Ok(Consult {
        id: row.get("id")?,
        conversation: row.get("conversation_id")?,
        asker: row.get("asker_id")?,
        asker_name: row.get("asker_name")?,
        guest: row.get("guest_id")?,
        guest_name: row.get("guest_name")?,
        asked_at: row.get("asked_at")?,
        joined_at: row.get("joined_at")?,
        ended: ended.zip(row.get("end_reason")?),
    })
}

/// The one with this id.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: ConsultId) -> Result<Option<Consult>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE k.id = ?1"))?.query_row([id], from_row).optional()?)
}

/// All of a conversation, oldest first.
///
/// # Errors
/// The store's.
pub fn of_conversation(db: &Db, conversation: ConversationId) -> Result<Vec<Consult>, Fault> {
    let mut statement = db.prepare_cached(&format!("{SELECT} WHERE k.conversation_id = ?1 ORDER BY k.id"))?;
    let rows = statement.query_map([conversation], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of a conversation that are not over.
///
/// # Errors
/// The store's.
pub fn standing(db: &Db, conversation: ConversationId) -> Result<Vec<Consult>, Fault> {
    let sql = format!("{SELECT} WHERE k.conversation_id = ?1 AND k.ended_at IS NULL ORDER BY k.id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([conversation], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A colleague is asked.
///
/// # Errors
/// The store's.
pub fn insert(
    tx: &Tx<'_>,
    conversation: ConversationId,
    (asker, guest): (UserId, UserId),
    now: Timestamp,
) -> Result<ConsultId, Fault> {
    let sql = "INSERT INTO consult (conversation_id, asker_id, guest_id, asked_at) VALUES (?1, ?2, ?3, ?4)";
    tx.prepare_cached(sql)?.execute((conversation, asker, guest, now))?;
    Ok(ConsultId(tx.last_insert_rowid()))
}

/// The guest may write to the contact from now on.
///
/// # Errors
/// The store's.
pub fn join(tx: &Tx<'_>, id: ConsultId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE consult SET joined_at = ?2 WHERE id = ?1 AND joined_at IS NULL")?.execute((id, now))?;
    Ok(())
}

/// It is over.
///
/// # Errors
/// The store's.
pub fn end(tx: &Tx<'_>, id: ConsultId, reason: EndReason, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE consult SET ended_at = ?2, end_reason = ?3 WHERE id = ?1 AND ended_at IS NULL";
    tx.prepare_cached(sql)?.execute((id, now, reason))?;
    Ok(())
}

/// One of the two says something.
///
/// # Errors
/// The store's.
pub fn say(tx: &Tx<'_>, id: ConsultId, user: UserId, body: &str, now: Timestamp) -> Result<(), Fault> {
    let sql = "INSERT INTO consult_line (consult_id, user_id, body, at) VALUES (?1, ?2, ?3, ?4)";
    tx.prepare_cached(sql)?.execute((id, user, body, now))?;
    Ok(())
}

/// The newest `limit` lines of a talk, oldest first.
///
/// # Errors
/// The store's.
pub fn lines(db: &Db, id: ConsultId, limit: i64) -> Result<Vec<Line>, Fault> {
    let sql =
        "SELECT user_id, body, at FROM consult_line WHERE consult_id = ?1 AND body <> '' ORDER BY id DESC LIMIT ?2";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((id, limit), |row| {
        Ok(Line { user: row.get("user_id")?, body: row.get("body")?, at: row.get("at")? })
    })?;
    let mut lines: Vec<Line> = rows.collect::<Result<_, _>>()?;
    lines.reverse();
    Ok(lines)
}
