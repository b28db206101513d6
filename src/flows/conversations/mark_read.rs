//! Somebody who works on a conversation has read it.

use crate::app::App;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::permission::may_write;
use crate::domain::user::Actor;
use crate::flows::conversations::load;
use crate::store::{Fault, conversation};

/// Marks everything up to `up_to` as read. Whoever only looks in leaves it unread, so that a supervisor's
/// or colleague's glance hides nothing from its agent; that is no error.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NotFound`]; [`Fault`] of the store.
pub fn mark_read(app: &App, actor: Actor, id: ConversationId, up_to: MessageId) -> Result<(), Fault> {
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        let works_on_it = conversation.assignee.is_some() && conversation.assignee == actor.user();
        if works_on_it
            && may_write(actor, &conversation.access(tx, actor)?).is_ok()
            && conversation::mark_read(tx, id, up_to)?
        {
            tx.publish(conversation.changed(conversation.assignee));
        }
        Ok(())
    })
}
