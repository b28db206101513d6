//! Workstreams.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::WorkstreamId;
use crate::domain::refusal::Refusal;
use crate::domain::workstream::Mode;
use crate::store::{Db, Fault};

/// A workstream as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workstream {
    /// Its id.
    pub id: WorkstreamId,
    /// What we call it.
    pub name: String,
    /// How work reaches agents.
    pub mode: Mode,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Workstream> {
    Ok(Workstream { id: row.get("id")?, name: row.get("name")?, mode: row.get("mode")? })
}

/// The workstream, if it exists.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: WorkstreamId) -> Result<Option<Workstream>, Fault> {
    let sql = "SELECT id, name, mode FROM workstream WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], from_row).optional()?)
}

/// The workstream.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub fn get(db: &Db, id: WorkstreamId) -> Result<Workstream, Fault> {
    by_id(db, id)?.ok_or(Fault::Refused(Refusal::NotFound))
}

/// All workstreams in the order they were made.
///
/// # Errors
/// As every query.
pub fn list(db: &Db) -> Result<Vec<Workstream>, Fault> {
    let mut statement = db.prepare_cached("SELECT id, name, mode FROM workstream ORDER BY id")?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
