//! Queues, and who works for them.

pub mod members;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row, named_params};

pub use members::{
    chosen_count, member_count, member_ids, members, note_assigned, of_user, set_members, set_of_user, somebody_here,
};

use crate::domain::ids::QueueId;
use crate::domain::in_use::{By, Use};
use crate::domain::queue::Settings;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx, bot, rule, workstream};

/// The queue of everybody, which every installation has.
pub const EVERYONE: QueueId = QueueId(1);
/// So many conversations are counted where it matters only that there are any.
const COUNTED_MAX: i64 = 1_000;

/// A queue as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Which.
    pub id: QueueId,
    /// Whether all active users work for it, by rule.
    pub everyone: bool,
    /// Its settings, with its name.
    pub settings: Settings,
    /// When it was deleted; old conversations name it still.
    pub deleted_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

const COLUMNS: &str =
    "id, name, everyone, priority, method, hours_id, overflow, goal_ms, deleted_at, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Queue> {
    Ok(Queue {
        id: row.get("id")?,
        everyone: row.get("everyone")?,
        settings: Settings {
            name: row.get("name")?,
            priority: row.get("priority")?,
            method: row.get("method")?,
            hours: row.get("hours_id")?,
            overflow: json(row, "overflow")?,
            goal: row.get("goal_ms")?,
        },
        deleted_at: row.get("deleted_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The queue with this id, deleted or not.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: QueueId) -> Result<Option<Queue>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM queue WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// The queue, unless it is deleted.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn get(db: &Db, id: QueueId) -> Result<Queue, Fault> {
    by_id(db, id)?.filter(|queue| queue.deleted_at.is_none()).ok_or(Fault::Refused(Refusal::NotFound))
}

/// All that are not deleted: what comes first for who works for several, then by name.
///
/// # Errors
/// The store's.
pub fn list(db: &Db) -> Result<Vec<Queue>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM queue WHERE deleted_at IS NULL ORDER BY priority, name, id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What a contact is told that a queue is called: that of everybody has no name for them.
///
/// # Errors
/// The store's.
pub fn told(db: &Db, id: QueueId) -> Result<Option<String>, Fault> {
    Ok(by_id(db, id)?.filter(|queue| !queue.everyone).map(|queue| queue.settings.name))
}

/// What all are called, the deleted ones too.
///
/// # Errors
/// The store's.
pub fn names(db: &Db) -> Result<BTreeMap<QueueId, String>, Fault> {
    let mut statement = db.prepare_cached("SELECT id, name FROM queue")?;
    let rows = statement.query_map([], |row| Ok((row.get("id")?, row.get("name")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Where the overflow of each queue leads that is not deleted.
///
/// # Errors
/// The store's.
pub fn targets(db: &Db) -> Result<BTreeMap<QueueId, Vec<QueueId>>, Fault> {
    Ok(list(db)?.into_iter().map(|queue| (queue.id, queue.settings.overflow.targets().collect())).collect())
}

/// How many conversations wait in it, counted up to `at_most`.
///
/// # Errors
/// The store's.
pub fn waiting(db: &Db, id: QueueId, at_most: i64) -> Result<i64, Fault> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM conversation WHERE queue_id = ?1 AND state = 'open' LIMIT ?2)";
    Ok(db.prepare_cached(sql)?.query_row((id, at_most), |row| row.get(0))?)
}

/// What leads to it, counted.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn uses(db: &Db, id: QueueId) -> Result<Vec<Use>, Fault> {
    let everyone = i64::from(by_id(db, id)?.ok_or(Refusal::NotFound)?.everyone);
    let (fallbacks, routes) = (workstream::falling_back_to(db, id)?, rule::leading_to(db, id)?);
    let leads = |(from, to): (QueueId, Vec<QueueId>)| from != id && to.contains(&id);
    let overflows = targets(db)?.into_iter().map(leads).map(i64::from).sum();
    let conversations = db
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM conversation WHERE state <> 'closed' AND queue_id = ?1 LIMIT ?2)",
        )?
        .query_row((id, COUNTED_MAX), |row| row.get(0))?;
    Ok([
        (By::Installation, everyone),
        (By::Fallbacks, fallbacks),
        (By::Routes, routes),
        (By::Overflows, overflows),
        (By::Conversations, conversations),
        (By::Bots, bot::naming_queue(db, id)?),
    ]
    .map(|(by, count)| Use { by, count })
    .to_vec())
}

fn taken(error: rusqlite::Error) -> Fault {
    if violates_unique(&error, "queue.name") { FieldProblem::new("name", "name-taken").into() } else { error.into() }
}

/// Keeps a new one, without members.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn insert(tx: &Tx<'_>, new: &Settings, now: Timestamp) -> Result<QueueId, Fault> {
    tx.prepare_cached(
        "INSERT INTO queue (name, priority, method, hours_id, overflow, goal_ms, created_at, updated_at)
         VALUES (:name, :priority, :method, :hours, :overflow, :goal, :now, :now)",
    )?
    .execute(named_params! {
        ":name": new.name, ":priority": new.priority, ":method": new.method, ":hours": new.hours,
        ":overflow": serde_json::to_string(&new.overflow)?, ":goal": new.goal, ":now": now,
    })
    .map_err(taken)?;
    Ok(QueueId(tx.last_insert_rowid()))
}

/// Changes its settings.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn update(tx: &Tx<'_>, id: QueueId, to: &Settings, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE queue SET name = :name, priority = :priority, method = :method, hours_id = :hours,
           overflow = :overflow, goal_ms = :goal, updated_at = :now WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id, ":name": to.name, ":priority": to.priority, ":method": to.method, ":hours": to.hours,
        ":overflow": serde_json::to_string(&to.overflow)?, ":goal": to.goal, ":now": now,
    })
    .map_err(taken)?;
    Ok(())
}

/// Has what waits in it looked at again: how long that may last has changed.
///
/// # Errors
/// The store's.
pub fn look_again(tx: &Tx<'_>, id: QueueId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET due_at = ?2 WHERE queue_id = ?1 AND state = 'open'")?
        .execute((id, now))?;
    Ok(())
}

/// Deletes it; the row stays, its members go.
///
/// # Errors
/// The store's.
pub fn delete(tx: &Tx<'_>, id: QueueId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM queue_member WHERE queue_id = ?1")?.execute([id])?;
    tx.prepare_cached("UPDATE queue SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    Ok(())
}
