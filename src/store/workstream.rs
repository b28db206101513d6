//! Workstreams. A deleted one keeps its row, since conversations and the trace name it; `get` and `list` do not know it,
//! `by_id` does.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::capacity::{Block, Blocking, Units};
use crate::domain::ids::{NumberId, QueueId, WorkstreamId};
use crate::domain::in_use::{self, By, Use};
use crate::domain::offer::Manner;
use crate::domain::refusal::Refusal;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::workstream::{self as streams, Settings};
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// A workstream as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workstream {
    /// Its id.
    pub id: WorkstreamId,
    /// What an admin decided.
    pub settings: Settings,
    /// When it was deleted; what happened in it is still told.
    pub deleted_at: Option<Timestamp>,
}

// Before there were queues, no workstream named one, and such a column cannot be added as NOT NULL.
const COLUMNS: &str = "w.id AS id, w.name AS name, w.mode AS mode, w.language AS language,
    coalesce(w.fallback_queue_id, 1) AS fallback_queue_id, w.capacity_cost AS capacity_cost, w.blocking AS blocking,
    w.wrap_up_ms AS wrap_up_ms, w.presences AS presences, w.matching AS matching, w.keep_agent_ms AS keep_agent_ms,
    w.auto_close_ms AS auto_close_ms, w.quiet_after_answer_ms AS quiet_after_answer_ms, w.offer_way AS offer_way, w.offer_ms AS offer_ms, w.may_pick AS may_pick,
    w.deleted_at AS deleted_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Workstream> {
    let time: Option<Millis> = row.get("wrap_up_ms")?;
    let block = match (row.get("blocking")?, time) {
        (Blocking::Never, _) => Block::Never,
        (Blocking::Time, Some(time)) => Block::For(time),
        (Blocking::Always, _) | (Blocking::Time, None) => Block::Always,
    };
    Ok(Workstream {
        id: row.get("id")?,
        settings: Settings {
            name: row.get("name")?,
            mode: row.get("mode")?,
            language: row.get("language")?,
            fallback_queue: row.get("fallback_queue_id")?,
            cost: Units(row.get("capacity_cost")?),
            block,
            allowed: json(row, "presences")?,
            matching: row.get("matching")?,
            keep_agent: row.get("keep_agent_ms")?,
            auto_close: row.get("auto_close_ms")?,
            quiet_after_answer: row.get("quiet_after_answer_ms")?,
            offer: Manner { way: row.get("offer_way")?, timeout: row.get("offer_ms")? },
            may_pick: row.get("may_pick")?,
        },
        deleted_at: row.get("deleted_at")?,
    })
}

/// The workstream, if it exists, deleted or not.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: WorkstreamId) -> Result<Option<Workstream>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM workstream w WHERE w.id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// The workstream, unless it is deleted.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub fn get(db: &Db, id: WorkstreamId) -> Result<Workstream, Fault> {
    by_id(db, id)?.filter(|found| found.deleted_at.is_none()).ok_or(Fault::Refused(Refusal::NotFound))
}

/// So long after an answer nobody in it is told that nobody is there.
///
/// # Errors
/// As every query.
pub fn quiet_after_answer(db: &Db, id: WorkstreamId) -> Result<Millis, Fault> {
    let sql = "SELECT quiet_after_answer_ms FROM workstream WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// Whether something may be put into it: it exists and is not deleted.
///
/// # Errors
/// As every query.
pub fn exists(db: &Db, id: WorkstreamId) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM workstream WHERE id = ?1 AND deleted_at IS NULL)";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// All workstreams that are not deleted, in the order they were made.
///
/// # Errors
/// As every query.
pub fn list(db: &Db) -> Result<Vec<Workstream>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM workstream w WHERE w.deleted_at IS NULL ORDER BY w.id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The workstream that a number belongs to.
///
/// # Errors
/// [`Refusal::NotFound`] if there is no such number.
pub fn of_number(db: &Db, number: NumberId) -> Result<Workstream, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number n JOIN workstream w ON w.id = n.workstream_id WHERE n.id = ?1");
    let found = db.prepare_cached(&sql)?.query_row([number], from_row).optional()?;
    found.ok_or(Fault::Refused(Refusal::NotFound))
}

/// Keeps a new one.
///
/// # Errors
/// As every write.
pub fn insert(tx: &Tx<'_>, settings: &Settings, now: Timestamp) -> Result<WorkstreamId, Fault> {
    let sql = "INSERT INTO workstream (name, mode, created_at, updated_at) VALUES (?1, ?2, ?3, ?3)";
    tx.prepare_cached(sql)?.execute((&settings.name, settings.mode, now))?;
    let id = WorkstreamId(tx.last_insert_rowid());
    update(tx, id, settings, now)?;
    Ok(id)
}

/// Changes its settings.
///
/// # Errors
/// As every write.
pub fn update(tx: &Tx<'_>, id: WorkstreamId, to: &Settings, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE workstream SET name = :name, mode = :mode, language = :language, fallback_queue_id = :fallback,
          capacity_cost = :cost, blocking = :blocking, wrap_up_ms = :wrap_up, presences = :presences,
          matching = :matching, keep_agent_ms = :keep, auto_close_ms = :auto_close,
          quiet_after_answer_ms = :quiet, offer_way = :way, offer_ms = :offer, may_pick = :may_pick, updated_at = :now
        WHERE id = :id";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":id": id, ":name": to.name, ":mode": to.mode, ":language": to.language, ":fallback": to.fallback_queue,
        ":cost": to.cost.0, ":blocking": to.block.blocking(), ":wrap_up": to.block.time(),
        ":presences": serde_json::to_string(&to.allowed)?, ":matching": to.matching, ":keep": to.keep_agent,
        ":auto_close": to.auto_close, ":quiet": to.quiet_after_answer, ":way": to.offer.way, ":offer": to.offer.timeout, ":may_pick": to.may_pick,
        ":now": now,
    })?;
    Ok(())
}

/// Deletes one with its rules; the rows stay, for old conversations name them.
///
/// # Errors
/// As every write.
pub fn delete(tx: &Tx<'_>, id: WorkstreamId, now: Timestamp) -> Result<(), Fault> {
    for sql in [
        "UPDATE rule SET deleted_at = ?2, updated_at = ?2 WHERE workstream_id = ?1 AND deleted_at IS NULL",
        "UPDATE rule_set SET deleted_at = ?2, updated_at = ?2 WHERE workstream_id = ?1 AND deleted_at IS NULL",
        "UPDATE workstream SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute((id, now))?;
    }
    Ok(())
}

/// How many workstreams fall back to a queue.
///
/// # Errors
/// As every query.
pub fn falling_back_to(db: &Db, queue: QueueId) -> Result<i64, Fault> {
    let sql = "SELECT count(*) FROM workstream WHERE deleted_at IS NULL AND coalesce(fallback_queue_id, 1) = ?1";
    Ok(db.prepare_cached(sql)?.query_row([queue], |row| row.get(0))?)
}

/// Everything that keeps it from being deleted.
///
/// # Errors
/// As every query.
pub fn uses(db: &Db, id: WorkstreamId) -> Result<Vec<Use>, Fault> {
    let count = |by, sql| {
        let count = db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;
        Ok::<_, Fault>(Use { by, count })
    };
    Ok(in_use::reasons(&[
        Use { by: By::Installation, count: i64::from(id == streams::DEFAULT) },
        count(By::Numbers, "SELECT count(*) FROM number WHERE workstream_id = ?1 AND deleted_at IS NULL")?,
        count(
            By::Conversations,
            // What goes on first, for a number leads to all that it ever had.
            "SELECT count(*) FROM conversation c INDEXED BY conversation_state CROSS JOIN number n ON n.id = c.number_id
             WHERE c.state <> 'closed' AND n.workstream_id = ?1",
        )?,
        count(By::QuickReplies, "SELECT count(*) FROM quick_reply_workstream WHERE workstream_id = ?1")?,
    ]))
}

#[cfg(test)]
mod tests;
