//! Opening hours are deleted, once nothing opens by them any more.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::HoursId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, hours};

/// Deletes them.
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::NotFound`]; [`Refusal::InUse`] with everything that needs them; the store's.
pub fn delete(app: &App, actor: Actor, id: HoursId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = hours::get(tx, id)?;
        Refusal::unless_unused(&hours::uses(tx, id)?)?;
        hours::delete(tx, id, now)?;
        let detail = json!({ "name": before.name });
        audit::insert(tx, now, &actor.scope(), "hours.deleted", &format!("hours:{id}"), &detail)
    })
}
