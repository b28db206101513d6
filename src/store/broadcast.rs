//! Broadcasts: what they send, and where they stand.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::broadcast::State;
use crate::domain::broadcast::columns::Columns;
use crate::domain::ids::{BroadcastId, NumberId, TemplateId};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// A list as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sheet {
    /// The names in its first row.
    pub columns: Vec<String>,
    /// Its rows: the number by which a spreadsheet counts it, and its cells.
    pub rows: Vec<(i64, Vec<String>)>,
}

/// A broadcast as it is stored, without its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broadcast {
    /// Which.
    pub id: BroadcastId,
    /// What it is called.
    pub name: String,
    /// Our number.
    pub number: NumberId,
    /// The template in the language that counts where no other fits.
    pub template: TemplateId,
    /// Where it stands.
    pub state: State,
    /// Which column says what.
    pub columns: Columns,
    /// The check whose rows count.
    pub round: i64,
    /// When it begins by itself.
    pub due_at: Option<Timestamp>,
    /// Why it paused by itself.
    pub paused_because: Option<String>,
    /// Who made it: `user:3`, `token:2`.
    pub created_by: String,
    /// In whose name it is sent.
    pub confirmed_by: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its first message left.
    pub started_at: Option<Timestamp>,
    /// When it was done or cancelled.
    pub ended_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, name, number_id, template_id, state, columns, round, due_at, paused_because, created_by, \
    confirmed_by, created_at, started_at, ended_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Broadcast> {
    let columns: String = row.get("columns")?;
    Ok(Broadcast {
        id: row.get("id")?,
        name: row.get("name")?,
        number: row.get("number_id")?,
        template: row.get("template_id")?,
        state: row.get("state")?,
        columns: serde_json::from_str(&columns).unwrap_or_default(),
        round: row.get("round")?,
        due_at: row.get("due_at")?,
        paused_because: row.get("paused_because")?,
        created_by: row.get("created_by")?,
        confirmed_by: row.get("confirmed_by")?,
        created_at: row.get("created_at")?,
        started_at: row.get("started_at")?,
        ended_at: row.get("ended_at")?,
    })
}

/// The one with this id.
///
/// # Errors
/// [`Fault`] of the store.
pub fn by_id(db: &Db, id: BroadcastId) -> Result<Option<Broadcast>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM broadcast WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// Broadcasts, the latest first, before `before`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn list(db: &Db, before: Option<BroadcastId>, limit: i64) -> Result<Vec<Broadcast>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM broadcast WHERE id < ?1 ORDER BY id DESC LIMIT ?2");
    let mut query = db.prepare_cached(&sql)?;
    let before = before.map_or(i64::MAX, |id| id.0);
    let found = query.query_map((before, limit), from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Those that are at work, or whose time has come.
///
/// # Errors
/// [`Fault`] of the store.
pub fn at_work(db: &Db, now: Timestamp) -> Result<Vec<Broadcast>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM broadcast
         WHERE (state = 'scheduled' OR state = 'running') AND (state = 'running' OR due_at <= ?1) ORDER BY id"
    );
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map([now], from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The list of one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn sheet(db: &Db, id: BroadcastId) -> Result<Sheet, Fault> {
    let text: String =
        db.prepare_cached("SELECT sheet FROM broadcast WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    Ok(serde_json::from_str(&text)?)
}

/// A new one.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Our number.
    pub number: NumberId,
    /// The template.
    pub template: TemplateId,
    /// Its list.
    pub sheet: &'a Sheet,
    /// Which column says what.
    pub columns: &'a Columns,
    /// Who makes it.
    pub by: &'a str,
}

/// Makes one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(tx: &Tx<'_>, new: &New<'_>, now: Timestamp) -> Result<BroadcastId, Fault> {
    let (sheet, columns) = (serde_json::to_string(new.sheet)?, serde_json::to_string(new.columns)?);
    tx.prepare_cached(
        "INSERT INTO broadcast (name, number_id, template_id, state, sheet, columns, created_by, created_at)
         VALUES (?1, ?2, ?3, 'draft', ?4, ?5, ?6, ?7)",
    )?
    .execute((new.name, new.number, new.template, sheet, columns, new.by, now))?;
    Ok(BroadcastId(tx.last_insert_rowid()))
}

/// Another list.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_sheet(tx: &Tx<'_>, id: BroadcastId, sheet: &Sheet) -> Result<(), Fault> {
    let sheet = serde_json::to_string(sheet)?;
    tx.prepare_cached("UPDATE broadcast SET sheet = ?2 WHERE id = ?1")?.execute((id, sheet))?;
    Ok(())
}

/// A new check begins: the rows of the last one are gone, and it is a draft until this one is through.
///
/// # Errors
/// [`Fault`] of the store.
pub fn begin_round(tx: &Tx<'_>, id: BroadcastId, columns: &Columns) -> Result<i64, Fault> {
    tx.prepare_cached("DELETE FROM broadcast_row WHERE broadcast_id = ?1")?.execute([id])?;
    let columns = serde_json::to_string(columns)?;
    Ok(tx
        .prepare_cached(
            "UPDATE broadcast SET round = round + 1, state = 'draft', columns = ?2 WHERE id = ?1 RETURNING round",
        )?
        .query_row((id, columns), |row| row.get(0))?)
}

/// Moves it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_state(tx: &Tx<'_>, id: BroadcastId, state: State, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE broadcast SET state = ?2, paused_because = NULL,
           due_at = CASE WHEN ?2 = 'scheduled' THEN due_at END,
           started_at = CASE WHEN ?2 = 'running' THEN coalesce(started_at, ?3) ELSE started_at END,
           ended_at = CASE WHEN ?2 IN ('cancelled', 'done') THEN ?3 END
         WHERE id = ?1",
    )?
    .execute((id, state, now))?;
    Ok(())
}

/// Somebody confirmed it: it is scheduled for a time, or runs.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_confirmed(
    tx: &Tx<'_>,
    id: BroadcastId,
    state: State,
    by: &str,
    due_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE broadcast SET state = ?2, confirmed_by = ?3, due_at = ?4, paused_because = NULL,
           started_at = CASE WHEN ?2 = 'running' THEN coalesce(started_at, ?5) ELSE started_at END
         WHERE id = ?1",
    )?
    .execute((id, state, by, due_at, now))?;
    Ok(())
}

/// Why it paused by itself.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_paused_because(tx: &Tx<'_>, id: BroadcastId, code: &str) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE broadcast SET paused_because = ?2 WHERE id = ?1")?.execute((id, code))?;
    Ok(())
}
