//! Conversations that are set aside, and those that came back and were not looked at since.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::{ConversationId, UserId};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::{Db, Fault, Tx};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snooze {
    /// The conversation.
    pub conversation: ConversationId,
    /// Who set it aside: `user:3`, `token:2`.
    pub actor: String,
    /// The user among those, who is told when it is back.
    pub user: Option<UserId>,
    /// When.
    pub at: Timestamp,
    /// Until when; `None`: until the contact writes.
    pub until: Option<Timestamp>,
    /// When it came back.
    pub over_at: Option<Timestamp>,
    /// Whether it is closed at its time.
    pub closes: bool,
}

const SELECT: &str = "SELECT conversation_id, actor, user_id, at, until_at, over_at, closes FROM snooze";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Snooze> {
    Ok(Snooze {
        conversation: row.get("conversation_id")?,
        actor: row.get("actor")?,
        user: row.get("user_id")?,
        at: row.get("at")?,
        until: row.get("until_at")?,
        over_at: row.get("over_at")?,
        closes: row.get("closes")?,
    })
}

/// That of a conversation.
///
/// # Errors
/// The store's.
pub fn of(db: &Db, id: ConversationId) -> Result<Option<Snooze>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE conversation_id = ?1"))?.query_row([id], from_row).optional()?)
}

/// Sets a conversation aside; what was set before is forgotten.
///
/// # Errors
/// The store's.
pub fn set(
    tx: &Tx<'_>,
    id: ConversationId,
    actor: Actor,
    until: Option<Timestamp>,
    closes: bool,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO snooze (conversation_id, actor, user_id, at, until_at, closes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((id, actor.scope(), actor.user(), now, until, closes))?;
    tx.prepare_cached("UPDATE conversation SET snoozed = 1, rests_until_at = ?2 WHERE id = ?1")?
        .execute((id, until))?;
    Ok(())
}

/// Nothing of it is left.
///
/// # Errors
/// The store's.
pub fn end(tx: &Tx<'_>, id: ConversationId) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM snooze WHERE conversation_id = ?1")?.execute([id])?;
    tx.prepare_cached("UPDATE conversation SET snoozed = 0, rests_until_at = NULL WHERE id = ?1 AND snoozed = 1")?
        .execute([id])?;
    Ok(())
}

/// It came back, and that is to be seen until somebody whom it concerns has looked.
///
/// # Errors
/// The store's.
pub fn come_back(tx: &Tx<'_>, id: ConversationId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE snooze SET over_at = ?2 WHERE conversation_id = ?1")?.execute((id, now))?;
    tx.prepare_cached("UPDATE conversation SET snoozed = 0 WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Whoever it concerns has looked at what came back.
///
/// # Errors
/// The store's.
pub fn see(tx: &Tx<'_>, id: ConversationId) -> Result<bool, Fault> {
    let sql = "DELETE FROM snooze WHERE conversation_id = ?1 AND over_at IS NOT NULL";
    Ok(tx.prepare_cached(sql)?.execute([id])? > 0)
}

/// Those whose time has come by `now`, the earliest first.
///
/// # Errors
/// The store's.
pub fn due(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Snooze>, Fault> {
    let sql = format!(
        "{SELECT} INDEXED BY snooze_order WHERE over_at IS NULL AND coalesce(until_at, 1000000000000000) <= ?1
         ORDER BY coalesce(until_at, 1000000000000000), conversation_id LIMIT ?2"
    );
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map((now, limit), from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}
