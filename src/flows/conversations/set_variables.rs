//! What is known about a conversation is written down: by a program that knows the order, or by whoever talks.

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::permission::may_read;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::domain::variable::{self, Change};
use crate::flows::conversations::load;
use crate::store::{Fault, conversation_variable, workstream_variable};

/// Changes variables; those that are not named stay. Everybody may who may read the conversation.
///
/// # Errors
/// [`Refusal::NotFound`]; every name and value that is wrong; [`Fault`] of the store.
pub fn set_variables(app: &App, actor: Actor, id: ConversationId, change: Change) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        if !may_read(actor, &conversation.access(tx, actor)?) {
            return Err(Refusal::NotFound.into());
        }
        Refusal::unless_empty(variable::misfits(
            &workstream_variable::of_number(tx, conversation.number_id)?,
            &change,
        ))?;
        let before = conversation_variable::of(tx, id)?;
        let after = variable::changed(&before, &change).map_err(Refusal::Fields)?;
        if after == before {
            return Ok(());
        }
        conversation_variable::replace(tx, id, &before, &after, now)?;
        tx.publish(conversation.changed(conversation.assignee));
        Ok(())
    })
}
