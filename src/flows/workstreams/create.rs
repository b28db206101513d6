//! A new workstream.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::domain::workstream::{Change, Mode, Settings};
use crate::flows::workstreams::members;
use crate::store::{Fault, audit, queue, workstream};

/// Makes one. What is not said about it is as for every new one.
///
/// # Errors
/// `NotAllowed`, or everything that is wrong with the fields.
pub fn create(app: &App, actor: Actor, wanted: Change) -> Result<WorkstreamId, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let new = Settings::new("", Mode::Push, wanted.fallback_queue.unwrap_or(queue::EVERYONE));
        let known = members(tx, new.fallback_queue)?;
        let settings = wanted.apply(&new, |_| known)?;
        let id = workstream::insert(tx, &settings, now)?;
        let detail = json!({ "name": settings.name, "mode": settings.mode });
        audit::insert(tx, now, &actor.scope(), "workstream.created", &format!("workstream:{id}"), &detail)?;
        Ok(id)
    })
}
