//! Opt-ins of contacts. None is ever changed or removed: what counted when something was sent can be shown later.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::address::Address;
use crate::domain::ids::ContactId;
use crate::domain::opt_in::{How, OptIn};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx, audit};

/// An opt-in with who recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its row.
    pub id: i64,
    /// How, when and in which words.
    pub opt_in: OptIn,
    /// Who recorded it: `user:3`, `token:2`.
    pub by: String,
    /// That user's or token's name.
    pub by_name: Option<String>,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

fn select() -> String {
    format!(
        "SELECT o.id, o.how, o.words, o.given_at, o.recorded_by, o.recorded_at, {} AS by_name
         FROM opt_in o WHERE o.contact_id = ?1",
        audit::name_of("o.recorded_by")
    )
}

/// Of one address, where contacts were merged: what came with the same one as the address, or was said since.
const OF_ADDRESS: &str = "AND (coalesce(o.origin_id, o.contact_id) =
      coalesce((SELECT coalesce(a.origin_id, a.contact_id) FROM address a WHERE a.value = ?2), o.contact_id)
    OR o.recorded_at >= (SELECT max(m.at) FROM contact_merge m WHERE m.kept_id = ?1 AND m.undone_at IS NULL))";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Recorded> {
    let how: How = row.get("how")?;
    Ok(Recorded {
        id: row.get("id")?,
        opt_in: OptIn { how, words: row.get("words")?, given_at: row.get("given_at")? },
        by: row.get("recorded_by")?,
        by_name: row.get("by_name")?,
        recorded_at: row.get("recorded_at")?,
    })
}

/// Keeps that a contact agreed; `by` is a scope such as `user:3`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(tx: &Tx<'_>, contact: ContactId, opt_in: &OptIn, by: &str, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO opt_in (contact_id, how, words, given_at, recorded_by, recorded_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((contact, opt_in.how, &opt_in.words, opt_in.given_at, by, now))?;
    Ok(())
}

/// The latest one of a contact.
///
/// # Errors
/// [`Fault`] of the store.
pub fn latest(db: &Db, contact: ContactId) -> Result<Option<Recorded>, Fault> {
    Ok(db
        .prepare_cached(&format!("{} ORDER BY o.id DESC LIMIT 1", select()))?
        .query_row([contact], from_row)
        .optional()?)
}

/// The latest that counts for one of a contact's addresses: a merge makes nobody agree to more than they said.
///
/// # Errors
/// [`Fault`] of the store.
pub fn on_file(db: &Db, contact: ContactId, address: &Address) -> Result<Option<Recorded>, Fault> {
    let sql = format!("{} {OF_ADDRESS} ORDER BY o.id DESC LIMIT 1", select());
    Ok(db.prepare_cached(&sql)?.query_row((contact, address), from_row).optional()?)
}

/// All of a contact, the latest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn all(db: &Db, contact: ContactId) -> Result<Vec<Recorded>, Fault> {
    let mut query = db.prepare_cached(&format!("{} ORDER BY o.id DESC", select()))?;
    let found = query.query_map([contact], from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}
