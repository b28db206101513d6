//! Presences with a name of their own, such as “Lunch”; each counts as one of the five.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::PresenceId;
use crate::domain::presence::Automatic;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::Presence;
use crate::store::error::violates_unique;
use crate::store::{Db, Fault, Tx, setting};

/// A named presence as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPresence {
    /// Which.
    pub id: PresenceId,
    /// What people call it.
    pub name: String,
    /// Which of the five it counts as.
    pub base: Presence,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

const COLUMNS: &str = "id, name, base, deleted_at, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<NamedPresence> {
    Ok(NamedPresence {
        id: row.get("id")?,
        name: row.get("name")?,
        base: row.get("base")?,
        deleted_at: row.get("deleted_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The presence with this id, deleted or not.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: PresenceId) -> Result<Option<NamedPresence>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM presence WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// The presence, unless it is deleted.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn get(db: &Db, id: PresenceId) -> Result<NamedPresence, Fault> {
    by_id(db, id)?.filter(|presence| presence.deleted_at.is_none()).ok_or(Fault::Refused(Refusal::NotFound))
}

/// All that are not deleted, by name.
///
/// # Errors
/// The store's.
pub fn list(db: &Db) -> Result<Vec<NamedPresence>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM presence WHERE deleted_at IS NULL ORDER BY name, id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What all are called, the deleted ones too.
///
/// # Errors
/// The store's.
pub fn names(db: &Db) -> Result<BTreeMap<PresenceId, String>, Fault> {
    let mut statement = db.prepare_cached("SELECT id, name FROM presence")?;
    let rows = statement.query_map([], |row| Ok((row.get("id")?, row.get("name")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn taken(error: rusqlite::Error) -> Fault {
    if violates_unique(&error, "presence.name") { FieldProblem::new("name", "name-taken").into() } else { error.into() }
}

/// Keeps a new one.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn insert(tx: &Tx<'_>, name: &str, base: Presence, now: Timestamp) -> Result<PresenceId, Fault> {
    tx.prepare_cached("INSERT INTO presence (name, base, created_at, updated_at) VALUES (?1, ?2, ?3, ?3)")?
        .execute((name, base, now))
        .map_err(taken)?;
    Ok(PresenceId(tx.last_insert_rowid()))
}

/// Changes it. Who is at it now counts as before: what it stands for is taken when it is chosen.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn update(tx: &Tx<'_>, id: PresenceId, name: &str, base: Presence, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE presence SET name = ?2, base = ?3, updated_at = ?4 WHERE id = ?1")?
        .execute((id, name, base, now))
        .map_err(taken)?;
    Ok(())
}

/// Deletes it; the row stays. Who is at it keeps what it counted as, under that one's name.
///
/// # Errors
/// The store's.
pub fn delete(tx: &Tx<'_>, id: PresenceId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET presence_named_id = NULL WHERE presence_named_id = ?1")?.execute([id])?;
    tx.prepare_cached("UPDATE presence SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    Ok(())
}

/// Which presences change by themselves.
///
/// # Errors
/// The store's.
pub fn automatic(db: &Db) -> Result<Automatic, Fault> {
    let kept = setting::get(db, setting::AUTOMATIC_PRESENCES)?;
    Ok(kept.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or_default())
}

/// Sets which presences change by themselves.
///
/// # Errors
/// The store's.
pub fn set_automatic(tx: &Tx<'_>, automatic: Automatic) -> Result<(), Fault> {
    setting::set(tx, setting::AUTOMATIC_PRESENCES, &serde_json::to_string(&automatic)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::queue::tests::house;

    #[test]
    fn it_is_kept_changed_and_deleted() {
        let (_folder, store) = house();
        let id = store.write(|tx| insert(tx, "Lunch", Presence::Away, Timestamp(5))).unwrap();
        let taken = store.write(|tx| insert(tx, "LUNCH", Presence::Busy, Timestamp(5))).unwrap_err();
        assert_eq!(taken.refusal(), Some(&Refusal::Field(FieldProblem::new("name", "name-taken"))));
        store.write(move |tx| update(tx, id, "Break", Presence::DoNotDisturb, Timestamp(6))).unwrap();
        let kept = store.read(list).unwrap();
        assert_eq!(kept.first().map(|one| (one.name.as_str(), one.base)), Some(("Break", Presence::DoNotDisturb)));
        let named = store.write(move |tx| {
            tx.execute("UPDATE user SET presence = 'do_not_disturb', presence_named_id = ?1 WHERE id = 1", [id])?;
            delete(tx, id, Timestamp(7))?;
            Ok(tx.query_row("SELECT presence, presence_named_id FROM user WHERE id = 1", [], |row| {
                Ok((row.get::<_, Presence>(0)?, row.get::<_, Option<PresenceId>>(1)?))
            })?)
        });
        assert_eq!(named.unwrap(), (Presence::DoNotDisturb, None));
        assert_eq!(store.read(list).unwrap(), []);
        assert_eq!(store.read(|db| get(db, id)).unwrap_err().refusal(), Some(&Refusal::NotFound));
        assert_eq!(store.read(names).unwrap().len(), 1);
    }

    #[test]
    fn what_changes_by_itself_is_one_setting() {
        let (_folder, store) = house();
        assert_eq!(store.read(automatic).unwrap(), Automatic::default());
        let all_off = Automatic { capacity: false, missed: false, declined: false };
        store.write(move |tx| set_automatic(tx, all_off)).unwrap();
        assert_eq!(store.read(automatic).unwrap(), all_off);
    }
}
