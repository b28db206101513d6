//! The author of a note says it otherwise.

use crate::app::App;
use crate::domain::ids::NoteId;
use crate::domain::note::checked;
use crate::domain::permission::may_change_note;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::notes::{ask, changed, readable};
use crate::store::{Fault, note};

/// Changes a note of one's own. Colleagues who are mentioned newly are asked to look, others no more.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::NotAllowed`] for somebody else's; [`Refusal::NotNow`] for one that was removed;
/// `text`/`missing`, `text`/`too-long`; the store's.
pub fn change(app: &App, actor: Actor, id: NoteId, typed: &str) -> Result<(), Fault> {
    let now = app.clock.now();
    let body = checked(typed)?;
    app.store.write(move |tx| {
        let (found, _) = readable(tx, actor, id)?;
        may_change_note(actor, found.user)?;
        if found.removed_at.is_some() {
            return Err(Refusal::NotNow.into());
        }
        if found.body == body {
            return Ok(());
        }
        note::change(tx, id, &body, now)?;
        let kept = note::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        ask(tx, &kept, now)?;
        tx.publish(changed(&kept));
        Ok(())
    })
}
