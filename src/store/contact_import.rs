//! Lists of contacts that are read in: the lines as they came, and what becomes of each.

use rusqlite::{OptionalExtension as _, Row as SqlRow};

use crate::domain::address::Address;
use crate::domain::contact_list::{Column, State};
use crate::domain::ids::{ContactId, ContactImportId};
use crate::domain::message::words;
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

words! {
    /// What becomes of a line.
    Fate {
        /// A contact that was not known.
        New = "new",
        /// A contact about which something else is kept then.
        Changed = "changed",
        /// A contact about which all of it is kept already.
        Same = "same",
        /// It cannot be taken.
        Refused = "refused",
    }
}

/// Why a line is refused: the problem of a field, as it is told in either language.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reason {
    /// The column's word, such as `name`.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
    /// The limit that it breaks.
    pub limit: Option<i64>,
    /// What its sentence names.
    pub args: Vec<(String, String)>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Which.
    pub id: ContactImportId,
    /// Who brought it: `user:3`, `token:2`.
    pub actor: String,
    /// What the file is called.
    pub name: String,
    /// What each column is.
    pub columns: Vec<Column>,
    /// What it is called there.
    pub headers: Vec<String>,
    /// Where it stands.
    pub state: State,
    /// When it was brought.
    pub at: Timestamp,
    /// When it was through.
    pub ended_at: Option<Timestamp>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// As the spreadsheet counts it.
    pub line: i64,
    /// A cell for each column; none: its contact was erased.
    pub cells: Vec<String>,
    /// Where its contact is reached.
    pub address: Option<Address>,
    /// What becomes of it.
    pub fate: Fate,
    /// Why not.
    pub reason: Option<Reason>,
    /// Its contact, once it is written.
    pub contact: Option<ContactId>,
}

/// How many lines there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New contacts.
    pub new: i64,
    /// Contacts that change.
    pub changed: i64,
    /// Contacts that are so already.
    pub same: i64,
    /// Lines that are not taken.
    pub refused: i64,
    /// Lines that are written.
    pub done: i64,
}

impl Counts {
    /// All lines.
    #[must_use]
    pub const fn all(&self) -> i64 {
        self.new + self.changed + self.same + self.refused
    }
}

fn from_row(row: &SqlRow<'_>) -> rusqlite::Result<Import> {
    Ok(Import {
        id: row.get("id")?,
        actor: row.get("actor")?,
        name: row.get("name")?,
        columns: json(row, "columns")?,
        headers: json(row, "headers")?,
        state: row.get("state")?,
        at: row.get("at")?,
        ended_at: row.get("ended_at")?,
    })
}

fn line_from_row(row: &SqlRow<'_>) -> rusqlite::Result<Line> {
    let reason: Option<String> = row.get("reason")?;
    Ok(Line {
        line: row.get("line")?,
        cells: json(row, "cells")?,
        address: row.get("address")?,
        fate: row.get("fate")?,
        reason: reason.and_then(|reason| serde_json::from_str(&reason).ok()),
        contact: row.get("contact_id")?,
    })
}

const SELECT: &str = "SELECT id, actor, name, columns, headers, state, at, ended_at FROM contact_import";
const LINES: &str = "SELECT line, cells, address, fate, reason, contact_id FROM contact_import_row";

/// One list.
///
/// # Errors
/// [`Fault`] of the store.
pub fn get(db: &Db, id: ContactImportId) -> Result<Option<Import>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id], from_row).optional()?)
}

/// The latest lists.
///
/// # Errors
/// [`Fault`] of the store.
pub fn list(db: &Db, limit: i64) -> Result<Vec<Import>, Fault> {
    let sql = format!("{SELECT} WHERE state <> 'cancelled' ORDER BY id DESC LIMIT ?1");
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map([limit], from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Those that are being written.
///
/// # Errors
/// [`Fault`] of the store.
pub fn running(db: &Db) -> Result<Vec<Import>, Fault> {
    let mut query = db.prepare_cached(&format!("{SELECT} WHERE state = 'running' ORDER BY id"))?;
    let found = query.query_map([], from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// A list whose lines come next; it stands aside until all of them are here.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(
    tx: &Tx<'_>,
    actor: &str,
    name: &str,
    (columns, headers): (&[Column], &[String]),
    now: Timestamp,
) -> Result<ContactImportId, Fault> {
    tx.prepare_cached(
        "INSERT INTO contact_import (actor, name, columns, headers, state, at) VALUES (?1, ?2, ?3, ?4, 'cancelled', ?5)",
    )?
    .execute((actor, name, serde_json::to_string(columns)?, serde_json::to_string(headers)?, now))?;
    Ok(ContactImportId(tx.last_insert_rowid()))
}

/// Keeps a line.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert_line(tx: &Tx<'_>, id: ContactImportId, line: &Line) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO contact_import_row (import_id, line, cells, address, fate, reason, done)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((
        id,
        line.line,
        serde_json::to_string(&line.cells)?,
        &line.address,
        line.fate,
        line.reason.as_ref().map(serde_json::to_string).transpose()?,
        line.fate == Fate::Refused,
    ))?;
    Ok(())
}

/// Moves a list on; whether it stood there.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_state(tx: &Tx<'_>, id: ContactImportId, from: State, to: State, now: Timestamp) -> Result<bool, Fault> {
    let moved = tx
        .prepare_cached(
            "UPDATE contact_import SET state = ?3,
               begun_at = CASE ?3 WHEN 'running' THEN ?4 ELSE begun_at END,
               ended_at = CASE WHEN ?3 IN ('done', 'cancelled') THEN ?4 END
             WHERE id = ?1 AND state = ?2",
        )?
        .execute((id, from, to, now))?;
    Ok(moved > 0)
}

/// Lines that are to be written, in their order.
///
/// # Errors
/// [`Fault`] of the store.
pub fn waiting(db: &Db, id: ContactImportId, limit: u32) -> Result<Vec<Line>, Fault> {
    let sql = format!("{LINES} WHERE import_id = ?1 AND done = 0 ORDER BY line LIMIT ?2");
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map((id, limit), line_from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Lines of a fate (all of them without one) after `after`, in their order.
///
/// # Errors
/// [`Fault`] of the store.
pub fn lines(db: &Db, id: ContactImportId, fate: Option<Fate>, after: i64, limit: i64) -> Result<Vec<Line>, Fault> {
    let sql =
        format!("{LINES} WHERE import_id = ?1 AND line > ?2 AND (?3 IS NULL OR fate = ?3) ORDER BY line LIMIT ?4");
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map((id, after, fate, limit), line_from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// A line is written, or was refused when its turn came.
///
/// # Errors
/// [`Fault`] of the store.
pub fn settle(
    tx: &Tx<'_>,
    id: ContactImportId,
    line: i64,
    fate: Fate,
    reason: Option<&Reason>,
    contact: Option<ContactId>,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE contact_import_row SET fate = ?3, reason = ?4, contact_id = ?5, done = 1 WHERE import_id = ?1 AND line = ?2",
    )?
    .execute((id, line, fate, reason.map(serde_json::to_string).transpose()?, contact))?;
    Ok(())
}

/// How many lines there are of each kind.
///
/// # Errors
/// [`Fault`] of the store.
pub fn counts(db: &Db, id: ContactImportId) -> Result<Counts, Fault> {
    let sql = "SELECT count(*) FILTER (WHERE fate = 'new') AS new, count(*) FILTER (WHERE fate = 'changed') AS changed,
        count(*) FILTER (WHERE fate = 'same') AS same, count(*) FILTER (WHERE fate = 'refused') AS refused,
        count(*) FILTER (WHERE done = 1) AS done FROM contact_import_row WHERE import_id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| {
        Ok(Counts {
            new: row.get("new")?,
            changed: row.get("changed")?,
            same: row.get("same")?,
            refused: row.get("refused")?,
            done: row.get("done")?,
        })
    })?)
}
