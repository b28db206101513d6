//! An agent ends a conversation: the talk is over, the paperwork may follow.

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::conversation::Act;
use crate::domain::ids::{ConversationId, OutcomeId};
use crate::domain::permission::may_finish;
use crate::domain::user::Actor;
use crate::flows::conversations::outcomes::settle;
use crate::flows::conversations::{distribute, load, step, tell};
use crate::flows::messages::automatic::{self, Extra};
use crate::flows::surveys::ask::ask;
use crate::store::Fault;
use crate::store::thread_event::ThreadEventKind;

/// Moves it to Wrap-up, where it stays its agent's until it is closed. `outcomes`: what became of it, instead of what
/// was said before; `None`: as it was said.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_finish` and the state machine say, or because its workstream requires an
/// outcome; [`Fault`] of the store.
pub fn end(app: &App, actor: Actor, id: ConversationId, outcomes: Option<Vec<OutcomeId>>) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_finish(actor, &conversation.access(tx, actor)?)?;
        settle(tx, &conversation, outcomes.as_deref(), true)?;
        automatic::tell(tx, &conversation, Trigger::Ended, &Extra::default(), now)?;
        step::step(tx, &conversation, Act::End, conversation.assignee, now)?;
        tell(tx, &conversation, ThreadEventKind::Ended, &actor.scope(), &serde_json::json!({}), now)?;
        ask(tx, &conversation, now)?;
        tx.publish(conversation.changed(conversation.assignee));
        distribute::distribute(tx, now)?;
        Ok(())
    })
}
