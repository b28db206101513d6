//! Conversations that are set aside until a time, or until the contact writes.

use actix_web::web::Data;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Timestamp;
use crate::flows::conversations::snooze as snoozing;
use crate::web::api::ApiResult;
use crate::web::api::caller::Agent;
use crate::web::api::conversations::load;
use crate::web::api::input::{Body, Id};
use crate::web::api::one;
#[cfg(test)]
use crate::web::api::openapi::{Conversation, One, Refusals, ToSchema};
use crate::web::page::blocking;

/// Until when a conversation is set aside.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewSnooze {
    /// RFC 3339, at most 90 days from now; null or left out: until the contact writes, which ends it in any case.
    #[cfg_attr(test, schema(example = "2026-11-27T07:00:00Z"))]
    until: Option<String>,
}

impl NewSnooze {
    fn until(&self) -> Result<Option<Timestamp>, FieldProblem> {
        let read = |text: &str| Timestamp::parse(text).ok_or(FieldProblem::new("until", "time-format"));
        self.until.as_deref().map(read).transpose()
    }
}

/// Sets a conversation aside: it leaves the working views, comes back at its time or when the contact writes, and whoever
/// has it keeps it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/snooze", operation_id = "snooze_conversation",
    tag = "conversations", params(("id" = String, Path)), request_body = NewSnooze,
    responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn set(caller: Agent, app: Data<App>, id: Id<ConversationId>, body: Body<NewSnooze>) -> ApiResult {
    let (actor, until) = (caller.actor(), body.0.until()?);
    let done = blocking(&app, move |app| {
        snoozing::snooze(app, actor, id.0, until)?;
        load(app, id.0)
    });
    one(done.await?)
}

/// Brings a conversation back; one that is not set aside stays as it is.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/conversations/{id}/snooze", operation_id = "unsnooze_conversation",
    tag = "conversations", params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn end(caller: Agent, app: Data<App>, id: Id<ConversationId>) -> ApiResult {
    let actor = caller.actor();
    let done = blocking(&app, move |app| {
        snoozing::unsnooze(app, actor, id.0)?;
        load(app, id.0)
    });
    one(done.await?)
}
