//! Which presences change by themselves.

use serde_json::json;

use crate::app::App;
use crate::domain::permission::may_administer;
use crate::domain::presence::Automatic;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, named_presence};

/// What is to be so; what is left out stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct Change {
    /// With the capacity that is taken.
    pub capacity: Option<bool>,
    /// To Away, after an offer that was not answered in time.
    pub missed: Option<bool>,
    /// To Do not disturb, after an offer that was declined.
    pub declined: Option<bool>,
}

/// Sets it.
///
/// # Errors
/// [`Refusal::NotAllowed`](crate::domain::refusal::Refusal::NotAllowed); the store's.
pub fn set_automatic(app: &App, actor: Actor, change: Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = named_presence::automatic(tx)?;
        let after = Automatic {
            capacity: change.capacity.unwrap_or(before.capacity),
            missed: change.missed.unwrap_or(before.missed),
            declined: change.declined.unwrap_or(before.declined),
        };
        if after == before {
            return Ok(());
        }
        named_presence::set_automatic(tx, after)?;
        let detail =
            json!({ "capacity_changes_presence": after.capacity, "missed": after.missed, "declined": after.declined });
        audit::insert(tx, now, &actor.scope(), "presence.automatic", "installation", &detail)
    })
}
