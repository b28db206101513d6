//! A note is removed: its words are gone, that somebody had left one is not.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::NoteId;
use crate::domain::permission::may_remove_note;
use crate::domain::user::Actor;
use crate::flows::notes::{changed, readable};
use crate::store::{Fault, audit, note};

/// Removes a note: one's own, or anybody's from supervisor up. Once more changes nothing.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NotFound`]; [`crate::domain::refusal::Refusal::NotAllowed`]; the store's.
pub fn remove(app: &App, actor: Actor, id: NoteId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let (found, _) = readable(tx, actor, id)?;
        may_remove_note(actor, found.user)?;
        if found.removed_at.is_some() {
            return Ok(());
        }
        note::remove(tx, id, now)?;
        tx.publish(changed(&found));
        let detail = json!({ "conversation": found.conversation, "of": found.user });
        audit::insert(tx, now, &actor.scope(), "note.removed", &format!("note:{id}"), &detail)
    })
}
