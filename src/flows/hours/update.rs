//! Opening hours are changed: all of it or nothing.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::HoursId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::flows::hours::{Change, checked};
use crate::store::{Fault, audit, hours};

/// Changes them.
///
/// # Errors
/// `NotAllowed`, `NotFound` of [`Refusal`](crate::domain::refusal::Refusal); everything that is wrong with their
/// fields; the store's.
pub fn update(app: &App, actor: Actor, id: HoursId, change: Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = hours::get(tx, id)?;
        let (name, after) = checked(
            &change.name.unwrap_or_else(|| before.name.clone()),
            &change.time_zone.unwrap_or_else(|| before.hours.zone().name().to_owned()),
            change.spans.unwrap_or_else(|| before.hours.spans().to_vec()),
            change.holidays.unwrap_or_else(|| before.hours.holidays().to_vec()),
        )?;
        if (&name, &after) == (&before.name, &before.hours) {
            return Ok(());
        }
        hours::update(tx, id, &name, &after, now)?;
        let detail = json!({ "name": name, "spans": after.spans().len(), "holidays": after.holidays().len() });
        audit::insert(tx, now, &actor.scope(), "hours.changed", &format!("hours:{id}"), &detail)
    })
}
