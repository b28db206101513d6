//! Tells a contact that a STOP or a START was heard: once, since the thread changes once.
//!
//! The only text that a fresh installation sends by itself.

use crate::domain::automatic::{Trigger, language_for};
use crate::domain::ids::{ConversationId, ThreadId};
use crate::domain::inbound::OptOut;
use crate::domain::time::Timestamp;
use crate::flows::messages::automatic;
use crate::store::{Fault, Tx, number, thread};

/// Puts the confirmation of `said` into the outbox. `body` is what the contact wrote.
///
/// # Errors
/// [`Fault`] of the store.
pub fn confirm(
    tx: &Tx<'_>,
    thread: ThreadId,
    conversation: ConversationId,
    said: OptOut,
    body: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(trigger) = Trigger::of(said) else { return Ok(()) };
    let Some(thread) = thread::by_id(tx, thread)? else { return Ok(()) };
    // To the sandbox, STOP means leaving it: it says so itself, and nothing of ours arrives any more.
    if thread.sandbox && trigger == Trigger::OptedOut {
        return Ok(());
    }
    let text = trigger.text(language_for(body, number::get(tx, thread.number_id)?.language));
    // A word that was found days later is obeyed without an answer.
    automatic::send(tx, &thread, conversation, (trigger, text), now)
}
