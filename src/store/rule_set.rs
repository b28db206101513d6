//! Sets of classification rules, in the order in which they are read. Each answers one question, such as the language; the
//! first rule of it that matches counts.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::{RuleSetId, WorkstreamId};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// A set as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// Which.
    pub id: RuleSetId,
    /// The workstream that reads it.
    pub workstream: WorkstreamId,
    /// What people call it.
    pub name: String,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, workstream_id, name, deleted_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<RuleSet> {
    Ok(RuleSet {
        id: row.get("id")?,
        workstream: row.get("workstream_id")?,
        name: row.get("name")?,
        deleted_at: row.get("deleted_at")?,
    })
}

/// The set, if it exists, deleted or not.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: RuleSetId) -> Result<Option<RuleSet>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM rule_set WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// The set, unless it is deleted.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub fn get(db: &Db, id: RuleSetId) -> Result<RuleSet, Fault> {
    by_id(db, id)?.filter(|set| set.deleted_at.is_none()).ok_or(Fault::Refused(Refusal::NotFound))
}

/// The sets of a workstream that are not deleted, in the order in which they are read.
///
/// # Errors
/// As every query.
pub fn list(db: &Db, workstream: WorkstreamId) -> Result<Vec<RuleSet>, Fault> {
    let sql =
        format!("SELECT {COLUMNS} FROM rule_set WHERE workstream_id = ?1 AND deleted_at IS NULL ORDER BY position, id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([workstream], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds one behind the others.
///
/// # Errors
/// As every write.
pub fn insert(tx: &Tx<'_>, workstream: WorkstreamId, name: &str, now: Timestamp) -> Result<RuleSetId, Fault> {
    let sql = "INSERT INTO rule_set (workstream_id, name, position, created_at, updated_at)
        VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM rule_set WHERE workstream_id = ?1), ?3, ?3)";
    tx.prepare_cached(sql)?.execute((workstream, name, now))?;
    Ok(RuleSetId(tx.last_insert_rowid()))
}

/// Gives it another name.
///
/// # Errors
/// As every write.
pub fn rename(tx: &Tx<'_>, id: RuleSetId, name: &str, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE rule_set SET name = ?2, updated_at = ?3 WHERE id = ?1")?.execute((id, name, now))?;
    Ok(())
}

/// Deletes it with its rules; the rows stay, for old conversations name them.
///
/// # Errors
/// As every write.
pub fn delete(tx: &Tx<'_>, id: RuleSetId, now: Timestamp) -> Result<(), Fault> {
    for sql in [
        "UPDATE rule SET deleted_at = ?2, updated_at = ?2 WHERE rule_set_id = ?1 AND deleted_at IS NULL",
        "UPDATE rule_set SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute((id, now))?;
    }
    Ok(())
}

/// Has them read in this order.
///
/// # Errors
/// As every write.
pub fn reorder(tx: &Tx<'_>, order: &[RuleSetId], now: Timestamp) -> Result<(), Fault> {
    let mut statement =
        tx.prepare_cached("UPDATE rule_set SET position = ?2, updated_at = ?3 WHERE id = ?1 AND position <> ?2")?;
    for (position, id) in (1_i64..).zip(order) {
        statement.execute((id, position, now))?;
    }
    Ok(())
}
