//! One of the two says something to the other.

use crate::app::App;
use crate::domain::ids::ConsultId;
use crate::domain::note::checked;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::consults::{changed, conversation_of, own};
use crate::store::{Fault, consult};

/// Says it.
///
/// # Errors
/// [`Refusal::NotFound`] for a talk of others, [`Refusal::NotNow`] for one that is over; `text`/`missing`,
/// `text`/`too-long`; the store's.
pub fn say(app: &App, actor: Actor, id: ConsultId, words: &str) -> Result<(), Fault> {
    let now = app.clock.now();
    let user = actor.user().ok_or(Refusal::NotAllowed)?;
    let words = checked(words)?;
    app.store.write(move |tx| {
        let found = own(tx, actor, id)?;
        consult::say(tx, id, user, &words, now)?;
        tx.publish(changed(&found, &conversation_of(tx, &found)?));
        Ok(())
    })
}
