//! Own views of the list: everybody's, and those that one person keeps.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::{SavedViewId, UserId};
use crate::domain::refusal::FieldProblem;
use crate::domain::saved_view::{Filter, Typed, key};
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Which.
    pub id: SavedViewId,
    /// Whose; `None`: everybody's.
    pub owner: Option<UserId>,
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub filter: Filter,
}

const SELECT: &str = "SELECT id, owner_id, name, filter FROM saved_view";

fn from_row(row: &Row<'_>) -> rusqlite::Result<SavedView> {
    Ok(SavedView {
        id: row.get("id")?,
        owner: row.get("owner_id")?,
        name: row.get("name")?,
        filter: json(row, "filter")?,
    })
}

/// The one with this id.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: SavedViewId) -> Result<Option<SavedView>, Fault> {
    let sql = format!("{SELECT} WHERE id = :id");
    Ok(db.prepare_cached(&sql)?.query_row(named_params! { ":id": id }, from_row).optional()?)
}

/// Everybody's, then those of `user`, each in their order.
///
/// # Errors
/// The store's.
pub fn visible(db: &Db, user: Option<UserId>) -> Result<Vec<SavedView>, Fault> {
    let sql = format!("{SELECT} WHERE owner_id IS NULL OR owner_id = :user ORDER BY owner_id IS NOT NULL, place, id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(named_params! { ":user": user }, from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of one owner, in their order.
///
/// # Errors
/// The store's.
pub fn of_owner(db: &Db, owner: Option<UserId>) -> Result<Vec<SavedViewId>, Fault> {
    let mut statement = db.prepare_cached("SELECT id FROM saved_view WHERE owner_id IS :owner ORDER BY place, id")?;
    let rows = statement.query_map(named_params! { ":owner": owner }, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn taken(error: rusqlite::Error) -> Fault {
    if violates_unique(&error, "saved_view_name") {
        return FieldProblem::new("name", "name-taken").into();
    }
    error.into()
}

/// Keeps a new one, behind all others.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn insert(tx: &Tx<'_>, owner: Option<UserId>, checked: &Typed, now: Timestamp) -> Result<SavedViewId, Fault> {
    let filter = serde_json::to_string(&checked.filter)?;
    let mut statement = tx.prepare_cached(
        "INSERT INTO saved_view (owner_id, name, name_key, place, filter, created_at, updated_at)
         VALUES (:owner, :name, :key, (SELECT coalesce(max(place), 0) + 1 FROM saved_view WHERE owner_id IS :owner),
           :filter, :now, :now)",
    )?;
    let key = key(&checked.name);
    let given = named_params! { ":owner": owner, ":name": checked.name, ":key": key, ":filter": filter, ":now": now };
    statement.execute(given).map_err(taken)?;
    Ok(SavedViewId(tx.last_insert_rowid()))
}

/// Changes one.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn update(tx: &Tx<'_>, id: SavedViewId, checked: &Typed, now: Timestamp) -> Result<(), Fault> {
    let filter = serde_json::to_string(&checked.filter)?;
    let mut statement = tx.prepare_cached(
        "UPDATE saved_view SET name = :name, name_key = :key, filter = :filter, updated_at = :now WHERE id = :id",
    )?;
    let key = key(&checked.name);
    let given = named_params! { ":id": id, ":name": checked.name, ":key": key, ":filter": filter, ":now": now };
    statement.execute(given).map_err(taken)?;
    Ok(())
}

/// Puts those of one owner into this order.
///
/// # Errors
/// The store's.
pub fn order(tx: &Tx<'_>, ids: &[SavedViewId]) -> Result<(), Fault> {
    let mut statement = tx.prepare_cached("UPDATE saved_view SET place = ?2 WHERE id = ?1")?;
    for (place, id) in (1_i64..).zip(ids) {
        statement.execute((id, place))?;
    }
    Ok(())
}

/// Removes one.
///
/// # Errors
/// The store's.
pub fn remove(tx: &Tx<'_>, id: SavedViewId) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM saved_view WHERE id = ?1")?.execute([id])?;
    Ok(())
}
