//! Why a conversation is where it is, step by step.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension as _;

use crate::domain::ids::{ConversationId, QueueId, RuleId, SkillId, UserId};
use crate::domain::time::Timestamp;
use crate::domain::trace::{Step, repeats};
use crate::store::row::json;
use crate::store::{Db, Fault, Tx, queue, rule, skill, thread_view};

/// What things in steps are called, also those that are deleted.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Users.
    pub users: BTreeMap<UserId, String>,
    /// Queues.
    pub queues: BTreeMap<QueueId, String>,
    /// Rules of either kind.
    pub rules: BTreeMap<RuleId, String>,
    /// Skills.
    pub skills: BTreeMap<SkillId, String>,
}

/// What everything is called.
///
/// # Errors
/// [`Fault`] of the store.
pub fn names(db: &Db) -> Result<Names, Fault> {
    Ok(Names {
        users: thread_view::names(db)?,
        queues: queue::names(db)?,
        rules: rule::names(db)?,
        skills: skill::names(db)?,
    })
}

/// A step as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its row.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub step: Step,
}

/// Adds a step, unless it says nothing that the last one did not.
///
/// # Errors
/// [`Fault`] of the store.
pub fn add(tx: &Tx<'_>, conversation: ConversationId, step: &Step, at: Timestamp) -> Result<(), Fault> {
    if matches!(step, Step::Nobody { .. } | Step::NotTold { .. }) && repeats(last(tx, conversation)?.as_ref(), step) {
        return Ok(());
    }
    tx.prepare_cached("INSERT INTO trace_step (conversation_id, at, step) VALUES (?1, ?2, ?3)")?.execute((
        conversation,
        at,
        serde_json::to_string(step)?,
    ))?;
    Ok(())
}

fn last(db: &Db, conversation: ConversationId) -> Result<Option<Step>, Fault> {
    let sql = "SELECT step FROM trace_step WHERE conversation_id = ?1 ORDER BY id DESC LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_row([conversation], |row| json(row, "step")).optional()?)
}

/// The newest steps of a conversation, the newest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn latest(db: &Db, conversation: ConversationId, limit: i64) -> Result<Vec<Stored>, Fault> {
    let sql = "SELECT id, at, step FROM trace_step WHERE conversation_id = ?1 ORDER BY id DESC LIMIT ?2";
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map((conversation, limit), |row| {
        Ok(Stored { id: row.get("id")?, at: row.get("at")?, step: json(row, "step")? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The steps of a conversation after the row `after`, oldest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of(db: &Db, conversation: ConversationId, after: i64, limit: i64) -> Result<Vec<Stored>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT id, at, step FROM trace_step WHERE conversation_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
    )?;
    let rows = query.query_map((conversation, after, limit), |row| {
        Ok(Stored { id: row.get("id")?, at: row.get("at")?, step: json(row, "step")? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
