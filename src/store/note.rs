//! Notes, whom they mention, and notes that are being written.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::{ConversationId, NoteId, ThreadId, UserId};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::{Db, Fault, Tx};

/// A note with its author's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which.
    pub id: NoteId,
    /// In which thread.
    pub thread: ThreadId,
    /// In which conversation of it.
    pub conversation: ConversationId,
    /// Who wrote it; `None`: a program.
    pub user: Option<UserId>,
    /// Its author's name.
    pub author: String,
    /// Its words; empty once it was removed.
    pub body: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last said otherwise.
    pub changed_at: Option<Timestamp>,
    /// When it was removed.
    pub removed_at: Option<Timestamp>,
}

const SELECT: &str = "SELECT n.id AS id, n.thread_id AS thread_id, n.conversation_id AS conversation_id,
    n.user_id AS user_id, coalesce(u.name, k.name, '') AS author, n.body AS body, n.created_at AS created_at,
    n.changed_at AS changed_at, n.removed_at AS removed_at
    FROM note n LEFT JOIN user u ON u.id = n.user_id LEFT JOIN api_token k ON k.id = n.token_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note {
        id: row.get("id")?,
        thread: row.get("thread_id")?,
        conversation: row.get("conversation_id")?,
        user: row.get("user_id")?,
        author: row.get("author")?,
        body: row.get("body")?,
        created_at: row.get("created_at")?,
        changed_at: row.get("changed_at")?,
        removed_at: row.get("removed_at")?,
    })
}

/// The one with this id.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: NoteId) -> Result<Option<Note>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE n.id = ?1"))?.query_row([id], from_row).optional()?)
}

/// The newest `limit` of a thread from `from` on and before `to`, in the order of time.
///
/// # Errors
/// The store's.
pub fn between(db: &Db, thread: ThreadId, from: Timestamp, to: Timestamp, limit: i64) -> Result<Vec<Note>, Fault> {
    let sql = format!(
        "{SELECT} WHERE n.thread_id = ?1 AND n.created_at >= ?2 AND n.created_at < ?3
         ORDER BY n.created_at DESC, n.id DESC LIMIT ?4"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut notes: Vec<Note> = statement.query_map((thread, from, to, limit), from_row)?.collect::<Result<_, _>>()?;
    notes.reverse();
    Ok(notes)
}

/// Those of a conversation behind `after`, oldest first; `limit` of them.
///
/// # Errors
/// The store's.
pub fn of_conversation(db: &Db, conversation: ConversationId, after: i64, limit: i64) -> Result<Vec<Note>, Fault> {
    let sql = format!(
        "{SELECT} WHERE n.thread_id = (SELECT thread_id FROM conversation WHERE id = ?1) AND n.conversation_id = ?1
           AND n.id > ?2 ORDER BY n.id LIMIT ?3"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map((conversation, after, limit), from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps a new one.
///
/// # Errors
/// The store's.
pub fn insert(
    tx: &Tx<'_>,
    place: (ThreadId, ConversationId),
    actor: Actor,
    body: &str,
    now: Timestamp,
) -> Result<NoteId, Fault> {
    let (user, token) = match actor {
        Actor::User { id, .. } => (Some(id), None),
        Actor::Token { id, .. } => (None, Some(id)),
        Actor::Command => (None, None),
    };
    tx.prepare_cached(
        "INSERT INTO note (thread_id, conversation_id, user_id, token_id, body, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((place.0, place.1, user, token, body, now))?;
    Ok(NoteId(tx.last_insert_rowid()))
}

/// Its author says it otherwise.
///
/// # Errors
/// The store's.
pub fn change(tx: &Tx<'_>, id: NoteId, body: &str, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE note SET body = ?2, changed_at = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, body, now))?;
    Ok(())
}

/// Its words go, and it asks nobody to look any more.
///
/// # Errors
/// The store's.
pub fn remove(tx: &Tx<'_>, id: NoteId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE note SET body = '', removed_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    tx.prepare_cached("DELETE FROM mention WHERE note_id = ?1")?.execute([id])?;
    Ok(())
}

/// Asks `user` to look; whether that is new.
///
/// # Errors
/// The store's.
pub fn mention(
    tx: &Tx<'_>,
    (note, conversation): (NoteId, ConversationId),
    user: UserId,
    now: Timestamp,
) -> Result<bool, Fault> {
    let sql =
        "INSERT INTO mention (note_id, user_id, conversation_id, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    Ok(tx.prepare_cached(sql)?.execute((note, user, conversation, now))? > 0)
}

/// Who is asked by a note to look.
///
/// # Errors
/// The store's.
pub fn mentioned(db: &Db, id: NoteId) -> Result<Vec<UserId>, Fault> {
    let mut statement = db.prepare_cached("SELECT user_id FROM mention WHERE note_id = ?1 ORDER BY user_id")?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Nobody but these is asked by a note any more.
///
/// # Errors
/// The store's.
pub fn keep_mentions(tx: &Tx<'_>, id: NoteId, users: &[UserId]) -> Result<(), Fault> {
    for user in mentioned(tx, id)?.into_iter().filter(|user| !users.contains(user)) {
        tx.prepare_cached("DELETE FROM mention WHERE note_id = ?1 AND user_id = ?2")?.execute((id, user))?;
    }
    Ok(())
}

/// In how many conversations a user is asked to look and has not yet.
///
/// # Errors
/// The store's.
pub fn unseen_count(db: &Db, user: UserId) -> Result<i64, Fault> {
    let sql = "SELECT count(DISTINCT conversation_id) FROM mention WHERE user_id = ?1 AND seen_at IS NULL";
    Ok(db.prepare_cached(sql)?.query_row([user], |row| row.get(0))?)
}

/// A user has looked at a conversation; whether somebody had asked for it.
///
/// # Errors
/// The store's.
pub fn see(tx: &Tx<'_>, user: UserId, conversation: ConversationId, now: Timestamp) -> Result<bool, Fault> {
    let sql = "UPDATE mention SET seen_at = ?3 WHERE user_id = ?1 AND conversation_id = ?2 AND seen_at IS NULL";
    Ok(tx.prepare_cached(sql)?.execute((user, conversation, now))? > 0)
}

/// Whether a user is asked to look at a conversation and has not yet.
///
/// # Errors
/// The store's.
pub fn is_unseen(db: &Db, user: UserId, conversation: ConversationId) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM mention WHERE user_id = ?1 AND conversation_id = ?2 AND seen_at IS NULL)";
    Ok(db.prepare_cached(sql)?.query_row((user, conversation), |row| row.get(0))?)
}

/// What a user has begun to note in a thread.
///
/// # Errors
/// The store's.
pub fn draft(db: &Db, user: UserId, thread: ThreadId) -> Result<String, Fault> {
    let sql = "SELECT body FROM note_draft WHERE user_id = ?1 AND thread_id = ?2";
    let found: Option<String> = db.prepare_cached(sql)?.query_row((user, thread), |row| row.get(0)).optional()?;
    Ok(found.unwrap_or_default())
}

/// Keeps what a user has begun to note; an empty one is forgotten.
///
/// # Errors
/// The store's.
pub fn save_draft(tx: &Tx<'_>, user: UserId, thread: ThreadId, body: &str, now: Timestamp) -> Result<(), Fault> {
    if body.is_empty() {
        let sql = "DELETE FROM note_draft WHERE user_id = ?1 AND thread_id = ?2";
        tx.prepare_cached(sql)?.execute((user, thread))?;
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO note_draft (user_id, thread_id, body, updated_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at",
    )?
    .execute((user, thread, body, now))?;
    Ok(())
}
