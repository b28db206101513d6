//! An agent leaves a conversation until the contact writes: it takes no capacity meanwhile, and its agent is asked first
//! when it comes back.

use crate::app::App;
use crate::domain::conversation::Act;
use crate::domain::ids::ConversationId;
use crate::domain::permission::may_finish;
use crate::domain::user::Actor;
use crate::flows::conversations::{distribute, load, step, tell};
use crate::store::Fault;
use crate::store::thread_event::ThreadEventKind;

/// Moves it to Waiting.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_finish` and the state machine say; [`Fault`] of the store.
pub fn leave_waiting(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_finish(actor, &conversation.access(tx, actor)?)?;
        step::step(tx, &conversation, Act::Wait, conversation.assignee, now)?;
        tell(tx, &conversation, ThreadEventKind::LeftWaiting, &actor.scope(), &serde_json::json!({}), now)?;
        tx.publish(conversation.changed(conversation.assignee));
        distribute::distribute(tx, now)?;
        Ok(())
    })
}
