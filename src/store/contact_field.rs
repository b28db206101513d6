//! Own fields of contacts, and what stands in them.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::contact_field::{Checked, Kind};
use crate::domain::ids::{ContactFieldId, ContactId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// A field as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactField {
    /// Which.
    pub id: ContactFieldId,
    /// What people call it.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// What may be chosen.
    pub choices: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

const COLUMNS: &str = "id, name, kind, choices, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<ContactField> {
    Ok(ContactField {
        id: row.get("id")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        choices: json(row, "choices")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// All of them, in their order.
///
/// # Errors
/// [`Fault`] of the store.
pub fn list(db: &Db) -> Result<Vec<ContactField>, Fault> {
    let mut query = db.prepare_cached(&format!("SELECT {COLUMNS} FROM contact_field ORDER BY position, id"))?;
    let found = query.query_map([], from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The one with this id.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Fault`] of the store.
pub fn get(db: &Db, id: ContactFieldId) -> Result<ContactField, Fault> {
    let found = db
        .prepare_cached(&format!("SELECT {COLUMNS} FROM contact_field WHERE id = ?1"))?
        .query_row([id], from_row)
        .optional()?;
    found.ok_or(Fault::Refused(Refusal::NotFound))
}

/// How many contacts have something in it; no more than `most` are counted.
///
/// # Errors
/// [`Fault`] of the store.
pub fn filled(db: &Db, id: ContactFieldId, most: i64) -> Result<i64, Fault> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM contact_value WHERE field_id = ?1 LIMIT ?2)";
    Ok(db.prepare_cached(sql)?.query_row((id, most), |row| row.get(0))?)
}

fn taken(error: rusqlite::Error) -> Fault {
    if violates_unique(&error, "contact_field_name") || violates_unique(&error, "contact_field.name_key") {
        return FieldProblem::new("name", "name-taken").into();
    }
    error.into()
}

/// A new one, at the end.
///
/// # Errors
/// `name`/`name-taken`; [`Fault`] of the store.
pub fn insert(tx: &Tx<'_>, new: &Checked, now: Timestamp) -> Result<ContactFieldId, Fault> {
    tx.prepare_cached(
        "INSERT INTO contact_field (name, name_key, kind, choices, position, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(position), 0) + 1 FROM contact_field), ?5, ?5)",
    )?
    .execute((&new.name, new.key(), new.kind, serde_json::to_string(&new.choices)?, now))
    .map_err(taken)?;
    Ok(ContactFieldId(tx.last_insert_rowid()))
}

/// Changes name and choices; its kind stays, and so does what stands in it.
///
/// # Errors
/// `name`/`name-taken`; [`Fault`] of the store.
pub fn update(tx: &Tx<'_>, id: ContactFieldId, to: &Checked, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE contact_field SET name = ?2, name_key = ?3, choices = ?4, updated_at = ?5 WHERE id = ?1",
    )?
    .execute((id, &to.name, to.key(), serde_json::to_string(&to.choices)?, now))
    .map_err(taken)?;
    Ok(())
}

/// Puts it at a place, counted from 1.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_position(tx: &Tx<'_>, id: ContactFieldId, position: i64) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE contact_field SET position = ?2 WHERE id = ?1 AND position <> ?2")?
        .execute((id, position))?;
    Ok(())
}

/// Forgets up to `limit` values of it; whether there may be more.
///
/// # Errors
/// [`Fault`] of the store.
pub fn empty(tx: &Tx<'_>, id: ContactFieldId, limit: u32) -> Result<bool, Fault> {
    let sql = "DELETE FROM contact_value WHERE (contact_id, field_id) IN
        (SELECT contact_id, field_id FROM contact_value WHERE field_id = ?1 LIMIT ?2)";
    let gone = tx.prepare_cached(sql)?.execute((id, limit))?;
    Ok(u32::try_from(gone).unwrap_or(u32::MAX) >= limit)
}

/// Removes one that nothing stands in.
///
/// # Errors
/// [`Fault`] of the store.
pub fn remove(tx: &Tx<'_>, id: ContactFieldId) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM contact_field WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// What stands in the fields of a contact.
///
/// # Errors
/// [`Fault`] of the store.
pub fn values(db: &Db, contact: ContactId) -> Result<BTreeMap<ContactFieldId, String>, Fault> {
    let mut query = db.prepare_cached("SELECT field_id, value FROM contact_value WHERE contact_id = ?1")?;
    let found = query.query_map([contact], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Puts something into a field of a contact; empty: nothing stands there any more.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_value(tx: &Tx<'_>, contact: ContactId, field: ContactFieldId, value: &str) -> Result<(), Fault> {
    if value.is_empty() {
        tx.prepare_cached("DELETE FROM contact_value WHERE contact_id = ?1 AND field_id = ?2")?
            .execute((contact, field))?;
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO contact_value (contact_id, field_id, value) VALUES (?1, ?2, ?3)
         ON CONFLICT (contact_id, field_id) DO UPDATE SET value = ?3",
    )?
    .execute((contact, field, value))?;
    Ok(())
}
