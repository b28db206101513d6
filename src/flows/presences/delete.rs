//! A named presence is deleted. Who is at it keeps what it counted as.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::PresenceId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, named_presence};

/// Deletes one.
///
/// # Errors
/// `NotAllowed`, `NotFound` of [`Refusal`](crate::domain::refusal::Refusal); the store's.
pub fn delete(app: &App, actor: Actor, id: PresenceId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = named_presence::get(tx, id)?;
        named_presence::delete(tx, id, now)?;
        let detail = json!({ "name": before.name });
        audit::insert(tx, now, &actor.scope(), "presence.deleted", &format!("presence:{id}"), &detail)
    })
}
