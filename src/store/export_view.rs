//! A thread to be taken along, and everything that is known of the way of one message.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::{ConversationId, MessageId, ThreadId};
use crate::domain::message::{Author, Kind, Status};
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault};

/// The most messages of one export, the newest.
pub const LINES_MAX: i64 = 20_000;

/// One message.
#[derive(Clone, Debug)]
pub struct Line {
    /// When it came or was written.
    pub at: Timestamp,
    /// Whether the contact wrote it.
    pub inbound: bool,
    /// The user or program of ours that wrote it.
    pub author: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub body: String,
    /// Its files: names, or what they are.
    pub files: Vec<String>,
    /// How far it came.
    pub status: Status,
}

/// The messages of a thread, oldest first; of more than [`LINES_MAX`] the newest.
///
/// # Errors
/// As every query.
pub fn thread(db: &Db, thread: ThreadId) -> Result<Vec<Line>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT m.created_at AS at, m.direction = 'in' AS inbound, m.kind AS kind, m.body AS body, m.status AS status,
           CASE m.author WHEN 'user' THEN (SELECT name FROM user WHERE id = m.author_id)
             WHEN 'token' THEN (SELECT name FROM api_token WHERE id = m.author_id) END AS author,
           (SELECT json_group_array(coalesce(nullif(name, ''), content_type) ORDER BY position) FROM media
             WHERE message_id = m.id) AS files
         FROM message m WHERE m.thread_id = ?1 ORDER BY m.created_at DESC, m.id DESC LIMIT ?2",
    )?;
    let rows = statement.query_map((thread, LINES_MAX), |row| {
        Ok(Line {
            at: row.get("at")?,
            inbound: row.get("inbound")?,
            author: row.get("author")?,
            kind: row.get("kind")?,
            body: row.get("body")?,
            files: json(row, "files")?,
            status: row.get("status")?,
        })
    })?;
    let mut lines: Vec<Line> = rows.collect::<Result<_, _>>()?;
    lines.reverse();
    Ok(lines)
}

/// An attempt to hand a message over.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// 1 for the first.
    pub number: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; `None`: it runs, or we were stopped in it.
    pub ended_at: Option<Timestamp>,
    /// What came of it, as [`crate::store::attempt::AttemptOutcome`] has it.
    pub outcome: Option<String>,
    /// The status of the provider's answer.
    pub http_status: Option<i64>,
    /// The provider's code.
    pub code: Option<i64>,
    /// What the provider said.
    pub note: Option<String>,
}

/// The way of one message.
#[derive(Clone, Debug)]
pub struct Way {
    /// Whether the contact wrote it.
    pub inbound: bool,
    /// How far it came.
    pub status: Status,
    /// When it came that far.
    pub status_at: Timestamp,
    /// When it came or was written.
    pub created_at: Timestamp,
    /// When the provider had it.
    pub handed_over_at: Option<Timestamp>,
    /// When it was delivered.
    pub delivered_at: Option<Timestamp>,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// The provider's id.
    pub provider_sid: Option<String>,
    /// Why it failed: the provider's number, or a word of ours.
    pub error_code: Option<String>,
    /// Whether no webhook brought it.
    pub recovered: bool,
    /// Who wrote it.
    pub author: Author,
    /// The attempts to hand it over, the first first.
    pub attempts: Vec<Attempt>,
}

/// The way of a message of the thread that a conversation is in; `None`: it has none such.
///
/// # Errors
/// As every query.
pub fn way(db: &Db, conversation: ConversationId, message: MessageId) -> Result<Option<Way>, Fault> {
    let sql = "SELECT m.direction = 'in' AS inbound, m.status AS status, m.status_at AS status_at,
          m.created_at AS created_at, m.handed_over_at AS handed_over_at, m.delivered_at AS delivered_at,
          m.read_at AS read_at, m.provider_sid AS provider_sid, m.error_code AS error_code, m.recovered AS recovered,
          m.author AS author
        FROM message m JOIN conversation c ON c.thread_id = m.thread_id WHERE m.id = ?1 AND c.id = ?2";
    let found = db.prepare_cached(sql)?.query_row((message, conversation), |row| {
        Ok(Way {
            inbound: row.get("inbound")?,
            status: row.get("status")?,
            status_at: row.get("status_at")?,
            created_at: row.get("created_at")?,
            handed_over_at: row.get("handed_over_at")?,
            delivered_at: row.get("delivered_at")?,
            read_at: row.get("read_at")?,
            provider_sid: row.get("provider_sid")?,
            error_code: row.get("error_code")?,
            recovered: row.get("recovered")?,
            author: row.get("author")?,
            attempts: Vec::new(),
        })
    });
    let Some(found) = found.optional()? else { return Ok(None) };
    Ok(Some(Way { attempts: attempts(db, message)?, ..found }))
}

/// The attempts to hand a message over, the first first.
///
/// # Errors
/// As every query.
pub fn attempts(db: &Db, message: MessageId) -> Result<Vec<Attempt>, Fault> {
    let sql = "SELECT number, started_at, ended_at, outcome, http_status, code, note FROM attempt
        WHERE message_id = ?1 ORDER BY number";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([message], |row| {
        Ok(Attempt {
            number: row.get("number")?,
            started_at: row.get("started_at")?,
            ended_at: row.get("ended_at")?,
            outcome: row.get("outcome")?,
            http_status: row.get("http_status")?,
            code: row.get("code")?,
            note: row.get("note")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
