//! Words of consent that an admin added to ours.

use rusqlite::OptionalExtension as _;

use crate::domain::inbound::OptOut;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::{Db, Fault, Tx};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentWord {
    /// Its row.
    pub id: i64,
    /// BCP 47.
    pub language: String,
    /// Whether it opts out; else it opts in again.
    pub stops: bool,
    /// As it was typed.
    pub word: String,
}

/// All of them, by language and word.
///
/// # Errors
/// The store's.
pub fn list(db: &Db) -> Result<Vec<ConsentWord>, Fault> {
    let sql = "SELECT id, language, means = 'stop' AS stops, word FROM consent_word ORDER BY language, means, folded";
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map([], |row| {
        Ok(ConsentWord {
            id: row.get("id")?,
            language: row.get("language")?,
            stops: row.get("stops")?,
            word: row.get("word")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What a whole message means, folded.
///
/// # Errors
/// The store's.
pub fn meaning(db: &Db, folded: &str) -> Result<Option<OptOut>, Fault> {
    let mut query = db.prepare_cached("SELECT means = 'stop' FROM consent_word WHERE folded = ?1")?;
    let stops: Option<bool> = query.query_row([folded], |row| row.get(0)).optional()?;
    Ok(stops.map(|stops| if stops { OptOut::Stop } else { OptOut::Start }))
}

/// Adds one.
///
/// # Errors
/// `word`/`name-taken`; the store's.
pub fn insert(
    tx: &Tx<'_>,
    language: &str,
    stops: bool,
    (word, folded): (&str, &str),
    now: Timestamp,
) -> Result<i64, Fault> {
    let means = if stops { "stop" } else { "start" };
    tx.prepare_cached(
        "INSERT INTO consent_word (language, means, word, folded, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((language, means, word, folded, now))
    .map_err(|error| {
        if violates_unique(&error, "consent_word.folded") {
            Fault::from(FieldProblem::new("word", "name-taken"))
        } else {
            error.into()
        }
    })?;
    Ok(tx.last_insert_rowid())
}

/// Removes one; what it was.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn remove(tx: &Tx<'_>, id: i64) -> Result<String, Fault> {
    let mut query = tx.prepare_cached("DELETE FROM consent_word WHERE id = ?1 RETURNING word")?;
    query.query_row([id], |row| row.get(0)).optional()?.ok_or(Fault::Refused(Refusal::NotFound))
}
