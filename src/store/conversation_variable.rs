//! Variables of conversations: what placeholders such as `{{var.order_id}}` take.

use crate::domain::ids::ConversationId;
use crate::domain::time::Timestamp;
use crate::domain::variable::Variables;
use crate::store::{Db, Fault, Tx};

/// Those of a conversation.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of(db: &Db, conversation: ConversationId) -> Result<Variables, Fault> {
    let mut statement =
        db.prepare_cached("SELECT name, value FROM conversation_variable WHERE conversation_id = ?1")?;
    let rows = statement.query_map([conversation], |row| Ok((row.get("name")?, row.get("value")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps `after` instead of `before`; what is the same stays untouched.
///
/// # Errors
/// [`Fault`] of the store.
pub fn replace(
    tx: &Tx<'_>,
    conversation: ConversationId,
    before: &Variables,
    after: &Variables,
    now: Timestamp,
) -> Result<(), Fault> {
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        tx.prepare_cached("DELETE FROM conversation_variable WHERE conversation_id = ?1 AND name = ?2")?
            .execute((conversation, name))?;
    }
    for (name, value) in after.iter().filter(|(name, value)| before.get(*name) != Some(*value)) {
        tx.prepare_cached(
            "INSERT INTO conversation_variable (conversation_id, name, value, updated_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
        )?
        .execute((conversation, name, value, now))?;
    }
    Ok(())
}
