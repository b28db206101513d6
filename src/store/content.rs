//! The bytes of files, once for each content: in pieces, so that neither who writes nor who reads one holds up anybody.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::ContentId;
use crate::domain::time::{Millis, Timestamp};
use crate::store::{Db, Fault, Tx};

/// The size of a piece; the last one of a content has what is left.
pub const PART_BYTES: usize = 256 * 1024;
/// So long a content may be without anything that leads to it.
const LOOSE: Millis = Millis::days(1);

/// A content without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its id.
    pub id: ContentId,
    /// Its size in bytes.
    pub size: u64,
    /// What the bytes are.
    pub content_type: String,
    /// Their hash.
    pub sha256: Vec<u8>,
}

/// A small picture of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// JPEG.
    pub bytes: Vec<u8>,
}

/// The content with this hash, if it is here whole. It stays for a day from now on, so that something can lead to it.
///
/// # Errors
/// As every write.
pub fn again(tx: &Tx<'_>, sha256: &[u8], now: Timestamp) -> Result<Option<ContentId>, Fault> {
    let sql = "UPDATE content SET used_at = ?2 WHERE sha256 = ?1 AND complete = 1 RETURNING id";
    Ok(tx.prepare_cached(sql)?.query_row((sha256, now), |row| row.get(0)).optional()?)
}

/// A content whose pieces come next.
///
/// # Errors
/// As every write.
pub fn begin(tx: &Tx<'_>, sha256: &[u8], size: u64, content_type: &str, now: Timestamp) -> Result<ContentId, Fault> {
    let sql = "INSERT INTO content (sha256, size, content_type, used_at) VALUES (?1, ?2, ?3, ?4)";
    tx.prepare_cached(sql)?.execute((sha256, i64::try_from(size).unwrap_or(i64::MAX), content_type, now))?;
    Ok(ContentId(tx.last_insert_rowid()))
}

/// One of its pieces; all but the last have [`PART_BYTES`].
///
/// # Errors
/// As every write.
pub fn add_part(tx: &Tx<'_>, id: ContentId, position: i64, bytes: &[u8]) -> Result<(), Fault> {
    let sql = "INSERT INTO content_part (content_id, position, bytes) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute((id, position, bytes))?;
    Ok(())
}

/// All pieces are here. If somebody else was faster with the same content, that one counts, and this one goes with the
/// next removal of what nothing leads to.
///
/// # Errors
/// As every write.
pub fn complete(tx: &Tx<'_>, id: ContentId, now: Timestamp) -> Result<ContentId, Fault> {
    let sha256: Vec<u8> =
        tx.prepare_cached("SELECT sha256 FROM content WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    if let Some(other) = again(tx, &sha256, now)? {
        return Ok(other);
    }
    tx.prepare_cached("UPDATE content SET complete = 1, used_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    count(tx, id, 1)?;
    Ok(id)
}

/// One content more, or less.
fn count(tx: &Tx<'_>, id: ContentId, by: i64) -> Result<(), Fault> {
    let sql = "UPDATE content_total SET contents = contents + ?2,
        size = size + ?2 * (SELECT size FROM content WHERE id = ?1) WHERE id = 1";
    tx.prepare_cached(sql)?.execute((id, by))?;
    Ok(())
}

/// Nothing may lead to it any more: if so it goes a day later.
///
/// # Errors
/// As every write.
pub fn let_go(tx: &Tx<'_>, id: ContentId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE content SET loose = 1, used_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    Ok(())
}

/// A content that is here whole.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: ContentId) -> Result<Option<Content>, Fault> {
    let sql = "SELECT id, size, content_type, sha256 FROM content WHERE id = ?1 AND complete = 1";
    let found = db.prepare_cached(sql)?.query_row([id], |row| {
        Ok(Content {
            id: row.get("id")?,
            size: u64::try_from(row.get::<_, i64>("size")?).unwrap_or(0),
            content_type: row.get("content_type")?,
            sha256: row.get("sha256")?,
        })
    });
    Ok(found.optional()?)
}

/// Bytes from `from` on, at most to the end of the piece that holds it and at most `len`. Empty at the end.
///
/// # Errors
/// As every query.
pub fn read(db: &Db, id: ContentId, from: u64, len: u64) -> Result<Vec<u8>, Fault> {
    let part = u64::try_from(PART_BYTES).unwrap_or(u64::MAX);
    let (position, skip) = (from / part, from % part);
    let len = len.min(part - skip);
    // SQLite counts from 1.
    let sql = "SELECT substr(bytes, ?3, ?4) FROM content_part WHERE content_id = ?1 AND position = ?2";
    let number = |given: u64| i64::try_from(given).unwrap_or(i64::MAX);
    let found = db
        .prepare_cached(sql)?
        .query_row((id, number(position), number(skip + 1), number(len)), |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Keeps the small picture of a content.
///
/// # Errors
/// As every write.
pub fn set_preview(tx: &Tx<'_>, id: ContentId, preview: &Preview) -> Result<(), Fault> {
    let sql = "INSERT INTO content_preview (content_id, width, height, bytes) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (content_id) DO NOTHING";
    tx.prepare_cached(sql)?.execute((id, preview.width, preview.height, &preview.bytes))?;
    Ok(())
}

/// The small picture of a content, if it has one.
///
/// # Errors
/// As every query.
pub fn preview(db: &Db, id: ContentId) -> Result<Option<Preview>, Fault> {
    let sql = "SELECT width, height, bytes FROM content_preview WHERE content_id = ?1";
    let found = db.prepare_cached(sql)?.query_row([id], |row| {
        Ok(Preview { width: row.get("width")?, height: row.get("height")?, bytes: row.get("bytes")? })
    });
    Ok(found.optional()?)
}

/// After a start nobody can be writing a content: what is not whole goes with the next removal.
///
/// # Errors
/// As every write.
pub fn recover(tx: &Tx<'_>) -> Result<(), Fault> {
    tx.execute("UPDATE content SET used_at = 0 WHERE complete = 0 AND loose = 1", [])?;
    Ok(())
}

/// Removes at most `parts` pieces of what nothing leads to any more; whether there may be more.
///
/// # Errors
/// As every write.
pub fn remove_loose(tx: &Tx<'_>, parts: u32, now: Timestamp) -> Result<bool, Fault> {
    let sql = "SELECT id, EXISTS (SELECT 1 FROM media WHERE content_id = content.id)
        OR EXISTS (SELECT 1 FROM upload WHERE content_id = content.id) FROM content
        WHERE loose = 1 AND used_at < ?1 ORDER BY used_at LIMIT 1";
    let found: Option<(ContentId, bool)> =
        tx.prepare_cached(sql)?.query_row([now - LOOSE], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((id, used)) = found else { return Ok(false) };
    if used {
        tx.prepare_cached("UPDATE content SET loose = 0 WHERE id = ?1")?.execute([id])?;
        return Ok(true);
    }
    // Nobody finds it from here on.
    let found = tx.prepare_cached("UPDATE content SET complete = 0 WHERE id = ?1 AND complete = 1")?.execute([id])?;
    if found > 0 {
        count(tx, id, -1)?;
    }
    let sql = "DELETE FROM content_part WHERE content_id = ?1 AND position IN
        (SELECT position FROM content_part WHERE content_id = ?1 ORDER BY position DESC LIMIT ?2)";
    let removed = tx.prepare_cached(sql)?.execute((id, parts))?;
    if u32::try_from(removed).unwrap_or(u32::MAX) < parts {
        tx.prepare_cached("DELETE FROM content_preview WHERE content_id = ?1")?.execute([id])?;
        tx.prepare_cached("DELETE FROM content WHERE id = ?1")?.execute([id])?;
    }
    Ok(true)
}

/// How many bytes all contents have together, and how many contents there are.
///
/// # Errors
/// As every query.
pub fn total(db: &Db) -> Result<(i64, i64), Fault> {
    let sql = "SELECT size, contents FROM content_total WHERE id = 1";
    Ok(db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
