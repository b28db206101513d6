//! A new queue.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::QueueId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::conversations::distribute::distribute;
use crate::flows::queues::{Change, blank, wrong};
use crate::store::{Fault, audit, queue};

/// Makes one.
///
/// # Errors
/// [`Refusal::NotAllowed`]; everything that is wrong with its fields; the store's.
pub fn create(app: &App, actor: Actor, wanted: Change) -> Result<QueueId, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let mut problems = Vec::new();
        let settings = wanted.apply(blank(), &mut problems);
        problems.extend(wrong(tx, None, &settings, &wanted)?);
        Refusal::unless_empty(problems)?;
        let id = queue::insert(tx, &settings, now)?;
        let members = wanted.members.unwrap_or_default();
        queue::set_members(tx, id, &members)?;
        let detail = json!({ "name": settings.name, "members": members.len() });
        audit::insert(tx, now, &actor.scope(), "queue.created", &format!("queue:{id}"), &detail)?;
        distribute(tx, now)?;
        Ok(id)
    })
}
