//! Asking a colleague, or a queue, about a conversation. A program asks for whoever has it, and says what the two say; what
//! they said it is not told, for that is between them.

use std::str::FromStr;

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{ConsultCallId, ConsultId, ConversationId, QueueId, UserId};
use crate::domain::permission::may_read;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::flows::consults::{ask, bring_in as bringing, call, end as ending, say};
use crate::store::consult::{self as talks, Consult as Talk};
use crate::store::consult_call::{self as calls, ConsultCall};
use crate::store::{Db, Fault, conversation};
use crate::web::api::caller::{Agent, Supervisor};
use crate::web::api::input::{Body, Id, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::wire::{Named, Page, Time, time};
use crate::web::api::{ApiResult, made, one, page};
use crate::web::page::blocking;

/// Which: a talk, or a question to a queue that nobody has joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// A talk: `12`.
    Talk(ConsultId),
    /// A question to a queue: `call-3`.
    Call(ConsultCallId),
}

impl FromStr for Which {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("call-") {
            Some(id) => id.parse().map(Self::Call),
            None => text.parse().map(Self::Talk),
        }
    }
}

/// A talk beside a conversation, or a question to a queue that may become one.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Consult {
    /// Its id; that of a question to a queue begins with `call-`.
    id: String,
    /// What it is about.
    conversation_id: String,
    /// Who asks.
    asker: Named,
    /// Who is asked; null while nobody of the queue has joined.
    #[cfg_attr(test, schema(required))]
    guest: Option<Named>,
    /// The queue that is asked.
    #[cfg_attr(test, schema(required))]
    queue: Option<Named>,
    /// Who of the queue said that the question is not for them; empty for a talk.
    passed_by: Vec<Named>,
    /// The talk that a question to a queue became.
    #[cfg_attr(test, schema(required))]
    became: Option<String>,
    /// Since when.
    asked_at: Time,
    /// Since when the guest may write to the contact.
    #[cfg_attr(test, schema(required))]
    joined_at: Option<Time>,
    /// When it was over.
    #[cfg_attr(test, schema(required))]
    ended_at: Option<Time>,
    /// Why: `left`, `ended`, `given_away` or `closed`.
    #[cfg_attr(test, schema(required, value_type = Option<String>))]
    end_reason: Option<&'static str>,
}

impl From<Talk> for Consult {
    fn from(talk: Talk) -> Self {
        Self {
            id: talk.id.to_string(),
            conversation_id: talk.conversation.to_string(),
            asker: Named { id: talk.asker.to_string(), name: talk.asker_name },
            guest: Some(Named { id: talk.guest.to_string(), name: talk.guest_name }),
            queue: None,
            passed_by: Vec::new(),
            became: None,
            asked_at: Time(talk.asked_at),
            joined_at: time(talk.joined_at),
            ended_at: time(talk.ended.map(|(at, _)| at)),
            end_reason: talk.ended.map(|(_, reason)| reason.word()),
        }
    }
}

impl Consult {
    fn of_call(db: &Db, call: ConsultCall) -> Result<Self, Fault> {
        let passed = calls::passed(db, call.id)?.into_iter();
        Ok(Self {
            id: format!("call-{}", call.id),
            conversation_id: call.conversation.to_string(),
            asker: Named { id: call.asker.to_string(), name: call.asker_name },
            guest: None,
            queue: Some(Named { id: call.queue.to_string(), name: call.queue_name }),
            passed_by: passed.map(|(id, name)| Named { id: id.to_string(), name }).collect(),
            became: call.consult.map(|talk| talk.to_string()),
            asked_at: Time(call.asked_at),
            joined_at: None,
            ended_at: time(call.ended_at),
            end_reason: None,
        })
    }
}

fn load(db: &Db, which: Which) -> Result<Consult, Fault> {
    let found = match which {
        Which::Talk(id) => talks::by_id(db, id)?.map(Consult::from),
        Which::Call(id) => calls::by_id(db, id)?.map(|call| Consult::of_call(db, call)).transpose()?,
    };
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// Who was and is asked about a conversation. What is said in a talk is between the two, and not told here.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/conversations/{id}/consults", operation_id = "list_consults", tag = "conversations",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = Page<Consult>), Refusals)))]
pub async fn list(caller: Agent, app: Data<App>, id: Id<ConversationId>) -> ApiResult {
    let actor = caller.actor();
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            let conversation = conversation::by_id(db, id.0)?.ok_or(Refusal::NotFound)?;
            if !may_read(actor, &conversation.access(db, actor)?) {
                return Err(Refusal::NotFound.into());
            }
            let mut all: Vec<Consult> = talks::of_conversation(db, id.0)?.into_iter().map(Consult::from).collect();
            for call in calls::of_conversation(db, id.0)? {
                all.push(Consult::of_call(db, call)?);
            }
            Ok(all)
        })
    });
    page(&Page { data: found.await?, next: None })
}

/// Whom to ask, and what.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewConsult {
    /// The colleague who is asked.
    user_id: Option<String>,
    /// Or the queue: who of it joins first has it.
    queue_id: Option<String>,
    /// The first words.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 4000))]
    text: String,
}

/// Asks a colleague or a queue, in the name of whoever has the conversation.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/consults", operation_id = "begin_consult", tag = "conversations",
    params(("id" = String, Path)), request_body = NewConsult,
    responses((status = 201, description = "Made", body = One<Consult>), Refusals)))]
pub async fn create(caller: Supervisor, app: Data<App>, id: Id<ConversationId>, body: Body<NewConsult>) -> ApiResult {
    let (actor, NewConsult { user_id, queue_id, text }) = (caller.actor(), body.0);
    let guest = user_id.as_deref().map(|id| read_id::<UserId>("user_id", id)).transpose()?;
    let queue = queue_id.as_deref().map(|id| read_id::<QueueId>("queue_id", id)).transpose()?;
    let new = blocking(&app, move |app| {
        let which = match (guest, queue) {
            (Some(guest), None) => Which::Talk(ask::ask(app, actor, id.0, guest, &text)?),
            (None, Some(queue)) => Which::Call(call::call(app, actor, id.0, queue, &text)?),
            _ => return Err(FieldProblem::new("user_id", "user-or-queue").into()),
        };
        app.store.read(|db| load(db, which))
    });
    made(new.await?)
}

/// What one of the two says.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewLine {
    /// Which of the two; without it, who asks.
    user_id: Option<String>,
    /// The words.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 4000))]
    text: String,
}

/// Says something in a talk, in the name of one of the two.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/consults/{id}/lines", operation_id = "write_in_consult", tag = "conversations",
    params(("id" = String, Path)), request_body = NewLine,
    responses((status = 201, description = "Made", body = One<Consult>), Refusals)))]
pub async fn write(caller: Supervisor, app: Data<App>, id: Id<ConsultId>, body: Body<NewLine>) -> ApiResult {
    let (actor, NewLine { user_id, text }) = (caller.actor(), body.0);
    let user = user_id.as_deref().map(|id| read_id::<UserId>("user_id", id)).transpose()?;
    let said = blocking(&app, move |app| {
        say::say_as(app, actor, id.0, user, &text)?;
        app.store.read(|db| load(db, Which::Talk(id.0)))
    });
    made(said.await?)
}

/// Lets the guest write to the contact, too.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/consults/{id}/bring-in", operation_id = "bring_in_consult", tag = "conversations",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Consult>), Refusals)))]
pub async fn bring_in(caller: Supervisor, app: Data<App>, id: Id<ConsultId>) -> ApiResult {
    let actor = caller.actor();
    let done = blocking(&app, move |app| {
        bringing::bring_in(app, actor, id.0)?;
        app.store.read(|db| load(db, Which::Talk(id.0)))
    });
    one(done.await?)
}

/// Ends a talk, or takes a question to a queue back.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/consults/{id}/end", operation_id = "end_consult", tag = "conversations",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Consult>), Refusals)))]
pub async fn end(caller: Supervisor, app: Data<App>, id: Id<Which>) -> ApiResult {
    let (actor, which) = (caller.actor(), id.0);
    let done = blocking(&app, move |app| {
        match which {
            Which::Talk(id) => ending::end(app, actor, id)?,
            Which::Call(id) => call::withdraw(app, actor, id)?,
        }
        app.store.read(|db| load(db, which))
    });
    one(done.await?)
}

/// For whom a question is not.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewPass {
    /// Somebody of the queue that is asked.
    #[cfg_attr(test, schema(required))]
    user_id: Option<String>,
}

/// Says that a question to a queue is not for one of those who are asked: they see it no more, the others do.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/consults/{id}/pass", operation_id = "pass_consult", tag = "conversations",
    params(("id" = String, Path)), request_body = NewPass,
    responses((status = 200, description = "As asked", body = One<Consult>), Refusals)))]
pub async fn pass(caller: Supervisor, app: Data<App>, id: Id<Which>, body: Body<NewPass>) -> ApiResult {
    let (actor, which) = (caller.actor(), id.0);
    let user = body.0.user_id.as_deref().map(|id| read_id::<UserId>("user_id", id)).transpose()?;
    let done = blocking(&app, move |app| {
        let Which::Call(call) = which else { return Err(Refusal::NotFound.into()) };
        call::pass(app, actor, call, user)?;
        app.store.read(|db| load(db, which))
    });
    one(done.await?)
}
