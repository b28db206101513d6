//! The rows of a broadcast: to whom, what, and what became of it.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::address::Address;
use crate::domain::broadcast::row::{Fault as RowFault, Ready};
use crate::domain::ids::{BroadcastId, BroadcastRowId, ConversationId, MessageId, NumberId};
use crate::domain::message::{Status, words};
use crate::domain::opt_in::{OptIn, Typed};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

words! {
    /// What is to be done with a row.
    RowState {
        /// It will be sent.
        Ready = "ready",
        /// It cannot be.
        Wrong = "wrong",
        /// It is a message now.
        Released = "released",
        /// It could not be sent when its turn came.
        Refused = "refused",
    }
}

/// What is sent to whom, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Kept {
    /// The name for a contact without one.
    pub name: String,
    /// The template in the language that fits.
    pub template: i64,
    /// Its values.
    pub values: BTreeMap<String, String>,
    /// The opt-in to be kept; empty: the one on file counts.
    pub opt_in: Typed,
}

/// A row whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Which.
    pub id: BroadcastRowId,
    /// To whom.
    pub address: Address,
    /// What.
    pub kept: Kept,
}

/// Keeps what the check says of a row. `given` is what stood there for the number.
///
/// # Errors
/// [`Fault`] of the store; a row and an address are in a broadcast once.
pub fn insert(
    tx: &Tx<'_>,
    broadcast: BroadcastId,
    row: i64,
    given: &str,
    verdict: &Result<Ready, RowFault>,
) -> Result<(), Fault> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO broadcast_row (broadcast_id, row, given, state, fault, address, ready)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    match verdict {
        Ok(ready) => {
            let kept = Kept {
                name: ready.name.clone(),
                template: ready.template.0,
                values: ready.values.clone(),
                opt_in: ready.opt_in.as_ref().map(OptIn::typed).unwrap_or_default(),
            };
            let kept = serde_json::to_string(&kept)?;
            insert.execute((broadcast, row, given, RowState::Ready, None::<String>, &ready.address, kept))?;
        }
        Err(fault) => {
            let fault = serde_json::to_string(fault)?;
            insert.execute((broadcast, row, given, RowState::Wrong, fault, None::<String>, None::<String>))?;
        }
    }
    Ok(())
}

/// The row whose turn it is.
///
/// # Errors
/// [`Fault`] of the store.
pub fn next(db: &Db, broadcast: BroadcastId) -> Result<Option<Next>, Fault> {
    let found: Option<(BroadcastRowId, Address, String)> = db
        .prepare_cached(
            "SELECT id, address, ready FROM broadcast_row
             WHERE broadcast_id = ?1 AND state = 'ready' ORDER BY row LIMIT 1",
        )?
        .query_row([broadcast], |row| Ok((row.get("id")?, row.get("address")?, row.get("ready")?)))
        .optional()?;
    found.map(|(id, address, kept)| Ok(Next { id, address, kept: serde_json::from_str(&kept)? })).transpose()
}

/// Whether messages of it are still in the outbox.
///
/// # Errors
/// [`Fault`] of the store.
pub fn any_waiting(db: &Db, broadcast: BroadcastId) -> Result<bool, Fault> {
    Ok(db
        .prepare_cached(
            "SELECT 1 FROM outbox o JOIN broadcast_row r ON r.message_id = o.message_id WHERE r.broadcast_id = ?1",
        )?
        .exists([broadcast])?)
}

/// How many messages wait in the outbox of a number, counted to `limit`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn waiting(db: &Db, number: NumberId, limit: i64) -> Result<usize, Fault> {
    let count: i64 = db
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM outbox WHERE number_id = ?1 LIMIT ?2)")?
        .query_row((number, limit), |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The row became a message.
///
/// # Errors
/// [`Fault`] of the store.
pub fn release(tx: &Tx<'_>, id: BroadcastRowId, message: MessageId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE broadcast_row SET state = 'released', message_id = ?2, ended_at = ?3 WHERE id = ?1 AND state = 'ready'",
    )?
    .execute((id, message, now))?;
    Ok(())
}

/// The row could not be sent.
///
/// # Errors
/// [`Fault`] of the store.
pub fn refuse(tx: &Tx<'_>, id: BroadcastRowId, fault: &RowFault, now: Timestamp) -> Result<(), Fault> {
    let fault = serde_json::to_string(fault)?;
    tx.prepare_cached(
        "UPDATE broadcast_row SET state = 'refused', fault = ?2, ended_at = ?3 WHERE id = ?1 AND state = 'ready'",
    )?
    .execute((id, fault, now))?;
    Ok(())
}

/// A row as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// As the spreadsheet counts it.
    pub row: i64,
    /// What stood there for the number.
    pub given: String,
    /// What is to be done with it.
    pub state: RowState,
    /// Why it is wrong or was refused.
    pub fault: Option<RowFault>,
    /// What is sent.
    pub kept: Option<Kept>,
    /// The message that it became: which, where, and how far it came.
    pub message: Option<(MessageId, ConversationId, Status)>,
    /// Why that failed.
    pub error_code: Option<String>,
    /// When something last happened to it.
    pub at: Option<Timestamp>,
}

fn shown(row: &Row<'_>) -> rusqlite::Result<Shown> {
    let (fault, kept): (Option<String>, Option<String>) = (row.get("fault")?, row.get("ready")?);
    let message: Option<MessageId> = row.get("message_id")?;
    let place: Option<ConversationId> = row.get("conversation_id")?;
    let status: Option<Status> = row.get("status")?;
    Ok(Shown {
        row: row.get("row")?,
        given: row.get("given")?,
        state: row.get("state")?,
        fault: fault.and_then(|text| serde_json::from_str(&text).ok()),
        kept: kept.and_then(|text| serde_json::from_str(&text).ok()),
        message: message.zip(place).zip(status).map(|((message, place), status)| (message, place, status)),
        error_code: row.get("error_code")?,
        at: row.get("at")?,
    })
}

/// Rows after `after` in the order of the list; `trouble`: only those that are wrong, were refused or failed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn page(db: &Db, broadcast: BroadcastId, after: i64, trouble: bool, limit: i64) -> Result<Vec<Shown>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT r.row, r.given, r.state, r.fault, r.ready, r.message_id, m.conversation_id, m.status, m.error_code,
           coalesce(m.status_at, r.ended_at) AS at
         FROM broadcast_row r LEFT JOIN message m ON m.id = r.message_id
         WHERE r.broadcast_id = ?1 AND r.row > ?2
           AND (NOT ?3 OR r.state IN ('wrong', 'refused') OR m.status IN ('failed', 'undelivered', 'canceled'))
         ORDER BY r.row LIMIT ?4",
    )?;
    let found = query.query_map((broadcast, after, trouble, limit), shown)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// How many rows stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows in all.
    pub rows: i64,
    /// Still to be sent.
    pub ready: i64,
    /// Wrong from the beginning.
    pub wrong: i64,
    /// Refused when their turn came.
    pub refused: i64,
    /// On their way.
    pub leaving: i64,
    /// Accepted by WhatsApp, not yet delivered.
    pub sent: i64,
    /// Delivered, and not read yet.
    pub delivered: i64,
    /// Read.
    pub read: i64,
    /// Not delivered.
    pub failed: i64,
    /// Answered: the contact wrote since.
    pub answered: i64,
}

/// Counts the rows of one broadcast; there are 1,000 at most.
///
/// # Errors
/// [`Fault`] of the store.
pub fn counts(db: &Db, broadcast: BroadcastId) -> Result<Counts, Fault> {
    let mut query = db.prepare_cached(
        "SELECT r.state, m.status, count(*) AS n, coalesce(sum(t.last_inbound_at > m.created_at), 0) AS answered
         FROM broadcast_row r LEFT JOIN message m ON m.id = r.message_id LEFT JOIN thread t ON t.id = m.thread_id
         WHERE r.broadcast_id = ?1 GROUP BY r.state, m.status",
    )?;
    let mut counts = Counts::default();
    let mut rows = query.query([broadcast])?;
    while let Some(row) = rows.next()? {
        let (state, status): (RowState, Option<Status>) = (row.get("state")?, row.get("status")?);
        let (n, answered): (i64, i64) = (row.get("n")?, row.get("answered")?);
        counts.rows += n;
        counts.answered += answered;
        let place = match (state, status) {
            (RowState::Ready, _) => &mut counts.ready,
            (RowState::Wrong, _) => &mut counts.wrong,
            (RowState::Refused, _) => &mut counts.refused,
            (RowState::Released, Some(Status::Sent)) => &mut counts.sent,
            (RowState::Released, Some(Status::Delivered)) => &mut counts.delivered,
            (RowState::Released, Some(Status::Read)) => &mut counts.read,
            (RowState::Released, Some(status)) if status.is_failure() => &mut counts.failed,
            (RowState::Released, _) => &mut counts.leaving,
        };
        *place += n;
    }
    Ok(counts)
}
