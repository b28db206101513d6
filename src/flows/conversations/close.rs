//! A conversation is closed at once, its wrap-up too.

use crate::app::App;
use crate::domain::conversation::{CloseReason, State};
use crate::domain::ids::ConversationId;
use crate::domain::permission::may_finish;
use crate::domain::user::Actor;
use crate::flows::conversations::{distribute, load, step, tell};
use crate::store::Fault;
use crate::store::thread_event::ThreadEventKind;

/// Closes it.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_finish` and the state machine say; [`Fault`] of the store.
pub fn close(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_finish(actor, &conversation.access(tx, actor)?)?;
        // Whoever takes work out of somebody's hands forces it; closing what that somebody ended is only paperwork.
        let in_hand = matches!(conversation.state, State::Active | State::Waiting);
        let others = conversation.assignee.is_some_and(|agent| actor.user() != Some(agent));
        let reason = if in_hand && others { CloseReason::Forced } else { CloseReason::Person };
        step::close(tx, &conversation, reason, now)?;
        let detail = serde_json::json!({ "reason": reason.word() });
        tell(tx, &conversation, ThreadEventKind::Closed, &actor.scope(), &detail, now)?;
        tx.publish(conversation.changed(conversation.assignee));
        distribute::distribute(tx, now)?;
        Ok(())
    })
}
