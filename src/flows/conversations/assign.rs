//! A conversation is given to a user.

use crate::app::App;
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::permission::may_assign;
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Actor;
use crate::flows::conversations::{distribute, given, load, tell};
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, user};

/// Gives it to `to`.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_assign` and the state machine say; a field refusal if `to` is not an active user.
pub fn assign(app: &App, actor: Actor, id: ConversationId, to: UserId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_assign(actor, &conversation.access(tx, actor)?, to)?;
        if !user::find(tx, to)?.is_some_and(|user| user.active) {
            return Err(FieldProblem::new("user_id", "unknown").into());
        }
        if conversation.assignee == Some(to) && !conversation.is_offered() {
            return Ok(());
        }
        given::give(tx, actor, &conversation, to, now)?;
        let detail = serde_json::json!({ "to": to, "from": conversation.assignee });
        tell(tx, &conversation, ThreadEventKind::Given, &actor.scope(), &detail, now)?;
        tx.publish(conversation.changed(Some(to)));
        distribute::distribute(tx, now)?;
        Ok(())
    })
}
