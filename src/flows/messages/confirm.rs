//! Tells a contact that a STOP or a START was heard: once, since the thread changes once.
//!
//! The only text that a fresh installation sends by itself. Whether it may still leave is asked again when
//! the outbox hands it over, as for every message.

use crate::domain::automatic::{self, Trigger};
use crate::domain::compose;
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, ThreadId};
use crate::domain::inbound::OptOut;
use crate::domain::message::Kind;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::window::MARGIN_DEFAULT;
use crate::store::message::{self, Outbound, Place};
use crate::store::{Fault, Tx, conversation, number, outbox, thread};

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
    let text = trigger.text(automatic::language_for(body, number::get(tx, thread.number_id)?.language));
    // A word that was found days later is obeyed without an answer.
    if compose::check_automatic(trigger, text, &thread.facts(MARGIN_DEFAULT), now).is_err() {
        return Ok(());
    }
    let place = Place { account: thread.account_id, thread: thread.id, conversation };
    let out = Outbound { kind: Kind::Text, body: text, template: None, actor: Actor::Command, trigger: Some(trigger) };
    let id = message::insert_outbound(tx, place, &out, now)?;
    outbox::insert(tx, id, &thread, now)?;
    conversation::note_automatic(tx, conversation, id, now)?;
    tx.publish(Event::MessageAdded { thread: thread.id, conversation, message: id, inbound: false });
    tx.publish(Event::OutboxFilled);
    Ok(())
}
