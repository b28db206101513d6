//! Files that were chosen and are in no message yet.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::{ContentId, ThreadId, UploadId};
use crate::domain::media::outgoing;
use crate::domain::message::Kind;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx, content};

/// A file that waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id.
    pub id: UploadId,
    /// Where it is to be sent, if that was said.
    pub thread: Option<ThreadId>,
    /// Its bytes.
    pub content: ContentId,
    /// What they are.
    pub content_type: String,
    /// What it is called, made safe.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// It is a picture that has to be made smaller first.
    pub too_large: bool,
    /// Width and height of its small picture, if it has one.
    pub preview: Option<(i64, i64)>,
}

impl Upload {
    /// What it becomes when it is sent.
    #[must_use]
    pub fn kind(&self) -> Kind {
        outgoing::kind(&self.content_type).unwrap_or(Kind::Document)
    }
}

/// A file as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// Whose it is, such as `user:3`.
    pub owner: &'a str,
    /// Where it is to be sent, if that was said.
    pub thread: Option<ThreadId>,
    /// Its bytes.
    pub content: ContentId,
    /// What they are.
    pub content_type: &'a str,
    /// What it is called, made safe.
    pub name: &'a str,
    /// In bytes.
    pub size: u64,
    /// It has to be made smaller first.
    pub too_large: bool,
}

const SQL: &str =
    "SELECT u.id AS id, u.thread_id AS thread_id, u.content_id AS content_id, u.content_type AS content_type,
    u.name AS name, u.size AS size, u.too_large AS too_large, p.width AS width, p.height AS height
  FROM upload u LEFT JOIN content_preview p ON p.content_id = u.content_id";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Upload> {
    let width: Option<i64> = row.get("width")?;
    Ok(Upload {
        id: row.get("id")?,
        thread: row.get("thread_id")?,
        content: row.get("content_id")?,
        content_type: row.get("content_type")?,
        name: row.get("name")?,
        size: u64::try_from(row.get::<_, i64>("size")?).unwrap_or(0),
        too_large: row.get("too_large")?,
        preview: width.zip(row.get("height")?),
    })
}

/// Keeps one.
///
/// # Errors
/// As every write.
pub fn insert(tx: &Tx<'_>, new: &New<'_>, now: Timestamp) -> Result<UploadId, Fault> {
    let sql = "INSERT INTO upload (owner, thread_id, content_id, content_type, name, size, too_large, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let size = i64::try_from(new.size).unwrap_or(i64::MAX);
    tx.prepare_cached(sql)?.execute((
        new.owner,
        new.thread,
        new.content,
        new.content_type,
        new.name,
        size,
        new.too_large,
        now,
    ))?;
    Ok(UploadId(tx.last_insert_rowid()))
}

/// One of an owner's.
///
/// # Errors
/// As every query.
pub fn get(db: &Db, owner: &str, id: UploadId) -> Result<Option<Upload>, Fault> {
    let sql = format!("{SQL} WHERE u.id = ?1 AND u.owner = ?2");
    Ok(db.prepare_cached(&sql)?.query_row((id, owner), from_row).optional()?)
}

/// One that any program brought: a bot answers for the program behind it, whatever token brought the file.
///
/// # Errors
/// As every query.
pub fn of_programs(db: &Db, id: UploadId) -> Result<Option<Upload>, Fault> {
    let sql = format!("{SQL} WHERE u.id = ?1 AND u.owner LIKE 'token:%'");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// What an owner has chosen for a thread, in order.
///
/// # Errors
/// As every query.
pub fn of_thread(db: &Db, owner: &str, thread: ThreadId) -> Result<Vec<Upload>, Fault> {
    let mut statement = db.prepare_cached(&format!("{SQL} WHERE u.owner = ?1 AND u.thread_id = ?2 ORDER BY u.id"))?;
    let rows = statement.query_map((owner, thread), from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Another content in its place: the smaller one.
///
/// # Errors
/// As every write.
pub fn replace(tx: &Tx<'_>, upload: &Upload, new: (ContentId, &str, &str, u64), now: Timestamp) -> Result<(), Fault> {
    let (content, content_type, name, size) = new;
    let sql = "UPDATE upload SET content_id = ?2, content_type = ?3, name = ?4, size = ?5, too_large = 0 WHERE id = ?1";
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    tx.prepare_cached(sql)?.execute((upload.id, content, content_type, name, size))?;
    content::let_go(tx, upload.content, now)
}

/// Forgets one: it was sent, or is not wanted.
///
/// # Errors
/// As every write.
pub fn remove(tx: &Tx<'_>, upload: &Upload, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM upload WHERE id = ?1")?.execute([upload.id])?;
    content::let_go(tx, upload.content, now)
}

/// Forgets at most `limit` that nobody has sent since before `before`; how many.
///
/// # Errors
/// As every write.
pub fn remove_old(tx: &Tx<'_>, before: Timestamp, limit: u32, now: Timestamp) -> Result<usize, Fault> {
    let mut statement = tx.prepare_cached(&format!("{SQL} WHERE u.created_at < ?1 ORDER BY u.created_at LIMIT ?2"))?;
    let old: Vec<Upload> = statement.query_map((before, limit), from_row)?.collect::<Result<_, _>>()?;
    for upload in &old {
        remove(tx, upload, now)?;
    }
    Ok(old.len())
}
