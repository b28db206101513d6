//! Switches a number on or off. Off: nothing is sent by it; what contacts write is still taken.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::NumberId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, number};

/// Switches it; to what it is already changes nothing.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn set_active(app: &App, actor: Actor, id: NumberId, active: bool) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let mut number = number::get(tx, id)?;
        if number.active == active {
            return Ok(());
        }
        number.active = active;
        number::update(tx, &number, now)?;
        let action = if active { "number.activated" } else { "number.deactivated" };
        audit::insert(tx, now, &actor.scope(), action, &format!("number:{id}"), &json!({}))
    })
}
