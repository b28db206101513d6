//! A queue is deleted, once nothing leads to it any more.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::QueueId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, queue};

/// Deletes one. Old conversations name it still.
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::NotFound`]; [`Refusal::InUse`] with everything that leads to it; the store's.
pub fn delete(app: &App, actor: Actor, id: QueueId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = queue::get(tx, id)?;
        Refusal::unless_unused(&queue::uses(tx, id)?)?;
        queue::delete(tx, id, now)?;
        let detail = json!({ "name": before.settings.name });
        audit::insert(tx, now, &actor.scope(), "queue.deleted", &format!("queue:{id}"), &detail)
    })
}
