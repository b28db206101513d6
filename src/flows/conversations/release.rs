//! A conversation goes back to everybody.

use crate::app::App;
use crate::domain::conversation::{Act, CloseReason, State};
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::permission::may_finish;
use crate::domain::time::Timestamp;
use crate::domain::trace::Step;
use crate::domain::user::Actor;
use crate::flows::conversations::{distribute, load, step, tell};
use crate::store::conversation::{self, Conversation};
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, Tx, trace_step};

/// Gives it back.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_finish` and the state machine say; [`Fault`] of the store.
pub fn release(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_finish(actor, &conversation.access(tx, actor)?)?;
        release_one(tx, &conversation, (&actor.scope(), actor.user()), now)?;
        distribute::distribute_for(tx, id, now)
    })
}

/// Gives back everything that `user` has, because that user goes; how many. Part of a larger transaction.
///
/// # Errors
/// [`Fault`] of the store.
pub fn release_all(tx: &Tx<'_>, user: UserId, actor: &str, now: Timestamp) -> Result<usize, Fault> {
    let all = conversation::of_assignee(tx, user)?;
    for conversation in &all {
        // What is being wrapped up has nothing left for anybody else to do.
        if conversation.state == State::WrapUp {
            step::close(tx, conversation, CloseReason::Person, now)?;
            tx.publish(conversation.changed(None));
        } else {
            release_one(tx, conversation, (actor, None), now)?;
        }
    }
    Ok(all.len())
}

/// The same within a larger transaction, in which distribution comes later.
///
/// # Errors
/// What the state machine refuses; [`Fault`] of the store.
pub(crate) fn release_one(
    tx: &Tx<'_>,
    conversation: &Conversation,
    (actor, by): (&str, Option<UserId>),
    now: Timestamp,
) -> Result<(), Fault> {
    let asked = conversation.is_offered();
    step::step(tx, conversation, Act::Release, None, now)?;
    if let Some(agent) = conversation.assignee.filter(|_| !asked) {
        trace_step::add(tx, conversation.id, &Step::Released { agent, by }, now)?;
        tell(tx, conversation, ThreadEventKind::Released, actor, &serde_json::json!({}), now)?;
    }
    tx.publish(conversation.changed(None));
    Ok(())
}
