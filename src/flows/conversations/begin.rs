//! "Write again": a new conversation in a thread whose last one is over.

use crate::app::App;
use crate::domain::conversation::{Act, transition};
use crate::domain::ids::{ConversationId, ThreadId};
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::conversations::tell;
use crate::flows::messages::receive::open_conversation;
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, conversation, thread};

/// Opens one and, for a user, takes it. If one is live already, that one is returned as it is.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Fault`] of the store.
pub fn begin(app: &App, actor: Actor, id: ThreadId) -> Result<ConversationId, Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let thread = thread::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        if let Some(live) = conversation::live(tx, id)? {
            return Ok(live.id);
        }
        let opened = open_conversation(tx, &thread, now)?;
        if let Some(user) = actor.user() {
            let state = transition(Some(opened.state), Act::Take)?;
            conversation::set_state(tx, opened.id, state, Some(user))?;
            tell(tx, &opened, ThreadEventKind::Taken, &actor.scope(), &serde_json::json!({}), now)?;
            tx.publish(opened.changed(Some(user)));
        }
        Ok(opened.id)
    })
}
