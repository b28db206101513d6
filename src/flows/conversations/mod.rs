//! Conversations: who has them, what is known about them, and when they end.

pub mod assign;
pub mod begin;
pub mod close;
pub mod end;
pub mod mark_read;
pub mod quiet;
pub mod release;
pub mod set_variables;
pub mod take;
pub mod write_to;

use crate::domain::ids::ConversationId;
use crate::domain::refusal::Refusal;
use crate::store::conversation::{self, Conversation};
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Db, Fault, Tx};

fn load(db: &Db, id: ConversationId) -> Result<Conversation, Fault> {
    Ok(conversation::by_id(db, id)?.ok_or(Refusal::NotFound)?)
}

/// A quiet line about what `actor` did.
fn tell(
    tx: &Tx<'_>,
    conversation: &Conversation,
    kind: ThreadEventKind,
    actor: &str,
    detail: &serde_json::Value,
    now: crate::domain::time::Timestamp,
) -> Result<(), Fault> {
    thread_event::insert(tx, (conversation.thread_id, conversation.id), kind, Some(actor), detail, now)
}
