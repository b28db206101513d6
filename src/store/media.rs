//! Attachments of messages: what was announced, whether it was fetched, and what it turned out to be.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::{AccountId, ContentId, MediaId, MessageId, NumberId, ThreadId};
use crate::domain::inbound::MediaRef;
use crate::domain::media::Reason;
use crate::domain::message::MediaState;
use crate::domain::time::{Millis, Timestamp};
use crate::store::upload::Upload;
use crate::store::{Db, Fault, Tx};

/// One that was claimed for longer than this was lost with whoever fetched it.
const LOST: Millis = Millis::minutes(10);

/// An attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Its id.
    pub id: MediaId,
    /// Its message.
    pub message: MessageId,
    /// The number of its thread.
    pub number: NumberId,
    /// Where the provider has it; `None`: it is from us.
    pub url: Option<String>,
    /// What the provider called it; untrusted.
    pub announced_type: String,
    /// What it is, once that is known.
    pub content_type: String,
    /// Where it stands.
    pub state: MediaState,
    /// Why it is not ready.
    pub reason: Option<Reason>,
    /// Its name, made safe.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size: Option<i64>,
    /// Its bytes.
    pub content: Option<ContentId>,
    /// How often it was asked for.
    pub attempts: u32,
    /// When it came.
    pub created_at: Timestamp,
}

const COLUMNS: &str =
    "id, message_id, number_id, url, announced_type, content_type, state, reason, name, size, content_id,
    attempts, created_at";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Media> {
    Ok(Media {
        id: row.get("id")?,
        message: row.get("message_id")?,
        number: row.get("number_id")?,
        url: row.get("url")?,
        announced_type: row.get("announced_type")?,
        content_type: row.get("content_type")?,
        state: row.get("state")?,
        reason: row.get("reason")?,
        name: row.get("name")?,
        size: row.get("size")?,
        content: row.get("content_id")?,
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
    })
}

/// What came with a message, to be fetched.
///
/// # Errors
/// As every write.
pub fn insert(
    tx: &Tx<'_>,
    (thread, message): (ThreadId, MessageId),
    position: usize,
    found: &MediaRef,
    now: Timestamp,
) -> Result<(), Fault> {
    let sql = "INSERT INTO media (message_id, number_id, position, url, announced_type, content_type, state, due_at, created_at)
        VALUES (?1, (SELECT number_id FROM thread WHERE id = ?2), ?3, ?4, ?5, ?5, 'loading', ?6, ?6)";
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    tx.prepare_cached(sql)?.execute((message, thread, position, &found.url, &found.content_type, now))?;
    Ok(())
}

/// An attachment by id.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: MediaId) -> Result<Option<Media>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM media WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// What is to be fetched next: what fell due last, so that what just came does not wait for what has waited for hours.
///
/// # Errors
/// As every query.
pub fn next_due(db: &Db, now: Timestamp) -> Result<Option<Media>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM media WHERE due_at IS NOT NULL AND claimed_at IS NULL AND due_at <= ?1
         ORDER BY due_at DESC, id LIMIT 1"
    );
    Ok(db.prepare_cached(&sql)?.query_row([now], from_row).optional()?)
}

/// When the next one is due, if any is.
///
/// # Errors
/// As every query.
pub fn next_at(db: &Db) -> Result<Option<Timestamp>, Fault> {
    let sql = "SELECT min(due_at) FROM media WHERE due_at IS NOT NULL AND claimed_at IS NULL";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Somebody fetches it now.
///
/// # Errors
/// As every write.
pub fn claim(tx: &Tx<'_>, id: MediaId, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE media SET claimed_at = ?2, attempts = attempts + 1 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

/// What it turned out to be.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its bytes.
    pub content: ContentId,
    /// What they are.
    pub content_type: String,
    /// What it is called, made safe.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size: u64,
}

/// It is still waited for: it was neither erased nor refused while somebody fetched it or looked through it.
///
/// # Errors
/// As every query.
pub fn is_waited_for(db: &Db, id: MediaId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM media WHERE id = ?1 AND state IN ('loading', 'held')";
    Ok(db.prepare_cached(sql)?.exists([id])?)
}

/// It is here; whether it was waited for still. What was erased or refused meanwhile stays so.
///
/// # Errors
/// As every write.
pub fn set_found(tx: &Tx<'_>, id: MediaId, state: MediaState, found: &Found) -> Result<bool, Fault> {
    let sql = "UPDATE media SET state = ?2, reason = NULL, content_id = ?3, content_type = ?4, name = coalesce(?5, name), size = ?6,
        due_at = NULL, claimed_at = NULL WHERE id = ?1 AND state IN ('loading', 'held')";
    let size = i64::try_from(found.size).unwrap_or(i64::MAX);
    Ok(tx.prepare_cached(sql)?.execute((id, state, found.content, &found.content_type, &found.name, size))? > 0)
}

/// Whether a file of this message is still to come.
///
/// # Errors
/// As every query.
pub fn is_awaited(db: &Db, message: MessageId) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM media WHERE message_id = ?1 AND state IN ('loading', 'held'))";
    Ok(db.prepare_cached(sql)?.query_row([message], |row| row.get(0))?)
}

/// It is asked for again at `at`.
///
/// # Errors
/// As every write.
pub fn put_back(tx: &Tx<'_>, id: MediaId, reason: Reason, at: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE media SET state = 'loading', reason = ?2, due_at = ?3, claimed_at = NULL WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, reason, at))?;
    Ok(())
}

/// At most `limit` files that are due wait for the virus scanner until `at`, without that counting as an attempt; how many
/// they are, and the messages of those that did not wait before.
///
/// # Errors
/// As every write.
pub fn hold_due(tx: &Tx<'_>, limit: u32, now: Timestamp, at: Timestamp) -> Result<(usize, Vec<MessageId>), Fault> {
    let sql = "SELECT id, message_id, state = 'held' FROM media
        WHERE due_at IS NOT NULL AND claimed_at IS NULL AND due_at <= ?1 ORDER BY due_at, id LIMIT ?2";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map((now, limit), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let due: Vec<(MediaId, MessageId, bool)> = rows.collect::<Result<_, _>>()?;
    let sql = "UPDATE media SET state = 'held', reason = 'unscanned', due_at = ?2 WHERE id = ?1";
    let mut update = tx.prepare_cached(sql)?;
    for (id, _, _) in &due {
        update.execute((id, at))?;
    }
    let fresh = due.iter().filter(|(_, _, held)| !held).map(|(_, message, _)| *message).collect();
    Ok((due.len(), fresh))
}

/// A file that is here waits for the virus scanner, which failed at it `attempts` times.
///
/// # Errors
/// As every write.
pub fn hold(tx: &Tx<'_>, id: MediaId, attempts: u32, at: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE media SET state = 'held', reason = 'unscanned', attempts = ?2, due_at = ?3, claimed_at = NULL
        WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, attempts, at))?;
    Ok(())
}

/// A file that waited may be had.
///
/// # Errors
/// As every write.
pub fn release(tx: &Tx<'_>, id: MediaId) -> Result<(), Fault> {
    let sql = "UPDATE media SET state = 'ready', reason = NULL, due_at = NULL, claimed_at = NULL WHERE id = ?1";
    tx.prepare_cached(sql)?.execute([id])?;
    Ok(())
}

/// What the virus is called that was found in it.
///
/// # Errors
/// As every write.
pub fn set_signature(tx: &Tx<'_>, id: MediaId, signature: &str) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE media SET signature = ?2 WHERE id = ?1")?.execute((id, signature))?;
    Ok(())
}

/// How many files wait for the virus scanner.
///
/// # Errors
/// As every query.
pub fn waiting_for_scanner(db: &Db) -> Result<i64, Fault> {
    Ok(db.prepare_cached("SELECT count(*) FROM media WHERE state = 'held'")?.query_row([], |row| row.get(0))?)
}

/// It does not come. What is known of its name and size stays.
///
/// # Errors
/// As every write.
pub fn set_ended(
    tx: &Tx<'_>,
    id: MediaId,
    (state, reason): (MediaState, Reason),
    name: Option<&str>,
) -> Result<(), Fault> {
    let sql = "UPDATE media SET state = ?2, reason = ?3, name = coalesce(?4, name), content_id = NULL, due_at = NULL,
        claimed_at = NULL WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, state, reason, name))?;
    Ok(())
}

/// A file of ours that goes out with a message.
///
/// # Errors
/// As every write.
pub fn insert_own(
    tx: &Tx<'_>,
    (number, message): (NumberId, MessageId),
    file: &Upload,
    now: Timestamp,
) -> Result<(), Fault> {
    let sql = "INSERT INTO media (message_id, number_id, position, announced_type, content_type, state, name, size,
          content_id, created_at)
        VALUES (?1, ?2, 0, ?3, ?3, 'ready', ?4, ?5, ?6, ?7)";
    let size = i64::try_from(file.size).unwrap_or(i64::MAX);
    tx.prepare_cached(sql)?.execute((message, number, &file.content_type, &file.name, size, file.content, now))?;
    Ok(())
}

/// The file that goes out with a message of ours.
///
/// # Errors
/// As every query.
pub fn own(db: &Db, message: MessageId) -> Result<Option<Media>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM media WHERE message_id = ?1 AND url IS NULL ORDER BY position LIMIT 1");
    Ok(db.prepare_cached(&sql)?.query_row([message], from_row).optional()?)
}

/// It is asked for from the beginning, now.
///
/// # Errors
/// As every write.
pub fn restart(tx: &Tx<'_>, id: MediaId, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE media SET state = 'loading', reason = NULL, signature = NULL, attempts = 0, due_at = ?2, claimed_at = NULL WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

/// A file that was kept for as long as its number keeps files.
#[derive(Clone, Debug)]
pub struct Expired {
    /// Which.
    pub id: MediaId,
    /// Its bytes.
    pub content: ContentId,
    /// Its message.
    pub message: MessageId,
    /// The account of that.
    pub account: AccountId,
    /// The provider's id of that.
    pub message_sid: Option<String>,
    /// Where the provider has it.
    pub url: Option<String>,
}

/// Files of a number that came before `before`, the oldest first.
///
/// # Errors
/// As every query.
pub fn expired(db: &Db, number: NumberId, before: Timestamp, limit: u32) -> Result<Vec<Expired>, Fault> {
    let sql = "SELECT m.id AS id, m.content_id AS content_id, m.message_id AS message_id, s.account_id AS account_id,
          s.provider_sid AS provider_sid, m.url AS url
        FROM media m JOIN message s ON s.id = m.message_id
        WHERE m.number_id = ?1 AND m.created_at < ?2 AND m.content_id IS NOT NULL ORDER BY m.created_at LIMIT ?3";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((number, before, limit), |row| {
        Ok(Expired {
            id: row.get("id")?,
            content: row.get("content_id")?,
            message: row.get("message_id")?,
            account: row.get("account_id")?,
            message_sid: row.get("provider_sid")?,
            url: row.get("url")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether any was lost.
///
/// # Errors
/// As every query.
pub fn has_lost(db: &Db, now: Timestamp) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM media WHERE claimed_at IS NOT NULL AND claimed_at <= ?1";
    Ok(db.prepare_cached(sql)?.exists([now - LOST])?)
}

/// Those that were lost are asked for again: all that are claimed, if nobody can be fetching.
///
/// # Errors
/// As every write.
pub fn recover(tx: &Tx<'_>, all: bool, now: Timestamp) -> Result<(), Fault> {
    let before = if all { Timestamp(i64::MAX) } else { now - LOST };
    let sql = "UPDATE media SET claimed_at = NULL, due_at = ?2 WHERE claimed_at IS NOT NULL AND claimed_at <= ?1";
    tx.prepare_cached(sql)?.execute((before, now))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use crate::store::inbox_view::tests::{NOW, arrival, house};

    #[test]
    fn what_was_erased_or_refused_meanwhile_does_not_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let db = house(folder.path());
        arrival(&db, "Anna", None, true, 1);
        db.execute_batch(
            "INSERT INTO content (sha256, size, content_type, complete, used_at) VALUES (x'00', 1, 'text/plain', 1, 0)",
        )
        .unwrap();
        drop(db);
        let store = Store::open(&folder.path().join("a.db"), 2, Box::new(|_| {})).unwrap();
        for (position, (state, comes)) in
            [("loading", true), ("held", true), ("removed", false), ("refused", false), ("failed", false)]
                .into_iter()
                .enumerate()
        {
            let position = i64::try_from(position).unwrap();
            let sql = "INSERT INTO media (message_id, number_id, position, announced_type, content_type, state, claimed_at, created_at)
                VALUES (1, 1, ?1, 'text/plain', 'text/plain', ?2, ?3, ?3)";
            let (set, stands) = store
                .write(move |tx| {
                    tx.execute(sql, (position, state, NOW))?;
                    let id = MediaId(tx.last_insert_rowid());
                    let found =
                        Found { content: ContentId(1), content_type: "text/plain".to_owned(), name: None, size: 1 };
                    assert_eq!(is_waited_for(tx, id)?, comes, "{state}");
                    let set = set_found(tx, id, MediaState::Ready, &found)?;
                    Ok((set, by_id(tx, id)?.unwrap()))
                })
                .unwrap();
            assert_eq!(set, comes, "{state}");
            assert_eq!(stands.content.is_some(), comes, "{state}: {stands:?}");
            assert_eq!(stands.state == MediaState::Ready, comes, "{state}: {stands:?}");
        }
    }
}
