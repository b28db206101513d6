//! Whether a user is there, as they or a supervisor say.

use crate::app::App;
use crate::domain::ids::UserId;
use crate::domain::permission::may_set_presence;
use crate::domain::user::{Actor, Presence};
use crate::flows::users::load;
use crate::store::{Fault, user};

/// Sets it.
///
/// # Errors
/// `NotAllowed`, `NotFound` of [`crate::domain::refusal::Refusal`]; the store's.
pub fn set_presence(app: &App, actor: Actor, id: UserId, presence: Presence) -> Result<(), Fault> {
    may_set_presence(actor, id)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        load(tx, id)?;
        user::set_presence(tx, id, presence, now)
    })
}
