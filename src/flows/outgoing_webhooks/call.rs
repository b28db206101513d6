//! A program is told: what waits longest is claimed, called with no database handle held, and settled.

use crate::app::App;
use crate::caller::Post;
use crate::domain::event::Event;
use crate::domain::outgoing_webhook::{ANSWER_CHARS_MAX, Outcome, schedule};
use crate::domain::text::one_line;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::outgoing_webhooks::secrets;
use crate::store::outgoing_webhook::{self, OutgoingWebhook};
use crate::store::webhook_delivery::{self, Answered, WebhookDelivery};
use crate::store::{Db, Fault, Tx};

/// Bytes of an answer that are read.
const ANSWER_BYTES_MAX: u64 = 4 * 1024;
/// The answer of a program that is there no more.
const GONE: u16 = 410;

/// A delivery that somebody claimed, and for whom it is.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The delivery.
    pub delivery: WebhookDelivery,
    /// Where it goes.
    pub webhook: OutgoingWebhook,
}

/// What can be called now: of each webhook as much at once as it may have, of all of them what is due longest.
fn next(db: &Db, now: Timestamp) -> Result<Option<Claimed>, Fault> {
    let mut found: Option<Claimed> = None;
    for webhook in outgoing_webhook::on(db)? {
        if webhook_delivery::in_flight(db, webhook.id)? >= webhook.health.in_flight_max(now) {
            continue;
        }
        let Some(delivery) = webhook_delivery::next_due(db, webhook.id, now)? else { continue };
        if found.as_ref().is_none_or(|other| delivery.due_at < other.delivery.due_at) {
            found = Some(Claimed { delivery, webhook });
        }
    }
    Ok(found)
}

/// Claims what can be called now, if anything can.
///
/// # Errors
/// [`Fault`] of the store.
pub fn claim(app: &App) -> Result<Option<Claimed>, Fault> {
    let now = app.clock.now();
    if app.store.read(|db| next(db, now))?.is_none() {
        return Ok(None);
    }
    app.store.write(move |tx| {
        let Some(mut claimed) = next(tx, now)? else { return Ok(None) };
        webhook_delivery::claim(tx, claimed.delivery.id, now)?;
        claimed.delivery.attempts += 1;
        Ok(Some(claimed))
    })
}

/// Calls what was claimed and settles it.
///
/// # Errors
/// [`Fault`] of the store; what is claimed then is called again after a while.
pub fn carry_out(app: &App, claimed: Claimed) -> Result<(), Fault> {
    let (answered, wanted) = post(app, &claimed);
    let now = app.clock.now();
    let outcome = app.store.write(move |tx| settle(tx, &claimed, &answered, wanted, now))?;
    app.metrics.webhook_call(outcome);
    Ok(())
}

/// Posts it; what it said, and how long it wants to be left alone.
pub(super) fn post(app: &App, claimed: &Claimed) -> (Answered, Option<Millis>) {
    let now = app.clock.now();
    let Some(secrets) = secrets(app, &claimed.webhook, now) else {
        let answer = "the secret cannot be opened with this installation's key; make a new one".to_owned();
        return (Answered { status: None, answer }, None);
    };
    let delivery = &claimed.delivery;
    let post =
        Post { url: &claimed.webhook.url, secrets: &secrets, event_id: &delivery.event_id, body: &delivery.body };
    match app.caller.tell(&post, ANSWER_BYTES_MAX, now) {
        Ok(told) => {
            let answer = one_line(&String::from_utf8_lossy(&told.said), ANSWER_CHARS_MAX);
            let wanted = told.retry_after.map(|seconds| Millis::seconds(i64::from(seconds)));
            (Answered { status: Some(told.status), answer }, wanted)
        }
        Err(failed) => (Answered { status: None, answer: one_line(&failed.to_string(), ANSWER_CHARS_MAX) }, None),
    }
}

/// Whether a program took what it was told.
pub(super) fn is_taken(answered: &Answered) -> bool {
    answered.status.is_some_and(|status| (200..300).contains(&status))
}

fn settle(
    tx: &Tx<'_>,
    claimed: &Claimed,
    answered: &Answered,
    wanted: Option<Millis>,
    now: Timestamp,
) -> Result<&'static str, Fault> {
    let (delivery, id) = (&claimed.delivery, claimed.webhook.id);
    if is_taken(answered) {
        webhook_delivery::settle(tx, delivery.id, Outcome::Delivered, answered, now)?;
        if let Ok(webhook) = outgoing_webhook::get(tx, id) {
            outgoing_webhook::note_answered(tx, id, now)?;
            if webhook.health.failures > 0 {
                tracing::info!(webhook = id.0, "a webhook answers again");
                tx.publish(Event::DeliveriesDue);
            }
        }
        return Ok(Outcome::Delivered.word());
    }
    let gone = answered.status == Some(GONE);
    let again = schedule::again_at(delivery.attempts, delivery.since, now, wanted).filter(|_| !gone);
    match again {
        Some(at) => webhook_delivery::put_back(tx, delivery.id, answered, at)?,
        None => webhook_delivery::settle(tx, delivery.id, Outcome::Failed, answered, now)?,
    };
    note_failure(tx, claimed, gone, now)?;
    Ok(if again.is_some() { "retried" } else { Outcome::Failed.word() })
}

/// One more failure. What the webhook is like now counts: it may have been changed or deleted meanwhile.
fn note_failure(tx: &Tx<'_>, claimed: &Claimed, gone: bool, now: Timestamp) -> Result<(), Fault> {
    let id = claimed.webhook.id;
    let Ok(webhook) = outgoing_webhook::get(tx, id) else { return Ok(()) };
    if webhook.url != claimed.webhook.url {
        return Ok(());
    }
    let health = webhook.health.failed(now);
    outgoing_webhook::note_health(tx, id, &health)?;
    if let Some(reason) = health.pause(gone, now).filter(|_| webhook.is_on()) {
        tracing::warn!(webhook = id.0, reason = reason.word(), "a webhook was switched off");
        outgoing_webhook::pause(tx, id, reason, now)?;
        let detail = serde_json::json!({ "reason": reason.word() });
        let subject = format!("outgoing_webhook:{id}");
        crate::store::audit::insert(tx, now, "command", "outgoing_webhook.paused", &subject, &detail)?;
    }
    Ok(())
}
