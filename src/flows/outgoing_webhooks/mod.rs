//! Outgoing webhooks: programs of others are told what happens here.
//!
//! Whatever happens is told with [`Tx::tell`](crate::store::Tx::tell), where it is written. When the job is done [`note`]
//! writes down what each webhook is told, in the same transaction; [`call`] calls them afterwards, with no database
//! handle held.

pub mod again;
pub mod call;
pub mod create;
pub mod delete;
pub mod note;
pub mod pass;
pub mod try_out;
pub mod update;

use crate::app::App;
use crate::caller::{self, CallFailed};
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Timestamp;
use crate::store::outgoing_webhook::OutgoingWebhook;
use crate::store::webhook_delivery::WebhookDelivery;

/// What secrets of webhooks are sealed for.
const PURPOSE: &str = "outgoing_webhook.secret";

/// An address as it is kept. Its name is looked up, so this is asked before the writer is.
fn checked_url(app: &App, typed: &str) -> Result<String, FieldProblem> {
    let url = typed.trim();
    if url.is_empty() {
        return Err(FieldProblem::new("url", "missing"));
    }
    match app.caller.check(url) {
        Ok(()) | Err(CallFailed::Silent(_) | CallFailed::Status(_)) => Ok(url.to_owned()),
        Err(CallFailed::NotAllowed) => Err(FieldProblem::new("url", "bot-url-private")),
        Err(CallFailed::NotAnAddress) => Err(FieldProblem::new("url", "bot-url")),
    }
}

/// What was sent beside the body of a delivery when it was last called, as far as its secrets are still the same.
#[must_use]
pub fn headers(app: &App, webhook: &OutgoingWebhook, delivery: &WebhookDelivery) -> Vec<(&'static str, String)> {
    let Some(at) = delivery.called_at else { return Vec::new() };
    match secrets(app, webhook, at) {
        Some(secrets) => caller::headers(&secrets, &delivery.event_id, &delivery.body, at).into(),
        None => Vec::new(),
    }
}

/// What signs at `now`; `None`: our key does not open it.
fn secrets(app: &App, webhook: &OutgoingWebhook, now: Timestamp) -> Option<Vec<String>> {
    webhook.secrets(now).map(|sealed| app.vault.open(PURPOSE, sealed).ok()).collect()
}
