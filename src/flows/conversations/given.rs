//! A person's choice: somebody takes a conversation, or gives it to somebody. It may go above a capacity, and then the
//! trace says by how much.

use serde_json::json;

use crate::domain::conversation::Act;
use crate::domain::ids::UserId;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Timestamp;
use crate::domain::trace::{How, Step};
use crate::domain::user::Actor;
use crate::flows::conversations::joined::{self, Came};
use crate::flows::conversations::{step, tell};
use crate::store::conversation::Conversation;
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, Tx, floor, queue, trace_step, user, workstream};

/// Fine if a conversation, or a question about one, can go to this user.
///
/// # Errors
/// `user_id`/`unknown`; the store's.
pub(crate) fn check_works_here(tx: &Tx<'_>, to: UserId) -> Result<(), Fault> {
    if user::find(tx, to)?.is_some_and(|user| user.active) {
        Ok(())
    } else {
        Err(FieldProblem::new("user_id", "unknown").into())
    }
}

/// Makes it `to`'s, says so in the thread, and to whoever looks on.
///
/// # Errors
/// As [`give`].
pub(crate) fn hand_over(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    to: UserId,
    now: Timestamp,
) -> Result<(), Fault> {
    give(tx, actor, conversation, to, now)?;
    let detail = json!({ "to": to, "from": conversation.assignee });
    tell(tx, conversation, ThreadEventKind::Given, &actor.scope(), &detail, now)?;
    tx.publish(conversation.changed(Some(to)));
    Ok(())
}

/// Makes it `to`'s.
///
/// # Errors
/// What the state machine refuses; [`Fault`] of the store.
pub(crate) fn give(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    to: UserId,
    now: Timestamp,
) -> Result<(), Fault> {
    let cost = workstream::of_number(tx, conversation.number_id)?.settings.cost;
    let above_by = floor::load_of(tx, to, now)?.above_by(cost);
    step::step(tx, conversation, Act::Take, Some(to), now)?;
    if let Some(queue) = conversation.queue {
        queue::note_assigned(tx, queue, to, now)?;
    }
    let (how, by) = if actor.user() == Some(to) { (How::Picked, None) } else { (How::Given, actor.user()) };
    let step = Step::Assigned { agent: to, how, queue: conversation.queue, above_by, by, considered: Vec::new() };
    trace_step::add(tx, conversation.id, &step, now)?;
    let came = if how == How::Picked { Came::Oneself } else { Came::Given };
    joined::tell(tx, conversation, to, came, now)
}
