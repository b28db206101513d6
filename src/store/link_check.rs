//! What came of asking ourselves for a file that the provider could not fetch.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::MessageId;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// The answer that all is well from here.
pub const FINE: &str = "fine";

/// It is to be asked for.
///
/// # Errors
/// As every write.
pub fn ask(tx: &Tx<'_>, message: MessageId, now: Timestamp) -> Result<(), Fault> {
    let sql = "INSERT INTO link_check (message_id, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    tx.prepare_cached(sql)?.execute((message, now))?;
    Ok(())
}

/// What is to be asked for, the oldest first.
///
/// # Errors
/// As every query.
pub fn due(db: &Db, limit: u32) -> Result<Vec<MessageId>, Fault> {
    let mut statement =
        db.prepare_cached("SELECT message_id FROM link_check WHERE answer IS NULL ORDER BY at LIMIT ?1")?;
    Ok(statement.query_map([limit], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Keeps the answer.
///
/// # Errors
/// As every write.
pub fn answer(tx: &Tx<'_>, message: MessageId, answer: &str, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE link_check SET answer = ?2, at = ?3 WHERE message_id = ?1")?
        .execute((message, answer, now))?;
    Ok(())
}

/// The answer, if it was asked for.
///
/// # Errors
/// As every query.
pub fn of(db: &Db, message: MessageId) -> Result<Option<String>, Fault> {
    let mut statement = db.prepare_cached("SELECT answer FROM link_check WHERE message_id = ?1")?;
    Ok(statement.query_row([message], |row| row.get(0)).optional()?.flatten())
}
