//! Where users stand: the presence that counts, who made it, and what stood before.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::{PresenceId, UserId};
use crate::domain::presence::{By, Shown, Standing};
use crate::domain::time::Timestamp;
use crate::domain::user::Presence;
use crate::store::{Db, Fault, Tx};

/// What stood before a connection was lost, as it is stored.
#[derive(serde::Serialize, serde::Deserialize)]
struct Before {
    base: Presence,
    named: Option<PresenceId>,
    by: By,
}

/// The columns that [`from_row`] reads.
pub(crate) const COLUMNS: &str = "presence, presence_named_id, presence_by, presence_before";

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Standing> {
    let before: Option<String> = row.get("presence_before")?;
    // What cannot be read is as if it had not been kept: the presence follows the capacity then.
    let before = before.and_then(|text| serde_json::from_str::<Before>(&text).ok());
    Ok(Standing {
        shown: Shown { base: row.get("presence")?, named: row.get("presence_named_id")? },
        by: row.get("presence_by")?,
        before: before.map(|before| (Shown { base: before.base, named: before.named }, before.by)),
    })
}

/// Where a user stands.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of(db: &Db, user: UserId) -> Result<Option<Standing>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM user WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([user], from_row).optional()?)
}

/// Keeps where a user stands.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set(tx: &Tx<'_>, user: UserId, standing: &Standing) -> Result<(), Fault> {
    let before = standing.before.map(|(shown, by)| Before { base: shown.base, named: shown.named, by });
    let before = before.as_ref().map(serde_json::to_string).transpose()?;
    tx.prepare_cached(
        "UPDATE user SET presence = ?2, presence_named_id = ?3, presence_by = ?4, presence_before = ?5 WHERE id = ?1",
    )?
    .execute((user, standing.shown.base, standing.shown.named, standing.by, before))?;
    Ok(())
}

/// The presence with which a user begins after signing in.
///
/// # Errors
/// [`Fault`] of the store.
pub fn begins(db: &Db, user: UserId) -> Result<Option<Presence>, Fault> {
    let sql = "SELECT default_presence FROM user WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([user], |row| row.get(0)).optional()?)
}

/// Notes that capacity of a user was freed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_freed(tx: &Tx<'_>, user: UserId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET freed_at = ?2 WHERE id = ?1")?.execute((user, now))?;
    Ok(())
}

/// Notes whether a live page of the user was seen since the presence was set.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_page_seen(tx: &Tx<'_>, user: UserId, seen: bool) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE user SET page_seen = ?2 WHERE id = ?1 AND page_seen <> ?2")?.execute((user, seen))?;
    Ok(())
}

/// Whether a live page of the user was seen since the presence was set.
///
/// # Errors
/// [`Fault`] of the store.
pub fn page_seen(db: &Db, user: UserId) -> Result<bool, Fault> {
    let sql = "SELECT page_seen FROM user WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([user], |row| row.get(0)).optional()?.unwrap_or(false))
}

/// The active users of whom a live page was seen, and who are not counted as gone.
///
/// # Errors
/// [`Fault`] of the store.
pub fn with_pages(db: &Db) -> Result<Vec<UserId>, Fault> {
    let sql = "SELECT id FROM user WHERE active = 1 AND page_seen = 1 AND presence <> 'offline' ORDER BY id";
    let mut query = db.prepare_cached(sql)?;
    Ok(query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
