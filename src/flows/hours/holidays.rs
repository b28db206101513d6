//! Single holidays come and go.

use serde_json::json;

use crate::app::App;
use crate::domain::hours::{Holiday, Hours};
use crate::domain::ids::HoursId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::store::{Fault, Tx, audit, hours};

/// Adds one, unless it is there just so.
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::NotFound`]; what is wrong with it; the store's.
pub fn add(app: &App, actor: Actor, id: HoursId, holiday: Holiday) -> Result<(), Fault> {
    change(app, actor, id, move |holidays| {
        if !holidays.contains(&holiday) {
            holidays.push(holiday);
        }
    })
}

/// Takes some away; those that are gone already do not matter.
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::NotFound`]; the store's.
pub fn remove(app: &App, actor: Actor, id: HoursId, gone: Vec<Holiday>) -> Result<(), Fault> {
    change(app, actor, id, move |holidays| holidays.retain(|holiday| !gone.contains(holiday)))
}

fn change(
    app: &App,
    actor: Actor,
    id: HoursId,
    edit: impl FnOnce(&mut Vec<Holiday>) + Send + 'static,
) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx: &Tx<'_>| {
        let before = hours::get(tx, id)?;
        let mut holidays = before.hours.holidays().to_vec();
        edit(&mut holidays);
        let after = Hours::new(before.hours.zone().name(), before.hours.spans().to_vec(), holidays);
        let after = after.map_err(Refusal::Fields)?;
        if after == before.hours {
            return Ok(());
        }
        hours::update(tx, id, &before.name, &after, now)?;
        let detail = json!({ "name": before.name, "holidays": after.holidays().len() });
        audit::insert(tx, now, &actor.scope(), "hours.changed", &format!("hours:{id}"), &detail)
    })
}
