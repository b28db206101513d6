//! A conversation is closed at once, its wrap-up too.

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::conversation::{CloseReason, State};
use crate::domain::ids::{ConversationId, OutcomeId, UserId};
use crate::domain::permission::may_finish;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::conversations::outcomes::settle;
use crate::flows::conversations::{distribute, load, step};
use crate::flows::messages::automatic::{self, Extra};
use crate::flows::surveys::ask::ask;
use crate::store::conversation::Conversation;
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, Tx};

/// Closes it. `outcomes`: what became of it, instead of what was said before; `None`: as it was said.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_finish` and the state machine say, or because its workstream requires an
/// outcome of whoever had it; [`Fault`] of the store.
pub fn close(app: &App, actor: Actor, id: ConversationId, outcomes: Option<Vec<OutcomeId>>) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_finish(actor, &conversation.access(tx, actor)?)?;
        close_for(tx, &conversation, outcomes.as_deref(), (actor.user(), &actor.scope()), now)
    })
}

/// Whether somebody would force it who closes it now. Whoever takes work out of somebody's hands does; closing what that
/// somebody ended is only paperwork.
fn is_forced(conversation: &Conversation, user: Option<UserId>) -> bool {
    let in_hand = matches!(conversation.state, State::Active | State::Waiting);
    in_hand && conversation.assignee.is_some_and(|agent| user != Some(agent))
}

/// Keeps what was said of it, and refuses an end for which something has to be said and was not. Of what nobody had, or is
/// taken out of somebody's hands, whoever closes it need not know what became.
///
/// # Errors
/// As [`settle`].
pub(crate) fn say_what_became(
    tx: &Tx<'_>,
    conversation: &Conversation,
    outcomes: Option<&[OutcomeId]>,
    user: Option<UserId>,
) -> Result<(), Fault> {
    let asked = !is_forced(conversation, user) && conversation.state != State::Open;
    settle(tx, conversation, outcomes, asked)
}

/// The same inside a transaction, for somebody who may, who is a user or a program.
///
/// # Errors
/// What the state machine refuses, or the workstream, which requires an outcome; [`Fault`] of the store.
pub(crate) fn close_for(
    tx: &Tx<'_>,
    conversation: &Conversation,
    outcomes: Option<&[OutcomeId]>,
    (user, scope): (Option<UserId>, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    let reason = if is_forced(conversation, user) { CloseReason::Forced } else { CloseReason::Person };
    say_what_became(tx, conversation, outcomes, user)?;
    close_in(tx, conversation, reason, Some(scope), now)?;
    if reason == CloseReason::Person {
        ask(tx, conversation, now)?;
    }
    distribute::distribute(tx, now)?;
    Ok(())
}

/// The same inside a transaction, for a reason, with the line that says so. `actor` is the scope of whoever does it; the
/// clock is nobody.
///
/// # Errors
/// What the state machine refuses; [`Fault`] of the store.
pub(crate) fn close_in(
    tx: &Tx<'_>,
    conversation: &Conversation,
    reason: CloseReason,
    actor: Option<&str>,
    now: Timestamp,
) -> Result<(), Fault> {
    if let Some(trigger) = says(conversation.state, reason) {
        automatic::tell(tx, conversation, trigger, &Extra::default(), now)?;
    }
    step::close(tx, conversation, reason, now)?;
    let place = (conversation.thread_id, conversation.id);
    let detail = serde_json::json!({ "reason": reason.word() });
    thread_event::insert(tx, place, ThreadEventKind::Closed, actor, &detail, now)?;
    tx.publish(conversation.changed(conversation.assignee));
    Ok(())
}

/// What the contact is told of an end. What was ended before was told then, and an overflow says why it ends.
const fn says(state: State, reason: CloseReason) -> Option<Trigger> {
    match (state, reason) {
        (State::Active | State::Waiting, CloseReason::Person) => Some(Trigger::Ended),
        // Nobody had it, or somebody else.
        (State::Open, CloseReason::Person) | (_, CloseReason::Forced) => Some(Trigger::ForceClosed),
        (State::Open | State::Active | State::Waiting, CloseReason::Inactivity) => Some(Trigger::ClosedInactive),
        _ => None,
    }
}
