//! One of the two says something to the other.

use crate::app::App;
use crate::domain::ids::{ConsultId, UserId};
use crate::domain::note::checked;
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Actor;
use crate::flows::consults::{changed, conversation_of, own};
use crate::store::{Fault, consult};

/// Says it.
///
/// # Errors
/// As [`say_as`].
pub fn say(app: &App, actor: Actor, id: ConsultId, words: &str) -> Result<(), Fault> {
    say_as(app, actor, id, actor.user(), words)
}

/// A program says it for one of the two: `user`, or who asks.
///
/// # Errors
/// `NotFound` for a talk of others, `NotNow` for one that is over; `user_id`/`consult-neither`;
/// `text`/`missing`, `text`/`too-long`; the store's.
pub fn say_as(app: &App, actor: Actor, id: ConsultId, user: Option<UserId>, words: &str) -> Result<(), Fault> {
    let now = app.clock.now();
    let words = checked(words)?;
    app.store.write(move |tx| {
        let found = own(tx, actor, id)?;
        let user = user.unwrap_or(found.asker);
        if user != found.asker && user != found.guest {
            return Err(FieldProblem::new("user_id", "consult-neither").into());
        }
        consult::say(tx, id, user, &words, now)?;
        tx.publish(changed(&found, &conversation_of(tx, found.conversation)?));
        Ok(())
    })
}
