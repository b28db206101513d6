//! An admin tries a webhook out: one call at once, whatever waits, whether or not it is switched on. It says nothing about
//! how the webhook is doing.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{OutgoingWebhookId, WebhookDeliveryId};
use crate::domain::outgoing_webhook::{Outcome, Topic};
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::outgoing_webhooks::call::{self, Claimed};
use crate::flows::outgoing_webhooks::note::body;
use crate::random;
use crate::store::webhook_delivery::{self, New};
use crate::store::{Fault, audit, outgoing_webhook};

/// Calls it with a test; the delivery, settled.
///
/// # Errors
/// `NotAllowed`, `NotFound`; the store's.
pub fn try_out(app: &App, actor: Actor, id: OutgoingWebhookId) -> Result<WebhookDeliveryId, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let claimed = app.store.write(move |tx| {
        let webhook = outgoing_webhook::get(tx, id)?;
        let event_id = random::token();
        let told = json!({ "webhook": { "id": id.to_string(), "name": webhook.name } });
        let body = body(&event_id, Topic::Test.word(), now, &told);
        let new = New { event_id: &event_id, topic: Topic::Test, conversation: None, message: None, body: &body };
        let delivery = webhook_delivery::insert(tx, id, &new, now)?;
        webhook_delivery::claim(tx, delivery, now)?;
        let subject = format!("outgoing_webhook:{id}");
        audit::insert(tx, now, &actor.scope(), "outgoing_webhook.tried", &subject, &json!({}))?;
        let delivery = webhook_delivery::by_id(tx, id, delivery)?.ok_or(Refusal::NotFound)?;
        Ok(Claimed { delivery, webhook })
    })?;
    let (answered, _) = call::post(app, &claimed);
    let (now, delivery) = (app.clock.now(), claimed.delivery.id);
    let outcome = if call::is_taken(&answered) { Outcome::Delivered } else { Outcome::Failed };
    app.store.write(move |tx| webhook_delivery::settle(tx, delivery, outcome, &answered, now))?;
    app.metrics.webhook_call(outcome.word());
    Ok(delivery)
}
