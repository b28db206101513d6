//! A named presence is changed. Who is at it now counts as before.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::PresenceId;
use crate::domain::permission::may_administer;
use crate::domain::user::{Actor, Presence};
use crate::flows::presences::checked;
use crate::store::{Fault, audit, named_presence};

/// Changes one; what is left out stays.
///
/// # Errors
/// `NotAllowed`, `NotFound` of [`Refusal`](crate::domain::refusal::Refusal); a problem of `name`; the store's.
pub fn update(
    app: &App,
    actor: Actor,
    id: PresenceId,
    name: Option<&str>,
    base: Option<Presence>,
) -> Result<(), Fault> {
    may_administer(actor)?;
    let (name, now) = (name.map(checked).transpose()?, app.clock.now());
    app.store.write(move |tx| {
        let before = named_presence::get(tx, id)?;
        let name = name.unwrap_or_else(|| before.name.clone());
        let base = base.unwrap_or(before.base);
        if (&name, base) == (&before.name, before.base) {
            return Ok(());
        }
        named_presence::update(tx, id, &name, base, now)?;
        let detail = json!({ "name": name, "base": base });
        audit::insert(tx, now, &actor.scope(), "presence.changed", &format!("presence:{id}"), &detail)
    })
}
