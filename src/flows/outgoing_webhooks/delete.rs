//! A webhook is deleted. What waits for it is told to nobody; its deliveries are removed soon after.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::OutgoingWebhookId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, outgoing_webhook};

/// Deletes one.
///
/// # Errors
/// `NotAllowed`, `NotFound`; the store's.
pub fn delete(app: &App, actor: Actor, id: OutgoingWebhookId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = outgoing_webhook::get(tx, id)?;
        outgoing_webhook::delete(tx, id, now)?;
        let (subject, detail) = (format!("outgoing_webhook:{id}"), json!({ "name": before.name }));
        audit::insert(tx, now, &actor.scope(), "outgoing_webhook.deleted", &subject, &detail)
    })
}
