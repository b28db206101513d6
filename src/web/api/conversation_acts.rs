//! What is done with a conversation: given to somebody, left, ended, begun again. Each answers with how it stands then,
//! in the shape of [`conversations`](super::conversations).

use actix_web::web::Data;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::transfer::To;
use crate::domain::user::Actor;
use crate::flows::conversations::outcomes::Ends;
use crate::flows::conversations::transfer::transfer as transferring;
use crate::flows::conversations::{assign as assigning, begin as beginning, close as closing};
use crate::flows::conversations::{end as ending, leave_waiting as leaving, release as releasing};
use crate::store::{Fault, conversation as stored};
use crate::web::api::caller::{Agent, Caller, Supervisor};
use crate::web::api::conversations::{load, outcome_ids, readable};
use crate::web::api::input::{Body, Id, MaybeBody, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{Conversation, One, Refusals, ToSchema};
use crate::web::api::{ApiResult, made, one};
use crate::web::page::blocking;

/// Does something to a conversation and answers with how it stands then.
async fn act(
    caller: &Caller,
    app: &Data<App>,
    id: ConversationId,
    flow: fn(&App, Actor, ConversationId) -> Result<(), Fault>,
) -> ApiResult {
    let actor = caller.actor();
    let done = blocking(app, move |app| {
        flow(app, actor, id)?;
        load(app, id)
    });
    one(done.await?)
}

/// Whom a conversation is given to.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct Assignment {
    /// An active user.
    #[cfg_attr(test, schema(required, min_length = 1))]
    user_id: String,
}

/// Gives a conversation to a user.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/assign", operation_id = "assign_conversation",
    tag = "conversations", params(("id" = String, Path)), request_body = Assignment,
    responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn assign(caller: Supervisor, app: Data<App>, id: Id<ConversationId>, body: Body<Assignment>) -> ApiResult {
    let (actor, id, to) = (caller.actor(), id.0, body.0.user_id);
    if to.is_empty() {
        return Err(FieldProblem::new("user_id", "missing").into());
    }
    let to: UserId = read_id("user_id", &to)?;
    let done = blocking(&app, move |app| {
        assigning::assign(app, actor, id, to)?;
        load(app, id)
    });
    one(done.await?)
}

/// Where a conversation goes: one of the two.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct Transfer {
    /// An active user.
    user_id: Option<String>,
    /// A queue that is open and for which somebody works.
    queue_id: Option<String>,
    /// A note for whoever gets it.
    #[cfg_attr(test, schema(max_length = 4000))]
    note: String,
}

/// Gives a conversation to a colleague or sends it to a queue, with a note for whoever gets it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/transfer", operation_id = "transfer_conversation",
    tag = "conversations", params(("id" = String, Path)), request_body = Transfer,
    responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn transfer(caller: Agent, app: Data<App>, id: Id<ConversationId>, body: Body<Transfer>) -> ApiResult {
    let (actor, id, Transfer { user_id, queue_id, note }) = (caller.actor(), id.0, body.0);
    let to = match (user_id, queue_id) {
        (Some(user), None) => To::Agent(read_id("user_id", &user)?),
        (None, Some(queue)) => To::Queue(read_id("queue_id", &queue)?),
        (None, None) => return Err(FieldProblem::new("user_id", "missing").into()),
        (Some(_), Some(_)) => return Err(FieldProblem::new("queue_id", "one-of-two").into()),
    };
    let done = blocking(&app, move |app| {
        transferring(app, actor, id, to, &note)?;
        load(app, id)
    });
    one(done.await?)
}

/// What becomes of a conversation as it ends.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct Ending {
    /// Ids of its workstream's outcomes, instead of those that were said before.
    outcomes: Option<Vec<String>>,
}

/// Ends a conversation in one of the two ways and answers with how it stands then.
async fn over(caller: &Caller, app: &Data<App>, id: ConversationId, ending: Ending, flow: Ends) -> ApiResult {
    let (actor, outcomes) = (caller.actor(), outcome_ids(ending.outcomes)?);
    let done = blocking(app, move |app| {
        flow(app, actor, id, outcomes)?;
        load(app, id)
    });
    one(done.await?)
}

/// Gives a conversation back to everybody.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/release", operation_id = "release_conversation",
    tag = "conversations", params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn release(caller: Agent, app: Data<App>, id: Id<ConversationId>) -> ApiResult {
    act(&caller, &app, id.0, releasing::release).await
}

/// Ends a conversation; it stays its agent's in wrap-up until it is closed.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/end", operation_id = "end_conversation",
    tag = "conversations", params(("id" = String, Path)), request_body = Option<Ending>,
    responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn end(caller: Agent, app: Data<App>, id: Id<ConversationId>, body: MaybeBody<Ending>) -> ApiResult {
    over(&caller, &app, id.0, body.0, ending::end).await
}

/// Leaves a conversation until the contact writes: it takes no capacity meanwhile.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/wait", operation_id = "leave_conversation_waiting",
    tag = "conversations", params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn wait(caller: Agent, app: Data<App>, id: Id<ConversationId>) -> ApiResult {
    act(&caller, &app, id.0, leaving::leave_waiting).await
}

/// Closes a conversation at once, its wrap-up too.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/close", operation_id = "close_conversation",
    tag = "conversations", params(("id" = String, Path)), request_body = Option<Ending>,
    responses((status = 200, description = "As asked", body = One<Conversation>), Refusals)))]
pub async fn close(caller: Agent, app: Data<App>, id: Id<ConversationId>, body: MaybeBody<Ending>) -> ApiResult {
    over(&caller, &app, id.0, body.0, closing::close).await
}

/// Writes again after a conversation was closed: begins a new one in its thread, or answers with the one
/// that is live there.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/begin", operation_id = "begin_conversation",
    tag = "conversations", params(("id" = String, Path)),
    responses((status = 201, description = "Made", body = One<Conversation>), Refusals)))]
pub async fn begin(caller: Agent, app: Data<App>, id: Id<ConversationId>) -> ApiResult {
    let actor = caller.actor();
    let done = blocking(&app, move |app| {
        readable(app, actor, id.0)?;
        let former = app.store.read(|db| stored::by_id(db, id.0))?.ok_or(Refusal::NotFound)?;
        load(app, beginning::begin(app, actor, former.thread_id)?)
    });
    made(done.await?)
}
