//! Talks of bots: one for each conversation that a bot had.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::bot::machine::State;
use crate::domain::bot::{SILENCE_MAX, Why};
use crate::domain::ids::{BotVersionId, ConversationId, WorkstreamId};
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// A talk as it is stored.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its conversation.
    pub conversation: ConversationId,
    /// Whose bot it is.
    pub workstream: WorkstreamId,
    /// What it follows; `None`: an HTTP bot.
    pub version: Option<BotVersionId>,
    /// Where it stands.
    pub state: State,
    /// What only agents see.
    pub summary: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it last came further.
    pub moved_at: Timestamp,
    /// When and why it ended.
    pub over: Option<(Timestamp, Why)>,
}

/// Whether a bot has the conversation `c`, as SQL. Costs nothing for one that is in a queue.
pub const WITH_BOT: &str = "(c.state = 'open' AND c.queue_id IS NULL
    AND EXISTS (SELECT 1 FROM bot_session b WHERE b.conversation_id = c.id AND b.ended_at IS NULL))";

const SELECT: &str =
    "SELECT conversation_id, workstream_id, version_id, state, summary, why, started_at, moved_at, ended_at
    FROM bot_session";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Session> {
    let (ended_at, why): (Option<Timestamp>, Option<Why>) = (row.get("ended_at")?, row.get("why")?);
    Ok(Session {
        conversation: row.get("conversation_id")?,
        workstream: row.get("workstream_id")?,
        version: row.get("version_id")?,
        state: json(row, "state")?,
        summary: row.get("summary")?,
        started_at: row.get("started_at")?,
        moved_at: row.get("moved_at")?,
        over: ended_at.zip(why),
    })
}

/// The talk of a conversation, over or not.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of(db: &Db, conversation: ConversationId) -> Result<Option<Session>, Fault> {
    let sql = format!("{SELECT} WHERE conversation_id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([conversation], from_row).optional()?)
}

/// The talk of a conversation that is not over.
///
/// # Errors
/// [`Fault`] of the store.
pub fn live(db: &Db, conversation: ConversationId) -> Result<Option<Session>, Fault> {
    Ok(of(db, conversation)?.filter(|session| session.over.is_none()))
}

/// Begins one.
///
/// # Errors
/// [`Fault`] of the store; a conversation has one talk at most.
pub fn insert(
    tx: &Tx<'_>,
    conversation: ConversationId,
    workstream: WorkstreamId,
    version: Option<BotVersionId>,
    state: &State,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO bot_session (conversation_id, workstream_id, version_id, state, started_at, moved_at, due_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
    )?
    .execute((conversation, workstream, version, serde_json::to_string(state)?, now, now + SILENCE_MAX))?;
    Ok(())
}

/// Keeps where it stands; `moved`: it came further.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_state(
    tx: &Tx<'_>,
    conversation: ConversationId,
    state: &State,
    moved: bool,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE bot_session SET state = :state, moved_at = CASE WHEN :moved THEN :now ELSE moved_at END,
           due_at = CASE WHEN :moved THEN :due ELSE due_at END
         WHERE conversation_id = :conversation AND ended_at IS NULL",
    )?
    .execute(named_params! {
        ":conversation": conversation, ":state": serde_json::to_string(state)?, ":moved": moved, ":now": now,
        ":due": now + SILENCE_MAX,
    })?;
    Ok(())
}

/// Ends it, perhaps with what only agents see. Whether it was not over before.
///
/// # Errors
/// [`Fault`] of the store.
pub fn end(
    tx: &Tx<'_>,
    conversation: ConversationId,
    why: Why,
    summary: Option<&str>,
    now: Timestamp,
) -> Result<bool, Fault> {
    let changed = tx
        .prepare_cached(
            "UPDATE bot_session SET why = ?2, ended_at = ?3, due_at = NULL, summary = coalesce(?4, summary)
             WHERE conversation_id = ?1 AND ended_at IS NULL",
        )?
        .execute((conversation, why, now, summary))?;
    Ok(changed > 0)
}

/// Those whose time is up, the longest due first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn due(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<ConversationId>, Fault> {
    let sql = "SELECT conversation_id FROM bot_session WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2";
    let mut query = db.prepare_cached(sql)?;
    let found = query.query_map((now, limit), |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The talks of a workstream that are not over.
///
/// # Errors
/// [`Fault`] of the store.
pub fn live_of(db: &Db, workstream: WorkstreamId) -> Result<Vec<ConversationId>, Fault> {
    let sql = "SELECT conversation_id FROM bot_session WHERE workstream_id = ?1 AND ended_at IS NULL";
    let mut query = db.prepare_cached(sql)?;
    let found = query.query_map([workstream], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// A bot has the conversation and has taken in what was written: nobody waits in it, and nothing in it is to be read.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_heard(tx: &Tx<'_>, conversation: ConversationId) -> Result<(), Fault> {
    let sql = "UPDATE conversation SET waiting_since_at = NULL, unread = 0, has_unread = 0 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute([conversation])?;
    Ok(())
}

/// A bot has given the conversation away: the contact waits from `now` on, and everything is to be read.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_given(tx: &Tx<'_>, conversation: ConversationId, waits: bool, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE conversation SET waiting_since_at = CASE WHEN ?2 THEN ?3 END,
           (unread, has_unread) = (SELECT count(*), count(*) > 0 FROM message m
             WHERE m.thread_id = conversation.thread_id AND m.created_at >= conversation.opened_at
               AND m.conversation_id = ?1 AND m.direction = 'in')
         WHERE id = ?1",
    )?
    .execute((conversation, waits, now))?;
    Ok(())
}
