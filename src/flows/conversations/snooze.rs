//! A conversation is set aside until a time or until the contact writes, and brought back before that.

use serde_json::json;

use crate::app::App;
use crate::domain::conversation::State;
use crate::domain::event::Event;
use crate::domain::ids::ConversationId;
use crate::domain::permission::may_snooze;
use crate::domain::snooze::{self, Back};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::conversations::{distribute, load, tell, tell_system, wait};
use crate::store::conversation::Conversation;
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, Tx, snooze as snoozes, workstream};

/// Sets it aside; `None`: until the contact writes, which ends it in any case.
///
/// # Errors
/// `until`/`time-past`, `until`/`snooze-far`; [`crate::domain::refusal::Refusal`] as `may_snooze` and the state say; the store's.
pub fn snooze(app: &App, actor: Actor, id: ConversationId, until: Option<Timestamp>) -> Result<(), Fault> {
    let now = app.clock.now();
    snooze::check(until, now)?;
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_snooze(actor, &conversation.access(tx, actor)?)?;
        set_aside(tx, actor, &conversation, until, now)?;
        tell(tx, &conversation, ThreadEventKind::Snoozed, &actor.scope(), &json!({ "until": until }), now)
    })
}

/// The same without a line about it; part of a larger transaction.
///
/// # Errors
/// What the state refuses; the store's.
pub(crate) fn set_aside(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Fault> {
    snooze::check_state(conversation.state, conversation.phase)?;
    out_of_sight(tx, actor, conversation, (until, false), now)
}

/// Sets it aside until it is closed at `at`, for `actor`; part of a larger transaction.
///
/// # Errors
/// The store's.
pub(crate) fn set_closing(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    out_of_sight(tx, actor, conversation, (Some(at), true), now)
}

/// Until when it leaves the lists, and whether it is closed then.
fn out_of_sight(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    (until, closes): (Option<Timestamp>, bool),
    now: Timestamp,
) -> Result<(), Fault> {
    snoozes::set(tx, conversation.id, actor, until, closes, now)?;
    let settings = workstream::of_number(tx, conversation.number_id)?.settings;
    wait::place(tx, conversation.id, &settings, now)?;
    tx.publish(conversation.changed(conversation.assignee));
    Ok(())
}

/// Brings it back; what is not set aside stays as it is.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_snooze` says; the store's.
pub fn unsnooze(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_snooze(actor, &conversation.access(tx, actor)?)?;
        if conversation.snoozed {
            bring_back(tx, &conversation, now)?;
            tell(tx, &conversation, ThreadEventKind::SnoozeEnded, &actor.scope(), &json!({}), now)?;
        }
        Ok(())
    })
}

/// The same without a line about it; part of a larger transaction.
///
/// # Errors
/// The store's.
pub(crate) fn bring_back(tx: &Tx<'_>, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    snoozes::end(tx, conversation.id)?;
    wait_again(tx, conversation, now)?;
    distribute::distribute_for(tx, conversation.id, now)?;
    tx.publish(conversation.changed(conversation.assignee));
    Ok(())
}

/// It is back by itself, and whoever set it aside is told. Giving it away is left to whoever calls this.
///
/// # Errors
/// The store's.
pub(crate) fn come_back(tx: &Tx<'_>, conversation: &Conversation, why: Back, now: Timestamp) -> Result<(), Fault> {
    let user = snoozes::of(tx, conversation.id)?.and_then(|known| known.user);
    snoozes::come_back(tx, conversation.id, now)?;
    wait_again(tx, conversation, now)?;
    // For whom its agent waited, a line of its own says that the contact wrote again.
    if (why, conversation.state) != (Back::Answer, State::Waiting) {
        tell_system(tx, conversation, ThreadEventKind::CameBack, &json!({ "why": why.word() }), now)?;
    }
    tx.publish(conversation.changed(conversation.assignee));
    if let Some(user) = user {
        tx.publish(Event::CameBack { user, thread: conversation.thread_id, conversation: conversation.id });
    }
    Ok(())
}

/// What nobody has waits in its queue as if it came now.
fn wait_again(tx: &Tx<'_>, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    let settings = workstream::of_number(tx, conversation.number_id)?.settings;
    match conversation.queue.filter(|_| conversation.state == State::Open) {
        Some(queue) => wait::enter(tx, conversation.id, queue, conversation.kept, &settings, now),
        None => wait::reckon(tx, conversation.id, &settings, now),
    }
}

/// Whoever it concerns has looked at what came back.
///
/// # Errors
/// The store's.
pub fn see(app: &App, id: ConversationId) -> Result<(), Fault> {
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        if snoozes::see(tx, id)? {
            tx.publish(conversation.changed(conversation.assignee));
        }
        Ok(())
    })
}
