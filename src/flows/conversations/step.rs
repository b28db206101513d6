//! One move of a conversation, with all that follows from it: an offer that stands no more, capacity that is taken or
//! freed, presences that follow, and when time comes to it next.
//!
//! Every flow moves conversations through here, so that none can forget one of these.

use crate::domain::bot::Why;
use crate::domain::capacity::{Held, Units};
use crate::domain::consult::EndReason;
use crate::domain::conversation::{self as states, Act, CloseReason, Phase, State, transition};
use crate::domain::ids::UserId;
use crate::domain::offer::Answer;
use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::domain::presence::Happening;
use crate::domain::snooze as rest;
use crate::domain::time::Timestamp;
use crate::domain::trace::Step;
use crate::domain::workstream::Settings;
use crate::flows::conversations::{answer, wait};
use crate::flows::users::standing;
use crate::flows::{bots, consults};
use crate::store::conversation::{self, Conversation, To};
use crate::store::{Fault, Tx, offer, snooze, standing as standings, trace_step, workstream};

/// Moves a conversation by `act`, after which `assignee` has it; the state it is in then. One that becomes Open waits in
/// its queue again.
///
/// # Errors
/// What the state machine refuses; [`Fault`] of the store.
pub(crate) fn step(
    tx: &Tx<'_>,
    before: &Conversation,
    act: Act,
    assignee: Option<UserId>,
    now: Timestamp,
) -> Result<State, Fault> {
    let state = transition(Some(before.state), act)?;
    if state == State::Closed {
        close(tx, before, CloseReason::Person, now)?;
        return Ok(state);
    }
    bots::part::leave(tx, before, Why::Taken, now)?;
    let phase = states::phase(before.phase, act, state);
    if before.is_offered() && !matches!(act, Act::ContactWrites) {
        withdraw(tx, before, now)?;
    }
    if before.assignee.is_some() && before.assignee != assignee {
        consults::end::end_all(tx, before, EndReason::GivenAway, now)?;
    }
    if before.snoozed && !rest::outlasts(act) {
        snooze::end(tx, before.id)?;
    }
    let settings = workstream::of_number(tx, before.number_id)?.settings;
    conversation::set_state(tx, before.id, To { state, phase, assignee, remember: !before.is_offered() }, now)?;
    if let Some(agent) = has(phase, assignee)
        && has(before.phase, before.assignee) != Some(agent)
    {
        tx.tell(Happened::to(Topic::ConversationAssigned, before.id, now));
    }
    let kept_in_state = state == before.state;
    let after = Left { state, since: if kept_in_state { before.state_at } else { now }, assignee };
    settle(tx, before, after, &settings, now)?;
    if state == State::Open && !kept_in_state {
        wait::again(tx, before, &settings, now)?;
    } else {
        wait::reckon(tx, before.id, &settings, now)?;
    }
    Ok(state)
}

/// Who has a conversation; whoever is only asked to take it has not.
fn has(phase: Option<Phase>, assignee: Option<UserId>) -> Option<UserId> {
    assignee.filter(|_| phase != Some(Phase::AwaitingAcceptance))
}

/// Closes a conversation for a reason.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::ConversationClosed`]; [`Fault`] of the store.
pub(crate) fn close(tx: &Tx<'_>, before: &Conversation, reason: CloseReason, now: Timestamp) -> Result<(), Fault> {
    let act = if reason == CloseReason::Inactivity { Act::Inactivity } else { Act::Close };
    let state = transition(Some(before.state), act)?;
    bots::part::leave(tx, before, Why::Closed, now)?;
    if before.is_offered() {
        withdraw(tx, before, now)?;
    }
    consults::end::end_all(tx, before, EndReason::Closed, now)?;
    snooze::end(tx, before.id)?;
    conversation::close(tx, before.id, reason, now)?;
    trace_step::add(tx, before.id, &Step::Closed { reason }, now)?;
    let settings = workstream::of_number(tx, before.number_id)?.settings;
    settle(tx, before, Left { state, since: now, assignee: before.assignee }, &settings, now)
}

/// How a move leaves a conversation.
#[derive(Clone, Copy)]
struct Left {
    state: State,
    since: Timestamp,
    assignee: Option<UserId>,
}

/// What was offered is taken back; whoever has answered it has done so before.
fn withdraw(tx: &Tx<'_>, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    let Some(standing) = offer::standing(tx, conversation.id)? else { return Ok(()) };
    answer::note(tx, &standing, Answer::Withdrawn, now)
}

/// Whoever had it and whoever has it now have more or less at hand than before.
fn settle(tx: &Tx<'_>, before: &Conversation, left: Left, settings: &Settings, now: Timestamp) -> Result<(), Fault> {
    let takes = |state, since| Held { state, cost: settings.cost, block: settings.block, since }.load(now);
    let (was, is) = (takes(before.state, before.state_at), takes(left.state, left.since));
    if let Some(user) = before.assignee {
        let still = if left.assignee == Some(user) { is } else { Units::ZERO };
        if still < was {
            standings::note_freed(tx, user, now)?;
        }
        if still != was {
            standing::happen(tx, user, now, Happening::Load)?;
        }
    }
    if let Some(user) = left.assignee.filter(|user| before.assignee != Some(*user))
        && is != Units::ZERO
    {
        standing::happen(tx, user, now, Happening::Load)?;
    }
    Ok(())
}
