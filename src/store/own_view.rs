//! The conversations that a user has, as the palette and the calls for attention need them.

use rusqlite::named_params;

use crate::domain::ids::{ConversationId, MessageId, UserId};
use crate::store::{Db, Fault};

/// How far back what is new is looked for, in messages of everybody.
const NEW_MAX: i64 = 2_000;

/// The open ones of a user, the one that was written in last on top.
///
/// # Errors
/// [`Fault`] of the store.
pub fn latest(db: &Db, user: UserId, limit: i64) -> Result<Vec<ConversationId>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id FROM conversation WHERE assignee_id = :user AND state <> 'closed'
         ORDER BY last_message_at DESC, id DESC LIMIT :limit",
    )?;
    let rows = statement.query_map(named_params! { ":user": user, ":limit": limit }, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of a user in which a contact wrote this message or a later one, each with the newest. What is only offered is
/// not theirs yet: the offer calls for it, and shows the words.
///
/// # Errors
/// [`Fault`] of the store.
pub fn written_in(
    db: &Db,
    user: UserId,
    from: MessageId,
    limit: i64,
) -> Result<Vec<(ConversationId, MessageId)>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT c.id AS conversation, max(m.id) AS message FROM message m
           JOIN conversation c ON c.id = m.conversation_id
         WHERE m.id >= max(:from, (SELECT coalesce(max(id), 0) FROM message) - :most) AND m.direction = 'in'
           AND c.assignee_id = :user AND c.state <> 'closed' AND c.phase IS NOT 'awaiting_acceptance'
         GROUP BY c.id ORDER BY message DESC LIMIT :limit",
    )?;
    let given = named_params! { ":from": from, ":most": NEW_MAX, ":user": user, ":limit": limit };
    let rows = statement.query_map(given, |row| Ok((row.get("conversation")?, row.get("message")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
