//! A conversation is closed at once, its wrap-up too.

use crate::app::App;
use crate::domain::conversation::{Act, CloseReason, transition};
use crate::domain::ids::ConversationId;
use crate::domain::permission::may_finish;
use crate::domain::user::Actor;
use crate::flows::conversations::{load, tell};
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, conversation};

/// Closes it.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_finish` and the state machine say; [`Fault`] of the store.
pub fn close(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_finish(actor, &conversation.access())?;
        transition(Some(conversation.state), Act::Close)?;
        conversation::close(tx, id, CloseReason::Person, now)?;
        let detail = serde_json::json!({ "reason": CloseReason::Person.word() });
        tell(tx, &conversation, ThreadEventKind::Closed, &actor.scope(), &detail, now)?;
        tx.publish(conversation.changed(conversation.assignee));
        Ok(())
    })
}
