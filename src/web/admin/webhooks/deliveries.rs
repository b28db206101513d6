//! What a webhook was told: each event with what became of it, and telling it again.

use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{OutgoingWebhookId, WebhookDeliveryId};
use crate::domain::outgoing_webhook::Outcome;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Millis;
use crate::flows::outgoing_webhooks::{again, headers};
use crate::store::outgoing_webhook::{self, OutgoingWebhook};
use crate::store::webhook_delivery::{self, WebhookDelivery};
use crate::web::admin::webhooks::NAV;
use crate::web::form::{Nothing, PostedForm, Problems, refused};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;
use crate::web::time_field;

/// Deliveries on one page.
const ON_A_PAGE: i64 = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// Only those; anything that is no outcome: all.
    outcome: String,
    before: Option<WebhookDeliveryId>,
    /// So many were just sent again.
    again: Option<u64>,
}

#[derive(askama::Template)]
#[template(path = "admin/webhooks/deliveries.html")]
struct DeliveriesPage {
    shell: Shell,
    webhook: OutgoingWebhook,
    rows: Vec<WebhookDelivery>,
    outcome: Option<Outcome>,
    first: bool,
    older: Option<WebhookDeliveryId>,
    again: Option<u64>,
    /// Since when failures are sent again, as a field holds it.
    since: String,
    zone: String,
    problems: Problems,
}

/// The keys of a filter's choices, and their words.
const FILTERS: [(&str, Option<Outcome>); 4] = [
    ("webhook-filter-all", None),
    ("webhook-filter-waiting", Some(Outcome::Waiting)),
    ("webhook-filter-delivered", Some(Outcome::Delivered)),
    ("webhook-filter-failed", Some(Outcome::Failed)),
];

async fn page_of(
    viewer: &Admin,
    app: &Data<App>,
    id: OutgoingWebhookId,
    wanted: Wanted,
    since: Option<String>,
    problems: Problems,
) -> PageResult {
    let (outcome, before) = (Outcome::from_word(&wanted.outcome), wanted.before);
    let (webhook, mut rows) = page::blocking(app, move |app| {
        app.store.read(|db| {
            let webhook = outgoing_webhook::get(db, id)?;
            Ok((webhook, webhook_delivery::page(db, id, outcome, before, ON_A_PAGE + 1)?))
        })
    })
    .await?;
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > ON_A_PAGE);
    if more {
        rows.pop();
    }
    let older = rows.last().filter(|_| more).map(|row| row.id);
    let shell = viewer.shell(NAV);
    let status = problems.status();
    let since = since.unwrap_or_else(|| time_field::to_the_minute(shell.now - Millis::days(1), &viewer.tz));
    let zone = viewer.tz.iana_name().unwrap_or("UTC").to_owned();
    let (first, again) = (before.is_none(), wanted.again);
    let page = DeliveriesPage { shell, webhook, rows, outcome, first, older, again, since, zone, problems };
    page::page_with_status(&page, status)
}

/// GET /admin/webhooks/{id}/deliveries
///
/// # Errors
/// 404; the store's.
pub async fn list(viewer: Admin, app: Data<App>, id: Path<OutgoingWebhookId>, wanted: Query<Wanted>) -> PageResult {
    page_of(&viewer, &app, *id, wanted.into_inner(), None, Problems::default()).await
}

/// Since when.
#[derive(Deserialize)]
pub struct Since {
    #[serde(default)]
    since: String,
}

/// POST /admin/webhooks/{id}/deliveries/send-again
///
/// # Errors
/// 404; the store's; a time that is none shows the page again.
pub async fn send_all_again(
    viewer: Admin,
    app: Data<App>,
    id: Path<OutgoingWebhookId>,
    posted: PostedForm<Since>,
) -> PageResult {
    let (actor, id, typed) = (viewer.actor(), *id, posted.value.since);
    let Some(since) = time_field::read_instant(&typed, &viewer.tz) else {
        let problems = Problems(vec![FieldProblem::new("since", "webhook-since")]);
        return page_of(&viewer, &app, id, Wanted::default(), Some(typed), problems).await;
    };
    let count = page::blocking(&app, move |app| again::again_all(app, actor, id, since)).await?;
    page::redirect(format!("/admin/webhooks/{id}/deliveries?again={count}"))
}

#[derive(askama::Template)]
#[template(path = "admin/webhooks/delivery.html")]
struct DeliveryPage {
    shell: Shell,
    webhook: OutgoingWebhook,
    delivery: WebhookDelivery,
    /// What was sent beside the body.
    headers: Vec<(&'static str, String)>,
    /// The body with line breaks, for people.
    body: String,
}

/// GET /admin/webhooks/{id}/deliveries/{delivery}
///
/// # Errors
/// 404; the store's.
pub async fn show(viewer: Admin, app: Data<App>, at: Path<(OutgoingWebhookId, WebhookDeliveryId)>) -> PageResult {
    let (id, delivery) = at.into_inner();
    let (webhook, delivery, headers) = page::blocking(&app, move |app| {
        let (webhook, delivery) = app.store.read(|db| {
            let webhook = outgoing_webhook::get(db, id)?;
            Ok((webhook, webhook_delivery::by_id(db, id, delivery)?.ok_or(Refusal::NotFound)?))
        })?;
        let headers = headers(app, &webhook, &delivery);
        Ok((webhook, delivery, headers))
    })
    .await?;
    let pretty = serde_json::from_str::<serde_json::Value>(&delivery.body);
    let pretty = pretty.ok().and_then(|body| serde_json::to_string_pretty(&body).ok());
    let body = pretty.unwrap_or_else(|| delivery.body.clone());
    page::page(&DeliveryPage { shell: viewer.shell(NAV), webhook, delivery, headers, body })
}

/// POST /admin/webhooks/{id}/deliveries/{delivery}/send-again
///
/// # Errors
/// 404; the store's.
pub async fn send_again(
    viewer: Admin,
    app: Data<App>,
    at: Path<(OutgoingWebhookId, WebhookDeliveryId)>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (actor, (id, delivery)) = (viewer.actor(), at.into_inner());
    let to = format!("/admin/webhooks/{id}/deliveries/{delivery}");
    match page::blocking(&app, move |app| again::again(app, actor, id, delivery)).await {
        Ok(()) => page::flash(to, "flash-webhook-again"),
        Err(error) => match refused(&error) {
            Some(refusal @ Refusal::NotNow) => page::flash_refusal(to, refusal),
            _ => Err(error),
        },
    }
}
