//! An own field is removed, with everything that stands in it.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::ContactFieldId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, contact_field};

/// Values that one job of the writer forgets.
const BATCH: u32 = 500;

/// Removes one.
///
/// # Errors
/// `NotAllowed`, `NotFound` of [`Refusal`](crate::domain::refusal::Refusal); [`Fault`] of the store. What was forgotten
/// until then stays forgotten.
pub fn remove(app: &App, actor: Actor, id: ContactFieldId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.read(|db| contact_field::get(db, id))?;
    while app.store.write(move |tx| contact_field::empty(tx, id, BATCH))? {}
    app.store.write(move |tx| {
        let before = contact_field::get(tx, id)?;
        // Somebody may have filled it in meanwhile.
        contact_field::empty(tx, id, u32::MAX)?;
        contact_field::remove(tx, id)?;
        let detail = json!({ "name": before.name });
        audit::insert(tx, now, &actor.scope(), "contact_field.removed", &format!("contact_field:{id}"), &detail)
    })
}
