//! Puts a text into the outbox that nobody wrote.
//!
//! Whether it may still leave is asked again when the outbox hands it over, as for every message.

use crate::domain::automatic::Trigger;
use crate::domain::compose;
use crate::domain::event::Event;
use crate::domain::ids::ConversationId;
use crate::domain::message::Kind;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::window::MARGIN_DEFAULT;
use crate::store::message::{self, Outbound, Place};
use crate::store::thread::Thread;
use crate::store::{Fault, Tx, conversation, outbox};

/// Sends `text` because of `trigger`; nothing is sent where nothing may be.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn send(
    tx: &Tx<'_>,
    thread: &Thread,
    conversation: ConversationId,
    (trigger, text): (Trigger, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    if compose::check_automatic(trigger, text, &thread.facts(MARGIN_DEFAULT), now).is_err() {
        return Ok(());
    }
    let place = Place { account: thread.account_id, thread: thread.id, conversation };
    let out = Outbound { kind: Kind::Text, body: text, template: None, actor: Actor::Command, trigger: Some(trigger) };
    let id = message::insert_outbound(tx, place, &out, now)?;
    outbox::insert(tx, id, thread, now)?;
    conversation::note_automatic(tx, conversation, id, now)?;
    tx.publish(Event::MessageAdded { thread: thread.id, conversation, message: id, inbound: false });
    tx.publish(Event::OutboxFilled);
    Ok(())
}
