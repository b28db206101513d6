//! A workstream is deleted, with its rules.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, workstream};

/// Deletes one. Its row stays, for old conversations name it.
///
/// # Errors
/// `NotAllowed`, `NotFound`; [`Refusal::InUse`] with everything that still leads to it.
pub fn delete(app: &App, actor: Actor, id: WorkstreamId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = workstream::get(tx, id)?;
        Refusal::unless_unused(&workstream::uses(tx, id)?)?;
        workstream::delete(tx, id, now)?;
        let detail = json!({ "name": before.settings.name });
        audit::insert(tx, now, &actor.scope(), "workstream.deleted", &format!("workstream:{id}"), &detail)
    })
}
