//! Every attempt to hand a message over, kept with what came of it.

use crate::domain::ids::MessageId;
use crate::domain::message::words;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

words! {
    /// What came of an attempt.
    AttemptOutcome {
        /// The provider has it.
        Accepted = "accepted",
        /// A definite no.
        Rejected = "rejected",
        /// Not now.
        Throttled = "throttled",
        /// It never left us.
        Unreachable = "unreachable",
        /// No answer.
        Unknown = "unknown",
        /// No answer, but it was found at the provider.
        Found = "found",
    }
}

/// How an attempt ended.
#[derive(Clone, Debug)]
pub struct Ended<'a> {
    /// What came of it.
    pub outcome: AttemptOutcome,
    /// The HTTP status, if there was an answer.
    pub http_status: Option<u16>,
    /// The provider's code.
    pub code: Option<u32>,
    /// What the provider said.
    pub note: Option<&'a str>,
}

/// Notes the beginning of the `number`-th attempt.
///
/// # Errors
/// [`Fault`] of the store.
pub fn begin(tx: &Tx<'_>, message: MessageId, number: u32, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("INSERT INTO attempt (message_id, number, started_at) VALUES (?1, ?2, ?3)")?
        .execute((message, number, now))?;
    Ok(())
}

/// Notes the end of the message's latest attempt.
///
/// # Errors
/// [`Fault`] of the store.
pub fn end(tx: &Tx<'_>, message: MessageId, ended: &Ended<'_>, now: Timestamp) -> Result<(), Fault> {
    let note: Option<String> = ended.note.map(|note| note.chars().take(300).collect());
    tx.prepare_cached(
        "UPDATE attempt SET ended_at = ?2, outcome = ?3, http_status = ?4, code = ?5, note = ?6
         WHERE message_id = ?1 AND number = (SELECT max(number) FROM attempt WHERE message_id = ?1)",
    )?
    .execute((message, now, ended.outcome.word(), ended.http_status, ended.code, note))?;
    Ok(())
}

/// When the message's latest attempt began.
///
/// # Errors
/// [`Fault`] of the store.
pub fn last_started_at(db: &Db, message: MessageId) -> Result<Option<Timestamp>, Fault> {
    Ok(db
        .prepare_cached("SELECT max(started_at) FROM attempt WHERE message_id = ?1")?
        .query_row([message], |row| row.get(0))?)
}
