//! A conversation is closed at once, its wrap-up too.

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::conversation::{CloseReason, State};
use crate::domain::ids::{ConversationId, OutcomeId};
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
        // Whoever takes work out of somebody's hands forces it; closing what that somebody ended is only paperwork.
        let in_hand = matches!(conversation.state, State::Active | State::Waiting);
        let others = conversation.assignee.is_some_and(|agent| actor.user() != Some(agent));
        let reason = if in_hand && others { CloseReason::Forced } else { CloseReason::Person };
        // Of what nobody had, or is taken out of somebody's hands, whoever closes it need not know what became.
        let asked = reason == CloseReason::Person && conversation.state != State::Open;
        settle(tx, &conversation, outcomes.as_deref(), asked)?;
        close_in(tx, &conversation, reason, Some(&actor.scope()), now)?;
        if reason == CloseReason::Person {
            ask(tx, &conversation, now)?;
        }
        distribute::distribute(tx, now)?;
        Ok(())
    })
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
