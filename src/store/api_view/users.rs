//! Users with what routing wants to know of them.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::UserId;
use crate::domain::time::Timestamp;
use crate::domain::user::{Presence, Role};
use crate::store::{Db, Fault};

/// A user without the secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// As colleagues call them.
    pub name: String,
    /// What is typed to sign in.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
    /// Whether they are there.
    pub presence: Presence,
    /// How many conversations at once.
    pub capacity: i64,
    /// Since when.
    pub created_at: Timestamp,
    /// When something about them last changed.
    pub updated_at: Timestamp,
}

const SELECT: &str = "SELECT id, name, email, role, active, presence, capacity, created_at, updated_at FROM user";

fn from_row(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get("id")?,
        name: row.get("name")?,
        email: row.get("email")?,
        role: row.get("role")?,
        active: row.get("active")?,
        presence: row.get("presence")?,
        capacity: row.get("capacity")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// One user.
///
/// # Errors
/// As every query.
pub fn user(db: &Db, id: UserId) -> Result<Option<User>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id], from_row).optional()?)
}

/// Users in the order they were made, after the one of `after`.
///
/// # Errors
/// As every query.
pub fn users(db: &Db, after: Option<UserId>, limit: i64) -> Result<Vec<User>, Fault> {
    let mut statement = db.prepare_cached(&format!("{SELECT} WHERE id > ?1 ORDER BY id LIMIT ?2"))?;
    let rows = statement.query_map((after.map_or(0, |id| id.0), limit), from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
