//! New opening hours.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::HoursId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::flows::hours::{Change, checked};
use crate::store::{Fault, audit, hours};

/// Makes some.
///
/// # Errors
/// [`Refusal::NotAllowed`](crate::domain::refusal::Refusal::NotAllowed); everything that is wrong with their fields;
/// the store's.
pub fn create(app: &App, actor: Actor, wanted: Change) -> Result<HoursId, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let Change { name, time_zone, spans, holidays } = wanted;
    let (name, checked) = checked(
        &name.unwrap_or_default(),
        &time_zone.unwrap_or_default(),
        spans.unwrap_or_default(),
        holidays.unwrap_or_default(),
    )?;
    app.store.write(move |tx| {
        let id = hours::insert(tx, &name, &checked, now)?;
        let detail = json!({ "name": name });
        audit::insert(tx, now, &actor.scope(), "hours.created", &format!("hours:{id}"), &detail)?;
        Ok(id)
    })
}
