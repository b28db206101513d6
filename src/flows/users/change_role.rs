//! Another role, in force at the user's next request.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::UserId;
use crate::domain::user::Role;
use crate::flows::users::{keep_an_admin, load, subject};
use crate::store::{Fault, audit, user};

/// Gives a role.
///
/// # Errors
/// `NotFound`, `LastAdmin` of [`crate::domain::refusal::Refusal`]; the store's.
pub fn change_role(app: &App, actor: &str, id: UserId, role: Role) -> Result<(), Fault> {
    let now = app.clock.now();
    let actor = actor.to_owned();
    app.store.write(move |tx| {
        let known = load(tx, id)?;
        if known.role == role {
            return Ok(());
        }
        if role < known.role {
            keep_an_admin(tx, &known)?;
        }
        user::set_role(tx, id, role, now)?;
        audit::insert(tx, now, &actor, "user.role", &subject(id), &json!({ "from": known.role, "to": role }))?;
        tx.publish(Event::UserChanged { user: id });
        Ok(())
    })
}
