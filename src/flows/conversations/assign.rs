//! A conversation is given to a user.

use crate::app::App;
use crate::domain::conversation::{Act, transition};
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::permission::may_assign;
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Actor;
use crate::flows::conversations::{load, tell};
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, conversation, user};

/// Gives it to `to`.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_assign` and the state machine say; a field refusal if `to` is not an active user.
pub fn assign(app: &App, actor: Actor, id: ConversationId, to: UserId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_assign(actor, &conversation.access(), to)?;
        if !user::find(tx, to)?.is_some_and(|user| user.active) {
            return Err(FieldProblem::new("user_id", "unknown").into());
        }
        if conversation.assignee == Some(to) {
            return Ok(());
        }
        let state = transition(Some(conversation.state), Act::Take)?;
        conversation::set_state(tx, id, state, Some(to))?;
        let detail = serde_json::json!({ "to": to, "from": conversation.assignee });
        tell(tx, &conversation, ThreadEventKind::Given, &actor.scope(), &detail, now)?;
        tx.publish(conversation.changed(Some(to)));
        Ok(())
    })
}
