//! Conversations: who has them, what is known about them, and when they end.

pub mod answer;
pub mod assign;
pub mod begin;
pub mod close;
pub mod distribute;
pub mod end;
mod fronts;
pub(crate) mod given;
pub(crate) mod greet;
mod joined;
pub mod leave_waiting;
pub mod mark_read;
mod meanwhile;
pub mod outcomes;
mod overflowed;
pub mod pass;
pub mod quiet;
pub mod release;
pub mod route;
pub mod set_tags;
pub mod set_variables;
pub mod snooze;
pub(crate) mod step;
pub mod take;
pub mod transfer;
pub(crate) mod wait;
pub mod wake;
pub mod write_to;

use crate::domain::ids::ConversationId;
use crate::domain::refusal::Refusal;
use crate::store::conversation::{self, Conversation};
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Db, Fault, Tx};

pub(crate) fn load(db: &Db, id: ConversationId) -> Result<Conversation, Fault> {
    Ok(conversation::by_id(db, id)?.ok_or(Refusal::NotFound)?)
}

/// A quiet line about what nobody did.
pub(crate) fn tell_system(
    tx: &Tx<'_>,
    conversation: &Conversation,
    kind: ThreadEventKind,
    detail: &serde_json::Value,
    now: crate::domain::time::Timestamp,
) -> Result<(), Fault> {
    thread_event::insert(tx, (conversation.thread_id, conversation.id), kind, None, detail, now)
}

/// A quiet line about what `actor` did.
pub(crate) fn tell(
    tx: &Tx<'_>,
    conversation: &Conversation,
    kind: ThreadEventKind,
    actor: &str,
    detail: &serde_json::Value,
    now: crate::domain::time::Timestamp,
) -> Result<(), Fault> {
    thread_event::insert(tx, (conversation.thread_id, conversation.id), kind, Some(actor), detail, now)
}
