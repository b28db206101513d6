//! Templates that leave at a chosen time: a token sees its own, from supervisor up all.

use std::collections::BTreeMap;

use actix_web::HttpRequest;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::PlannedMessageId;
use crate::domain::planned_message::Planner;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::Role;
use crate::flows::planned_messages::{cancel as cancelling, load, plan as planning};
use crate::store::planned_message::{self as stored};
use crate::web::api::caller::{Agent, Supervisor};
use crate::web::api::input::{Body, Id, Params};
use crate::web::api::messages::key_of;
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{Explained, Named, PlannedMessageState, Time, time};
use crate::web::api::write_to::FirstMessage;
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// A message that leaves at a chosen time.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct PlannedMessage {
    /// Its id.
    id: String,
    /// What became of it.
    state: PlannedMessageState,
    /// When it leaves.
    send_at: Time,
    /// Our number.
    number_id: String,
    /// To whom.
    contact: Named,
    /// Where it goes.
    address: String,
    /// The template.
    template_id: String,
    /// Its values.
    variables: BTreeMap<String, String>,
    /// The text as it will be sent.
    text: String,
    /// Who planned it, such as `user:3`.
    planned_by: String,
    /// The message that it became.
    #[cfg_attr(test, schema(required))]
    message_id: Option<String>,
    /// Where that stands.
    #[cfg_attr(test, schema(required))]
    conversation_id: Option<String>,
    /// Why it did not leave, and what to do.
    #[cfg_attr(test, schema(required))]
    error: Option<Explained>,
    /// When it was planned.
    created_at: Time,
    /// When it left, was refused or was called off.
    #[cfg_attr(test, schema(required))]
    ended_at: Option<Time>,
}

impl PlannedMessage {
    fn of(row: stored::PlannedMessage, l: Locale) -> Self {
        let (word, id) = row.planner.stored();
        Self {
            id: row.id.to_string(),
            state: PlannedMessageState(row.state),
            send_at: Time(row.due_at),
            number_id: row.number.to_string(),
            contact: Named { id: row.contact.to_string(), name: row.contact_name.unwrap_or_default() },
            address: row.address.to_string(),
            template_id: row.template.to_string(),
            variables: row.values,
            text: row.text,
            planned_by: format!("{word}:{id}"),
            message_id: row.message.map(|(message, _)| message.to_string()),
            conversation_id: row.message.map(|(_, conversation)| conversation.to_string()),
            error: row.error_code.map(|code| Explained::of(code, l)),
            created_at: Time(row.created_at),
            ended_at: time(row.ended_at),
        }
    }
}

/// A first message and when it leaves.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewPlannedMessage {
    /// When it leaves: RFC 3339, at most 365 days ahead.
    #[cfg_attr(test, schema(required, example = "2026-11-26T09:00:00Z"))]
    send_at: String,
    /// To whom, and what.
    #[cfg_attr(test, schema(required))]
    message: FirstMessage,
}

/// Planned messages, the latest planned first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/planned-messages", operation_id = "list_planned_messages", tag = "planned-messages",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<PlannedMessage>), Refusals)))]
pub async fn list(caller: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page::<1>(&[])?;
    let (actor, l) = (caller.actor(), caller.l);
    let whose = Planner::of(actor).filter(|_| actor.role() < Role::Supervisor);
    let before = wanted.after.map(|[id]| PlannedMessageId(id));
    let found =
        blocking(&app, move |app| app.store.read(|db| stored::list(db, whose, before, wanted.limit + 1))).await?;
    page(&cursor::paged(found, wanted.limit, |row| vec![row.id.0], |row| PlannedMessage::of(row, l)))
}

/// A planned message.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/planned-messages/{id}", operation_id = "get_planned_message", tag = "planned-messages",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<PlannedMessage>), Refusals)))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<PlannedMessageId>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    one(PlannedMessage::of(blocking(&app, move |app| app.store.read(|db| load(db, actor, id.0))).await?, l))
}

/// Plans a first message. Contact and opt-in are kept now; what may be sent is asked again when its time comes. With
/// an `Idempotency-Key` a repeated call plans nothing new.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/planned-messages", operation_id = "plan_message", tag = "planned-messages",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = NewPlannedMessage,
    responses((status = 201, description = "Made", body = One<PlannedMessage>), Refusals)))]
pub async fn create(
    caller: Supervisor,
    app: Data<App>,
    request: HttpRequest,
    body: Body<NewPlannedMessage>,
) -> ApiResult {
    let (actor, l, key) = (caller.actor(), caller.l, key_of(&request)?);
    let at = match body.0.send_at.as_str() {
        "" => None,
        text => Some(Timestamp::parse(text).ok_or(FieldProblem::new("send_at", "time-format"))?),
    };
    let wanted = body.0.message.wanted()?;
    let planned = blocking(&app, move |app| {
        let id = planning::plan(app, actor, wanted, at, key)?;
        app.store.read(|db| Ok(stored::by_id(db, id)?.ok_or(Refusal::NotFound)?))
    });
    made(PlannedMessage::of(planned.await?, l))
}

/// Calls a planned message off.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/planned-messages/{id}/cancel", operation_id = "cancel_planned_message",
    tag = "planned-messages", params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<PlannedMessage>), Refusals)))]
pub async fn cancel(caller: Agent, app: Data<App>, id: Id<PlannedMessageId>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let done = blocking(&app, move |app| {
        cancelling::cancel(app, actor, id.0)?;
        app.store.read(|db| load(db, actor, id.0))
    });
    one(PlannedMessage::of(done.await?, l))
}
