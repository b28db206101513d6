//! A conversation goes back to everybody.

use crate::app::App;
use crate::domain::conversation::{Act, transition};
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::permission::may_finish;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::conversations::{load, tell};
use crate::store::conversation::{self, Conversation};
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, Tx};

/// Gives it back.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_finish` and the state machine say; [`Fault`] of the store.
pub fn release(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_finish(actor, &conversation.access())?;
        release_one(tx, &conversation, &actor.scope(), now)
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
        if conversation.state == crate::domain::conversation::State::WrapUp {
            conversation::close(tx, conversation.id, crate::domain::conversation::CloseReason::Person, now)?;
            tx.publish(conversation.changed(None));
        } else {
            release_one(tx, conversation, actor, now)?;
        }
    }
    Ok(all.len())
}

fn release_one(tx: &Tx<'_>, conversation: &Conversation, actor: &str, now: Timestamp) -> Result<(), Fault> {
    let state = transition(Some(conversation.state), Act::Release)?;
    conversation::set_state(tx, conversation.id, state, None)?;
    tell(tx, conversation, ThreadEventKind::Released, actor, &serde_json::json!({}), now)?;
    tx.publish(conversation.changed(None));
    Ok(())
}
