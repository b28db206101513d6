//! Bots of workstreams, and what was published of their menus.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::bot::Kind;
use crate::domain::bot::circuit::Circuit;
use crate::domain::bot::person::{DEFAULT, Words};
use crate::domain::ids::{BotVersionId, HoursId, QueueId, WorkstreamId};
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// A bot as it is stored.
#[derive(Clone, Debug)]
pub struct Bot {
    /// Its workstream.
    pub workstream: WorkstreamId,
    /// What answers.
    pub kind: Kind,
    /// By which words a person is asked for.
    pub words: Words,
    /// The outline as it was last typed.
    pub draft: String,
    /// What is in force of it.
    pub version: Option<BotVersionId>,
    /// The program that is asked.
    pub url: Option<String>,
    /// What signs it, sealed.
    pub secret: Option<Vec<u8>>,
    /// Whether the program answers.
    pub circuit: Circuit,
    /// When it last did not, and what went wrong.
    pub failed: Option<(Timestamp, String)>,
    /// When it last did.
    pub answered_at: Option<Timestamp>,
}

impl Bot {
    /// The bot of a workstream that has none yet.
    #[must_use]
    pub fn none(workstream: WorkstreamId) -> Self {
        Self {
            workstream,
            kind: Kind::Off,
            words: Words::default(),
            draft: String::new(),
            version: None,
            url: None,
            secret: None,
            circuit: Circuit::default(),
            failed: None,
            answered_at: None,
        }
    }
}

/// What was published.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its id.
    pub id: BotVersionId,
    /// Its workstream.
    pub workstream: WorkstreamId,
    /// 1, 2, 3…
    pub number: i64,
    /// The outline.
    pub outline: String,
    /// The queues that it names, folded.
    pub queues: BTreeMap<String, QueueId>,
    /// The opening hours that it names, folded.
    pub hours: BTreeMap<String, HoursId>,
    /// Who published it.
    pub by: String,
    /// When.
    pub created_at: Timestamp,
}

const COLUMNS: &str = "workstream_id, kind, words, draft, version_id, url, secret, failures, rests_until_at, failed_at,
    failed_with, answered_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Bot> {
    let words: String = row.get("words")?;
    let (failed_at, failed_with): (Option<Timestamp>, Option<String>) =
        (row.get("failed_at")?, row.get("failed_with")?);
    Ok(Bot {
        workstream: row.get("workstream_id")?,
        kind: row.get("kind")?,
        words: Words::parse(&words).unwrap_or_default(),
        draft: row.get("draft")?,
        version: row.get("version_id")?,
        url: row.get("url")?,
        secret: row.get("secret")?,
        circuit: Circuit { failures: row.get("failures")?, rests_until: row.get("rests_until_at")? },
        failed: failed_at.zip(failed_with),
        answered_at: row.get("answered_at")?,
    })
}

/// The bot of a workstream.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of(db: &Db, workstream: WorkstreamId) -> Result<Bot, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM bot WHERE workstream_id = ?1");
    let found = db.prepare_cached(&sql)?.query_row([workstream], from_row).optional()?;
    Ok(found.unwrap_or_else(|| Bot::none(workstream)))
}

fn make(tx: &Tx<'_>, workstream: WorkstreamId, now: Timestamp) -> Result<(), Fault> {
    let sql = "INSERT OR IGNORE INTO bot (workstream_id, words, updated_at) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute((workstream, DEFAULT, now))?;
    Ok(())
}

/// Keeps what is typed of the outline.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_draft(tx: &Tx<'_>, workstream: WorkstreamId, draft: &str, now: Timestamp) -> Result<(), Fault> {
    make(tx, workstream, now)?;
    let sql = "UPDATE bot SET draft = ?2, updated_at = ?3 WHERE workstream_id = ?1";
    tx.prepare_cached(sql)?.execute((workstream, draft, now))?;
    Ok(())
}

/// Keeps what answers, and by which words a person is asked for.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_kind(tx: &Tx<'_>, workstream: WorkstreamId, kind: Kind, words: &Words, now: Timestamp) -> Result<(), Fault> {
    make(tx, workstream, now)?;
    let sql = "UPDATE bot SET kind = ?2, words = ?3, updated_at = ?4 WHERE workstream_id = ?1";
    tx.prepare_cached(sql)?.execute((workstream, kind, words.list(), now))?;
    Ok(())
}

/// Keeps where its program is; `secret` is sealed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_program(
    tx: &Tx<'_>,
    workstream: WorkstreamId,
    url: &str,
    secret: &[u8],
    now: Timestamp,
) -> Result<(), Fault> {
    make(tx, workstream, now)?;
    let sql = "UPDATE bot SET url = ?2, secret = ?3, failures = 0, rests_until_at = NULL, failed_at = NULL,
          failed_with = NULL, answered_at = NULL, updated_at = ?4 WHERE workstream_id = ?1";
    tx.prepare_cached(sql)?.execute((workstream, url, secret, now))?;
    Ok(())
}

/// Notes whether its program answered; `wrong` says what was wrong.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_answer(
    tx: &Tx<'_>,
    workstream: WorkstreamId,
    circuit: Circuit,
    wrong: Option<&str>,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE bot SET failures = :failures, rests_until_at = :rests,
           failed_at = CASE WHEN :wrong IS NULL THEN failed_at ELSE :now END,
           failed_with = coalesce(:wrong, failed_with),
           answered_at = CASE WHEN :wrong IS NULL THEN :now ELSE answered_at END
         WHERE workstream_id = :workstream",
    )?
    .execute(named_params! {
        ":workstream": workstream, ":failures": circuit.failures, ":rests": circuit.rests_until, ":wrong": wrong,
        ":now": now,
    })?;
    Ok(())
}

/// Keeps a version and puts it in force; its number.
///
/// # Errors
/// [`Fault`] of the store.
pub fn publish(
    tx: &Tx<'_>,
    workstream: WorkstreamId,
    outline: &str,
    (queues, hours): (&BTreeMap<String, QueueId>, &BTreeMap<String, HoursId>),
    by: &str,
    now: Timestamp,
) -> Result<i64, Fault> {
    make(tx, workstream, now)?;
    let sql = "INSERT INTO bot_version (workstream_id, number, outline, queues, hours, published_by, created_at)
        VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM bot_version WHERE workstream_id = ?1), ?2, ?3, ?4, ?5, ?6)
        RETURNING number";
    let (queues, hours) = (serde_json::to_string(queues)?, serde_json::to_string(hours)?);
    let number = tx.prepare_cached(sql)?.query_row((workstream, outline, queues, hours, by, now), |row| row.get(0))?;
    let sql = "UPDATE bot SET version_id = ?2, draft = ?3, updated_at = ?4 WHERE workstream_id = ?1";
    tx.prepare_cached(sql)?.execute((workstream, tx.last_insert_rowid(), outline, now))?;
    Ok(number)
}

const VERSION: &str =
    "SELECT id, workstream_id, number, outline, queues, hours, published_by, created_at FROM bot_version";

fn version_from_row(row: &Row<'_>) -> rusqlite::Result<Version> {
    Ok(Version {
        id: row.get("id")?,
        workstream: row.get("workstream_id")?,
        number: row.get("number")?,
        outline: row.get("outline")?,
        queues: json(row, "queues")?,
        hours: json(row, "hours")?,
        by: row.get("published_by")?,
        created_at: row.get("created_at")?,
    })
}

/// A version by id.
///
/// # Errors
/// [`Fault`] of the store.
pub fn version(db: &Db, id: BotVersionId) -> Result<Option<Version>, Fault> {
    Ok(db.prepare_cached(&format!("{VERSION} WHERE id = ?1"))?.query_row([id], version_from_row).optional()?)
}

/// A version of a workstream by its number.
///
/// # Errors
/// [`Fault`] of the store.
pub fn version_by_number(db: &Db, workstream: WorkstreamId, number: i64) -> Result<Option<Version>, Fault> {
    let sql = format!("{VERSION} WHERE workstream_id = ?1 AND number = ?2");
    Ok(db.prepare_cached(&sql)?.query_row((workstream, number), version_from_row).optional()?)
}

/// The versions of a workstream before `before`, the newest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn versions(db: &Db, workstream: WorkstreamId, before: i64, limit: i64) -> Result<Vec<Version>, Fault> {
    let sql = format!("{VERSION} WHERE workstream_id = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3");
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map((workstream, before, limit), version_from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// In how many menus that are in force a queue is named.
///
/// # Errors
/// [`Fault`] of the store.
pub fn naming_queue(db: &Db, id: QueueId) -> Result<i64, Fault> {
    naming(db, "queues", id.0)
}

/// In how many menus that are in force opening hours are named.
///
/// # Errors
/// [`Fault`] of the store.
pub fn naming_hours(db: &Db, id: HoursId) -> Result<i64, Fault> {
    naming(db, "hours", id.0)
}

fn naming(db: &Db, column: &str, id: i64) -> Result<i64, Fault> {
    let sql = format!(
        "SELECT count(*) FROM bot b JOIN bot_version v ON v.id = b.version_id
         JOIN workstream w ON w.id = b.workstream_id AND w.deleted_at IS NULL
         WHERE b.kind = 'menu' AND EXISTS (SELECT 1 FROM json_each(v.{column}) j WHERE j.value = ?1)"
    );
    Ok(db.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?)
}
