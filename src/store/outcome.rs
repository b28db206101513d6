//! Outcomes of workstreams, and which of them conversations have.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::{ConversationId, NumberId, OutcomeId, WorkstreamId};
use crate::domain::outcome::{Entry, Wanted};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// An outcome as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its id.
    pub id: OutcomeId,
    /// What people call it.
    pub name: String,
    /// Under which heading it stands; empty: under none.
    pub category: String,
}

/// What a workstream asks of people who end a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asks {
    /// Whether it cannot end without an outcome.
    pub required: bool,
    /// How many it may have.
    pub most: i64,
}

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Outcome> {
    Ok(Outcome { id: row.get("id")?, name: row.get("name")?, category: row.get("category")? })
}

/// What a workstream asks.
///
/// # Errors
/// As every query.
pub fn asks(db: &Db, workstream: WorkstreamId) -> Result<Asks, Fault> {
    let sql = "SELECT outcome_required, outcomes_max FROM workstream WHERE id = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok(Asks { required: row.get(0)?, most: row.get(1)? });
    Ok(db.prepare_cached(sql)?.query_row([workstream], read)?)
}

/// The workstream of a number, and what it asks.
///
/// # Errors
/// [`Refusal::NotFound`] if there is no such number.
pub fn asked_at(db: &Db, number: NumberId) -> Result<(WorkstreamId, Asks), Fault> {
    let sql =
        "SELECT w.id, w.outcome_required, w.outcomes_max FROM number n JOIN workstream w ON w.id = n.workstream_id
        WHERE n.id = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, Asks { required: row.get(1)?, most: row.get(2)? }));
    Ok(db.prepare_cached(sql)?.query_row([number], read).optional()?.ok_or(Refusal::NotFound)?)
}

/// Those of a workstream, in their order.
///
/// # Errors
/// As every query.
pub fn list(db: &Db, workstream: WorkstreamId) -> Result<Vec<Outcome>, Fault> {
    let sql = "SELECT id, name, category FROM outcome WHERE workstream_id = ?1 AND deleted_at IS NULL
        ORDER BY position, id";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([workstream], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of a conversation, deleted ones too.
///
/// # Errors
/// As every query.
pub fn of(db: &Db, conversation: ConversationId) -> Result<Vec<Outcome>, Fault> {
    let sql = "SELECT o.id AS id, o.name AS name, o.category AS category FROM conversation_outcome c
        JOIN outcome o ON o.id = c.outcome_id WHERE c.conversation_id = ?1 ORDER BY o.position, o.id";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([conversation], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes these the outcomes of a conversation.
///
/// # Errors
/// As every write.
pub fn set_of(tx: &Tx<'_>, conversation: ConversationId, outcomes: &[OutcomeId]) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM conversation_outcome WHERE conversation_id = ?1")?.execute([conversation])?;
    let sql = "INSERT INTO conversation_outcome (conversation_id, outcome_id) VALUES (?1, ?2)";
    let mut statement = tx.prepare_cached(sql)?;
    for outcome in outcomes {
        statement.execute((conversation, outcome))?;
    }
    Ok(())
}

/// Makes these the outcomes of a workstream; each with an id is one that it has. What is left out is deleted.
///
/// # Errors
/// As every write.
pub fn set(tx: &Tx<'_>, workstream: WorkstreamId, wanted: &Wanted, now: Timestamp) -> Result<(), Fault> {
    let kept: Vec<OutcomeId> = wanted.entries.iter().filter_map(|entry| entry.id).collect();
    for gone in list(tx, workstream)?.into_iter().filter(|known| !kept.contains(&known.id)) {
        tx.prepare_cached("UPDATE outcome SET deleted_at = ?2 WHERE id = ?1")?.execute((gone.id, now))?;
    }
    for (position, Entry { id, name, category }) in (1_i64..).zip(&wanted.entries) {
        match id {
            Some(id) => tx
                .prepare_cached("UPDATE outcome SET name = ?2, category = ?3, position = ?4 WHERE id = ?1")?
                .execute((id, name, category, position))?,
            None => tx
                .prepare_cached(
                    "INSERT INTO outcome (workstream_id, name, category, position, created_at)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute((workstream, name, category, position, now))?,
        };
    }
    let sql = "UPDATE workstream SET outcome_required = ?2, outcomes_max = ?3, updated_at = ?4 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((workstream, wanted.required, wanted.most, now))?;
    Ok(())
}

/// What a workstream wants now, as an admin would say it.
///
/// # Errors
/// As every query.
pub fn wanted(db: &Db, workstream: WorkstreamId) -> Result<Wanted, Fault> {
    let Asks { required, most } = asks(db, workstream)?;
    let entry = |kept: Outcome| Entry { id: Some(kept.id), name: kept.name, category: kept.category };
    Ok(Wanted { entries: list(db, workstream)?.into_iter().map(entry).collect(), required, most })
}
