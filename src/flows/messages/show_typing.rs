//! The contact sees that somebody writes, and that the messages were read. A courtesy: whatever goes wrong with it is
//! noted and nobody's trouble.

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::permission::may_write;
use crate::domain::user::Actor;
use crate::flows::accounts::credentials::credentials;
use crate::store::{Fault, account, conversation, message, number, thread};

/// Shows it for some seconds, if the number does so, `actor` works on the conversation and its window is open.
///
/// # Errors
/// [`Fault`] of the store.
pub fn show_typing(app: &App, actor: Actor, id: ConversationId) -> Result<(), Fault> {
    let now = app.clock.now();
    let found = app.store.read(|db| {
        let Some(conversation) = conversation::by_id(db, id)? else { return Ok(None) };
        let works = actor.user().is_some() && conversation.assignee == actor.user();
        if !works || may_write(actor, &conversation.access(db, actor)?).is_err() {
            return Ok(None);
        }
        let Some(thread) = thread::by_id(db, conversation.thread_id)? else { return Ok(None) };
        let facts = thread.facts(app.window_margin);
        if facts.opted_out || !facts.number_active || !facts.window.is_open(now) {
            return Ok(None);
        }
        if !number::get(db, thread.number_id)?.shows_typing {
            return Ok(None);
        }
        let sid = message::last_inbound_sid(db, thread.id)?;
        Ok(account::by_id(db, thread.account_id)?.zip(sid))
    })?;
    let Some((account, sid)) = found else { return Ok(()) };
    let shown = credentials(app, &account).map(|who| app.twilio.show_typing(&who, &sid));
    if let Ok(Err(error)) = shown {
        tracing::debug!(%error, "that somebody writes could not be shown");
    }
    Ok(())
}
