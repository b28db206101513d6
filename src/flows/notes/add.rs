//! Somebody leaves a note.

use crate::app::App;
use crate::domain::ids::{ConversationId, NoteId};
use crate::domain::note::checked;
use crate::domain::permission::may_read;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::notes::{ask, changed};
use crate::store::conversation::{self, Conversation};
use crate::store::{Fault, Tx, note};

/// Leaves a note in a conversation, open or closed, of whoever may read it.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::NotAllowed`] for commands; `text`/`missing`, `text`/`too-long`; the store's.
pub fn add(app: &App, actor: Actor, id: ConversationId, typed: &str) -> Result<NoteId, Fault> {
    let now = app.clock.now();
    let body = checked(typed)?;
    app.store.write(move |tx| {
        let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        if !may_read(actor, &conversation.access(tx, actor)?) {
            return Err(Refusal::NotFound.into());
        }
        let id = add_in(tx, actor, &conversation, &body, now)?;
        if let Some(user) = actor.user() {
            note::save_draft(tx, user, conversation.thread_id, "", now)?;
        }
        Ok(id)
    })
}

/// The same within a larger transaction; `body` is checked.
///
/// # Errors
/// [`Refusal::NotAllowed`] for commands, which are nobody; the store's.
pub(crate) fn add_in(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    body: &str,
    now: Timestamp,
) -> Result<NoteId, Fault> {
    if actor == Actor::Command {
        return Err(Refusal::NotAllowed.into());
    }
    let id = note::insert(tx, (conversation.thread_id, conversation.id), actor, body, now)?;
    let kept = note::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    ask(tx, &kept, now)?;
    tx.publish(changed(&kept));
    Ok(id)
}
