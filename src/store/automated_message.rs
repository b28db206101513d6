//! What is set to be said by itself, and when which contact was told it.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::automatic::{Scope, Setting, Settings, Trigger};
use crate::domain::ids::{NumberId, ThreadId, WorkstreamId};
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

const COLUMNS: &str = "trigger, active, texts, after_ms, once_per_ms";

fn from_row(row: &Row<'_>) -> rusqlite::Result<(Trigger, Setting)> {
    let setting = Setting {
        active: row.get("active")?,
        texts: json(row, "texts")?,
        after: row.get("after_ms")?,
        once_per: row.get("once_per_ms")?,
    };
    Ok((row.get("trigger")?, setting))
}

/// What counts for a number: its own settings and those of its workstream.
///
/// # Errors
/// The store's.
pub fn of_number(db: &Db, number: NumberId) -> Result<Settings, Fault> {
    let sql = format!(
        "SELECT 1 AS own, {COLUMNS} FROM automated_message WHERE number_id = ?1
         UNION ALL SELECT 0, {COLUMNS} FROM automated_message
           WHERE workstream_id = (SELECT workstream_id FROM number WHERE id = ?1)"
    );
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map([number], |row| Ok((row.get("own")?, from_row(row)?)))?;
    let mut settings = Settings::default();
    for row in rows {
        let (own, (trigger, setting)) = row?;
        let set = if own { &mut settings.number } else { &mut settings.workstream };
        set.insert(trigger, setting);
    }
    Ok(settings)
}

/// What is set for a workstream.
///
/// # Errors
/// The store's.
pub fn of_workstream(db: &Db, workstream: WorkstreamId) -> Result<Settings, Fault> {
    Ok(Settings { number: BTreeMap::new(), workstream: own(db, Scope::Workstream(workstream))? })
}

/// What counts for a scope.
///
/// # Errors
/// The store's.
pub fn of(db: &Db, scope: Scope) -> Result<Settings, Fault> {
    match scope {
        Scope::Workstream(id) => of_workstream(db, id),
        Scope::Number(id) => of_number(db, id),
    }
}

/// What is set for this scope itself.
fn own(db: &Db, scope: Scope) -> Result<BTreeMap<Trigger, Setting>, Fault> {
    let (column, id) = place(scope);
    let mut query = db.prepare_cached(&format!("SELECT {COLUMNS} FROM automated_message WHERE {column} = ?1"))?;
    let rows = query.query_map([id], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

const fn place(scope: Scope) -> (&'static str, i64) {
    match scope {
        Scope::Workstream(id) => ("workstream_id", id.0),
        Scope::Number(id) => ("number_id", id.0),
    }
}

/// Sets one.
///
/// # Errors
/// The store's.
pub fn set(tx: &Tx<'_>, scope: Scope, trigger: Trigger, to: &Setting, now: Timestamp) -> Result<(), Fault> {
    let (column, id) = place(scope);
    remove(tx, scope, trigger)?;
    tx.prepare_cached(&format!(
        "INSERT INTO automated_message ({column}, trigger, active, texts, after_ms, once_per_ms, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    ))?
    .execute((id, trigger, to.active, serde_json::to_string(&to.texts)?, to.after, to.once_per, now))?;
    Ok(())
}

/// Takes one away, so that what stands behind it counts; whether there was one.
///
/// # Errors
/// The store's.
pub fn remove(tx: &Tx<'_>, scope: Scope, trigger: Trigger) -> Result<bool, Fault> {
    let (column, id) = place(scope);
    let sql = format!("DELETE FROM automated_message WHERE {column} = ?1 AND trigger = ?2");
    Ok(tx.prepare_cached(&sql)?.execute((id, trigger))? > 0)
}

/// When the contact of a thread was last told something.
///
/// # Errors
/// The store's.
pub fn told_at(db: &Db, thread: ThreadId, trigger: Trigger) -> Result<Option<Timestamp>, Fault> {
    let mut query = db.prepare_cached("SELECT at FROM automated_told WHERE thread_id = ?1 AND trigger = ?2")?;
    Ok(query.query_row((thread, trigger), |row| row.get(0)).optional()?)
}

/// Notes that the contact of a thread is told something.
///
/// # Errors
/// The store's.
pub fn note_told(tx: &Tx<'_>, thread: ThreadId, trigger: Trigger, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO automated_told (thread_id, trigger, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (thread_id, trigger) DO UPDATE SET at = excluded.at",
    )?
    .execute((thread, trigger, now))?;
    Ok(())
}

/// Notes that everybody who waits in a scope now is told that it takes long: who waits later is told in time.
///
/// # Errors
/// The store's.
pub fn note_waiting_told(tx: &Tx<'_>, scope: Scope, now: Timestamp) -> Result<(), Fault> {
    let (numbers, id) = match scope {
        Scope::Workstream(id) => ("number_id IN (SELECT id FROM number WHERE workstream_id = ?1)", id.0),
        Scope::Number(id) => ("number_id = ?1", id.0),
    };
    // By the index of those who wait, not by all that a number ever had.
    tx.prepare_cached(&format!(
        "INSERT INTO automated_told (thread_id, trigger, at)
         SELECT thread_id, ?2, ?3 FROM conversation INDEXED BY conversation_open
         WHERE state = 'open' AND waiting_since_at IS NOT NULL AND {numbers}
         ON CONFLICT (thread_id, trigger) DO UPDATE SET at = excluded.at"
    ))?
    .execute((id, Trigger::WaitingLong, now))?;
    Ok(())
}

/// When a person or a bot last answered in a thread after `since`. What was sent to somebody without anybody being at
/// work on it is no answer, nor is what is said by itself.
///
/// # Errors
/// The store's.
pub fn answered_at(db: &Db, thread: ThreadId, since: Timestamp) -> Result<Option<Timestamp>, Fault> {
    let sql = "SELECT max(m.created_at) FROM message m JOIN conversation c ON c.id = m.conversation_id
        WHERE m.thread_id = ?1 AND m.created_at > ?2 AND m.direction = 'out' AND c.quiet = 0
          AND (m.author <> 'automatic' OR m.extra ->> '$.trigger' IS NULL)";
    Ok(db.prepare_cached(sql)?.query_row((thread, since), |row| row.get(0))?)
}

/// What the contact of a thread wrote last.
///
/// # Errors
/// The store's.
pub fn last_words(db: &Db, thread: ThreadId) -> Result<Option<String>, Fault> {
    let sql = "SELECT body FROM message WHERE thread_id = ?1 AND direction = 'in' AND body <> ''
        ORDER BY created_at DESC, id DESC LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_row([thread], |row| row.get(0)).optional()?)
}
