//! What a program was told is told again, as it was then: one delivery, or all that were given up since a time.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{OutgoingWebhookId, WebhookDeliveryId};
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, outgoing_webhook, webhook_delivery};

/// Rows in one job of the writer.
const ROWS: i64 = 500;

/// Sends one again at once, with its event id; it is tried from the beginning.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `NotNow` for one that is being called, or will be at once; the store's.
pub fn again(app: &App, actor: Actor, id: OutgoingWebhookId, delivery: WebhookDeliveryId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        outgoing_webhook::get(tx, id)?;
        let found = webhook_delivery::by_id(tx, id, delivery)?.ok_or(Refusal::NotFound)?;
        if !webhook_delivery::again(tx, delivery, now)? {
            return Err(Refusal::NotNow.into());
        }
        outgoing_webhook::wake(tx, id)?;
        tx.publish(Event::DeliveriesDue);
        let (subject, detail) = (format!("outgoing_webhook:{id}"), json!({ "event": found.topic.word() }));
        audit::insert(tx, now, &actor.scope(), "outgoing_webhook.sent_again", &subject, &detail)
    })
}

/// Sends all again that were given up and happened at `since` or later; how many.
///
/// # Errors
/// `NotAllowed`, `NotFound`; the store's.
pub fn again_all(app: &App, actor: Actor, id: OutgoingWebhookId, since: Timestamp) -> Result<u64, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.read(|db| outgoing_webhook::get(db, id))?;
    let mut total = 0;
    loop {
        let some = app.store.write(move |tx| {
            let some = webhook_delivery::again_failed(tx, id, since, ROWS, now)?;
            tx.publish(Event::DeliveriesDue);
            Ok(i64::try_from(some).unwrap_or(i64::MAX))
        })?;
        total += some.unsigned_abs();
        if some < ROWS {
            break;
        }
    }
    app.store.write(move |tx| {
        let (subject, detail) =
            (format!("outgoing_webhook:{id}"), json!({ "since": since.to_string(), "total": total }));
        audit::insert(tx, now, &actor.scope(), "outgoing_webhook.sent_again", &subject, &detail)
    })?;
    Ok(total)
}
