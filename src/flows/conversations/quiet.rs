//! What is sent to somebody without anybody being at work on it: by a program, or to many at once.
//!
//! It must not fill anybody's list with people who may never answer. So it goes into the conversation that is being
//! worked on, if there is one, without ending anybody's wait; else into one that is closed from its beginning and in
//! no list. Whoever answers opens an ordinary conversation, with what was sent above it.

use crate::domain::compose;
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Actor;
use crate::flows::messages::send::{self, Wanted};
use crate::store::thread::Thread;
use crate::store::{Fault, Tx, conversation};

/// Sends in a thread, or refuses with the reason.
///
/// # Errors
/// [`Refusal`](crate::domain::refusal::Refusal) as `domain::compose` says; [`Fault`] of the store.
pub(crate) fn send_quietly(
    tx: &Tx<'_>,
    actor: Actor,
    thread: &Thread,
    wanted: &Wanted,
    margin: Millis,
    now: Timestamp,
) -> Result<(ConversationId, MessageId), Fault> {
    if let Some(live) = conversation::live(tx, thread.id)? {
        return Ok((live.id, send_into(tx, actor, (thread, live.id), wanted, margin, now)?));
    }
    let prepared = send::prepare(tx, actor, thread, None, wanted)?;
    compose::check(&prepared.draft, &thread.facts(margin), now)?;
    let former = conversation::latest(tx, thread.id)?.and_then(|last| last.assignee.or(last.former_assignee));
    let conversation = conversation::insert_quiet(tx, thread.id, thread.number_id, thread.contact_id, former, now)?;
    let message = send::write_out(tx, actor, conversation, thread, &prepared, now)?;
    conversation::note_automatic(tx, conversation, message, now)?;
    Ok((conversation, message))
}

/// Sends into a conversation that may be over, which stays as it is.
///
/// # Errors
/// As [`send_quietly`].
pub(crate) fn send_into(
    tx: &Tx<'_>,
    actor: Actor,
    (thread, conversation): (&Thread, ConversationId),
    wanted: &Wanted,
    margin: Millis,
    now: Timestamp,
) -> Result<MessageId, Fault> {
    let prepared = send::prepare(tx, actor, thread, Some(conversation), wanted)?;
    compose::check(&prepared.draft, &thread.facts(margin), now)?;
    let message = send::write_out(tx, actor, conversation, thread, &prepared, now)?;
    conversation::note_automatic(tx, conversation, message, now)?;
    tx.publish(Event::MessageAdded { thread: thread.id, conversation, message, inbound: false });
    Ok(message)
}
