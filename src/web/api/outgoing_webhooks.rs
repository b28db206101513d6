//! Outgoing webhooks: programs that are told what happens, and what each was told.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{OutgoingWebhookId, WebhookDeliveryId};
use crate::domain::outgoing_webhook::{Outcome, PauseReason};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::flows::outgoing_webhooks::create::Typed;
use crate::flows::outgoing_webhooks::update::Change;
use crate::flows::outgoing_webhooks::{again, create as creating, delete as deleting, try_out, update as updating};
use crate::store::outgoing_webhook::{self as stored};
use crate::store::webhook_delivery;
use crate::store::{Db, Fault};
use crate::web::api::caller::Admin;
use crate::web::api::input::{Body, Id, MaybeBody, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{Time, WebhookOutcome, WebhookTopic, time};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A program that is told what happens.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct OutgoingWebhook {
    /// Its id.
    id: String,
    /// What it is called.
    name: String,
    /// Where it is.
    url: String,
    /// What it is told.
    events: Vec<WebhookTopic>,
    /// Whether it is switched on.
    active: bool,
    /// When it switched itself off; it is told nothing since.
    #[cfg_attr(test, schema(required))]
    paused_at: Option<Time>,
    /// Why: `failing`, for three days; or `gone`, since it answered 410.
    #[cfg_attr(test, schema(required))]
    pause_reason: Option<&'static str>,
    /// Calls in a row that it did not take.
    failures: u32,
    /// When the first of them was.
    #[cfg_attr(test, schema(required))]
    failing_since: Option<Time>,
    /// When it last took something.
    #[cfg_attr(test, schema(required))]
    answered_at: Option<Time>,
    /// When the oldest event happened that it was not told yet.
    #[cfg_attr(test, schema(required))]
    oldest_waiting_at: Option<Time>,
    /// The secret that signs what it is told; only in the answer to the call that made it.
    #[cfg_attr(test, schema(required))]
    secret: Option<String>,
    /// When it was made.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
}

fn of(db: &Db, webhook: stored::OutgoingWebhook, secret: Option<String>) -> Result<OutgoingWebhook, Fault> {
    let (paused_at, reason) = webhook.paused.unzip();
    Ok(OutgoingWebhook {
        oldest_waiting_at: time(webhook_delivery::oldest_waiting(db, webhook.id)?),
        id: webhook.id.to_string(),
        name: webhook.name,
        url: webhook.url,
        events: webhook.topics.iter().map(WebhookTopic).collect(),
        active: webhook.active,
        paused_at: time(paused_at),
        pause_reason: reason.map(PauseReason::word),
        failures: webhook.health.failures,
        failing_since: time(webhook.health.failing_since),
        answered_at: time(webhook.answered_at),
        secret,
        created_at: Time(webhook.created_at),
        updated_at: Time(webhook.updated_at),
    })
}

fn load(app: &App, id: OutgoingWebhookId, secret: Option<String>) -> Result<OutgoingWebhook, Fault> {
    app.store.read(|db| of(db, stored::get(db, id)?, secret))
}

/// All outgoing webhooks.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/outgoing-webhooks", operation_id = "list_outgoing_webhooks", tag = "outgoing-webhooks",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<OutgoingWebhook>), Refusals)))]
pub async fn list(_: Admin, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page::<1>(&[])?;
    let found = blocking(&app, |app| {
        app.store.read(|db| {
            let all = stored::list(db)?.into_iter().map(|webhook| Ok((webhook.id.0, of(db, webhook, None)?)));
            all.collect::<Result<Vec<_>, Fault>>()
        })
    });
    page(&cursor::paged_whole(found.await?, &wanted, |(id, _)| *id, |(_, webhook)| webhook))
}

/// An outgoing webhook.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/outgoing-webhooks/{id}", operation_id = "get_outgoing_webhook",
    tag = "outgoing-webhooks", params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<OutgoingWebhook>), Refusals)))]
pub async fn show(_: Admin, app: Data<App>, id: Id<OutgoingWebhookId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0, None)).await?)
}

/// An outgoing webhook to be.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewOutgoingWebhook {
    /// What it is called; at most 80 characters.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 80))]
    name: String,
    /// Where it is: https, and not in a network of ours unless the configuration allows it.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 2000))]
    url: String,
    /// What it is told.
    #[cfg_attr(test, schema(required, value_type = Vec<WebhookTopic>, min_items = 1))]
    events: Vec<String>,
}

/// Makes an outgoing webhook; there may be ten. The secret that signs what it is told is in this answer alone. It is told
/// what happens from then on, the texts of messages too.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/outgoing-webhooks", operation_id = "create_outgoing_webhook",
    tag = "outgoing-webhooks", request_body = NewOutgoingWebhook,
    responses((status = 201, description = "Made", body = One<OutgoingWebhook>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewOutgoingWebhook>) -> ApiResult {
    let (actor, NewOutgoingWebhook { name, url, events }) = (caller.actor(), body.0);
    let new = blocking(&app, move |app| {
        let created = creating::create(app, actor, &Typed { name, url, events })?;
        load(app, created.id, Some(created.secret))
    });
    made(new.await?)
}

/// What changes about an outgoing webhook; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct OutgoingWebhookChange {
    /// What it is called; at most 80 characters.
    name: Option<String>,
    /// Where it is.
    url: Option<String>,
    /// What it is told.
    #[cfg_attr(test, schema(value_type = Option<Vec<WebhookTopic>>))]
    events: Option<Vec<String>>,
    /// Whether it is switched on. True also switches one on again that switched itself off.
    active: Option<bool>,
    /// Makes a new secret, which is in the answer to this call alone and counts from the next call on. For a day the former
    /// one signs, too: `Angelia-Signature` then has two signatures with a comma between.
    new_secret: bool,
    /// With `new_secret`: the former one signs no more from the next call on; for one that others know.
    at_once: bool,
}

/// Changes an outgoing webhook. What waits for it goes to where it is from then on.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/outgoing-webhooks/{id}", operation_id = "change_outgoing_webhook",
    tag = "outgoing-webhooks", params(("id" = String, Path)), request_body = OutgoingWebhookChange,
    responses((status = 200, description = "As asked", body = One<OutgoingWebhook>), Refusals)))]
pub async fn update(
    caller: Admin,
    app: Data<App>,
    id: Id<OutgoingWebhookId>,
    body: Body<OutgoingWebhookChange>,
) -> ApiResult {
    let (actor, OutgoingWebhookChange { name, url, events, active, new_secret, at_once }) = (caller.actor(), body.0);
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id.0, &Change { name, url, events, active })?;
        let secret = if new_secret { Some(updating::new_secret(app, actor, id.0, at_once)?) } else { None };
        load(app, id.0, secret)
    });
    one(changed.await?)
}

/// Deletes an outgoing webhook, with all that it was told and was not told yet.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/outgoing-webhooks/{id}", operation_id = "delete_outgoing_webhook",
    tag = "outgoing-webhooks", params(("id" = String, Path)), responses((status = 204, description = "Deleted"), Refusals)))]
pub async fn delete(caller: Admin, app: Data<App>, id: Id<OutgoingWebhookId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| deleting::delete(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// One event for one outgoing webhook. It is kept for 14 days.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct WebhookDelivery {
    /// Its id.
    id: String,
    /// The id of the event, the same at every call.
    event_id: String,
    /// What happened.
    event: WebhookTopic,
    /// In which conversation; null: a test.
    #[cfg_attr(test, schema(required))]
    conversation_id: Option<String>,
    /// To which message.
    #[cfg_attr(test, schema(required))]
    message_id: Option<String>,
    /// What became of it.
    outcome: WebhookOutcome,
    /// How often it was called.
    attempts: u32,
    /// When it was last called.
    #[cfg_attr(test, schema(required))]
    called_at: Option<Time>,
    /// When it is called next, while it waits.
    #[cfg_attr(test, schema(required))]
    due_at: Option<Time>,
    /// The status of the last answer; null: there was none.
    #[cfg_attr(test, schema(required))]
    status: Option<u16>,
    /// How that began, or why there was none.
    #[cfg_attr(test, schema(required))]
    answer: Option<String>,
    /// What is posted, as text: the signature is over exactly these characters.
    body: String,
    /// When it happened.
    created_at: Time,
    /// When it was taken, or given up.
    #[cfg_attr(test, schema(required))]
    settled_at: Option<Time>,
}

impl WebhookDelivery {
    fn of(row: webhook_delivery::WebhookDelivery) -> Self {
        Self {
            id: row.id.to_string(),
            event_id: row.event_id,
            event: WebhookTopic(row.topic),
            conversation_id: row.conversation.map(|id| id.to_string()),
            message_id: row.message.map(|id| id.to_string()),
            outcome: WebhookOutcome(row.outcome),
            attempts: row.attempts,
            called_at: time(row.called_at),
            due_at: time(Some(row.due_at).filter(|_| row.outcome == Outcome::Waiting)),
            status: row.status,
            answer: row.answer,
            body: row.body,
            created_at: Time(row.created_at),
            settled_at: time(row.settled_at),
        }
    }
}

fn delivery(app: &App, id: OutgoingWebhookId, delivery: WebhookDeliveryId) -> Result<WebhookDelivery, Fault> {
    let found = app.store.read(|db| {
        stored::get(db, id)?;
        webhook_delivery::by_id(db, id, delivery)
    })?;
    Ok(WebhookDelivery::of(found.ok_or(Refusal::NotFound)?))
}

/// What an outgoing webhook was told and will be, the newest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/outgoing-webhooks/{id}/deliveries", operation_id = "list_webhook_deliveries",
    tag = "outgoing-webhooks", params(("id" = String, Path), ("outcome" = Option<WebhookOutcome>, Query),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<WebhookDelivery>), Refusals)))]
pub async fn deliveries(_: Admin, app: Data<App>, id: Id<OutgoingWebhookId>, params: Params) -> ApiResult {
    let wanted = params.page::<1>(&["outcome"])?;
    let outcome = params.word("outcome", Outcome::from_word)?;
    let before = wanted.after.map(|[id]| WebhookDeliveryId(id));
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            stored::get(db, id.0)?;
            webhook_delivery::page(db, id.0, outcome, before, wanted.limit + 1)
        })
    });
    page(&cursor::paged(found.await?, wanted.limit, |row| vec![row.id.0], WebhookDelivery::of))
}

/// Since when.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct SendAgain {
    /// What happened since then; RFC 3339.
    #[cfg_attr(test, schema(required, example = "2026-11-26T09:00:00Z"))]
    since: String,
}

/// What was sent again.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SentAgain {
    /// How many.
    count: u64,
}

/// Sends all again that were given up and happened since a time.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/outgoing-webhooks/{id}/deliveries/send-again",
    operation_id = "send_failed_webhook_deliveries_again", tag = "outgoing-webhooks", params(("id" = String, Path)),
    request_body = SendAgain, responses((status = 200, description = "As asked", body = One<SentAgain>), Refusals)))]
pub async fn send_all_again(
    caller: Admin,
    app: Data<App>,
    id: Id<OutgoingWebhookId>,
    body: Body<SendAgain>,
) -> ApiResult {
    let actor = caller.actor();
    let problem = if body.0.since.is_empty() { "missing" } else { "time-format" };
    let since = Timestamp::parse(&body.0.since).ok_or(FieldProblem::new("since", problem))?;
    let count = blocking(&app, move |app| again::again_all(app, actor, id.0, since)).await?;
    one(SentAgain { count })
}

/// Nothing to say.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct Empty {}

/// Sends one again, with its event id and its body as it was. It is tried for three days again.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/outgoing-webhooks/{id}/deliveries/{delivery}/send-again",
    operation_id = "send_webhook_delivery_again", tag = "outgoing-webhooks",
    params(("id" = String, Path), ("delivery" = String, Path)),
    responses((status = 200, description = "As asked", body = One<WebhookDelivery>), Refusals)))]
pub async fn send_again(caller: Admin, app: Data<App>, at: Path<(String, String)>, _: MaybeBody<Empty>) -> ApiResult {
    let actor = caller.actor();
    let (id, sent) = at.into_inner();
    let id: OutgoingWebhookId = id.parse().map_err(|_| Refusal::NotFound)?;
    let sent: WebhookDeliveryId = sent.parse().map_err(|_| Refusal::NotFound)?;
    let again = blocking(&app, move |app| {
        again::again(app, actor, id, sent)?;
        delivery(app, id, sent)
    });
    one(again.await?)
}

/// Calls an outgoing webhook once with the event `test`, at once, whether or not it is switched on; answers with what came
/// of it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/outgoing-webhooks/{id}/test", operation_id = "test_outgoing_webhook",
    tag = "outgoing-webhooks", params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<WebhookDelivery>), Refusals)))]
pub async fn test(caller: Admin, app: Data<App>, id: Id<OutgoingWebhookId>, _: MaybeBody<Empty>) -> ApiResult {
    let actor = caller.actor();
    let tried = blocking(&app, move |app| {
        let tried = try_out::try_out(app, actor, id.0)?;
        delivery(app, id.0, tried)
    });
    one(tried.await?)
}
