//! One act on many conversations, and its undo.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::bulk::Act;
use crate::domain::ids::{BulkId, ConversationId, UserId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::bulk::run::{What, run};
use crate::flows::bulk::undo;
use crate::store::{Fault, bulk};
use crate::web::api::caller::Agent;
use crate::web::api::input::{Body, Id, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, made, one};
use crate::web::page::blocking;

/// An act on many conversations, each judged by itself.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewBulk {
    /// `assign`, `tag`, `snooze` or `close`.
    #[cfg_attr(test, schema(required))]
    act: String,
    /// The conversations.
    #[cfg_attr(test, schema(required, min_items = 1, max_items = 200))]
    ids: Vec<String>,
    /// To whom they are assigned.
    user_id: Option<String>,
    /// The tags that they get.
    tags: Vec<String>,
    /// Until when they are set aside, RFC 3339; null: until their contacts write.
    until: Option<String>,
}

/// What became of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Bulk {
    /// Its id.
    id: String,
    /// What was done.
    #[cfg_attr(test, schema(value_type = String))]
    act: &'static str,
    /// Until when it can be undone. What is closed is closed then, and nobody is told before.
    undo_until: Time,
    /// When it was undone.
    #[cfg_attr(test, schema(required))]
    undone_at: Option<Time>,
    /// The conversations with which it was done.
    done: Vec<String>,
    /// Those with which nothing was done.
    refused: Vec<BulkRefused>,
    /// Those that were not put back, since something else happened to them.
    kept: Vec<String>,
}

/// A conversation that was left alone.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BulkRefused {
    /// Which.
    id: String,
    /// Why, as in an error.
    #[cfg_attr(test, schema(example = "not_assigned_to_you"))]
    code: String,
}

impl NewBulk {
    fn read(self) -> Result<(Vec<ConversationId>, What), FieldProblem> {
        let ids = self.ids.iter().map(|id| read_id("ids", id)).collect::<Result<_, _>>()?;
        let until = |text: &str| Timestamp::parse(text).ok_or(FieldProblem::new("until", "time-format"));
        let what = match Act::from_word(&self.act).ok_or(FieldProblem::new("act", "unknown"))? {
            Act::Assign => {
                let user = self.user_id.ok_or(FieldProblem::new("user_id", "missing"))?;
                What::Assign(read_id::<UserId>("user_id", &user)?)
            }
            Act::Tag => What::Tag(self.tags),
            Act::Snooze => What::Snooze(self.until.as_deref().map(until).transpose()?),
            Act::Close => What::Close,
            // Of one user, not of conversations: `POST /users/{id}/reassign`.
            Act::Reassign => return Err(FieldProblem::new("act", "unknown")),
        };
        Ok((ids, what))
    }
}

pub(super) fn load(app: &App, actor: Actor, id: BulkId) -> Result<Bulk, Fault> {
    let found = app.store.read(|db| bulk::by_id(db, id))?.filter(|found| found.actor == actor.scope());
    let found = found.ok_or(Refusal::NotFound)?;
    let mut told = Bulk {
        id: found.id.to_string(),
        act: found.act.word(),
        undo_until: Time(found.undo_until),
        undone_at: found.undone_at.map(Time),
        done: Vec::new(),
        refused: Vec::new(),
        kept: Vec::new(),
    };
    for item in app.store.read(|db| bulk::items(db, id))? {
        let id = item.conversation.to_string();
        match item.refused {
            Some(code) => told.refused.push(BulkRefused { id, code }),
            None if item.kept.is_some() => told.kept.push(id),
            None => told.done.push(id),
        }
    }
    Ok(told)
}

/// Does something with many conversations at once. What cannot be done with one is no matter to the others.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/bulk", operation_id = "act_on_conversations", tag = "conversations",
    request_body = NewBulk, responses((status = 201, description = "Made", body = One<Bulk>), Refusals)))]
pub async fn create(caller: Agent, app: Data<App>, body: Body<NewBulk>) -> ApiResult {
    let (actor, (ids, what)) = (caller.actor(), body.0.read()?);
    let done = blocking(&app, move |app| {
        let id = run(app, actor, &ids, what)?;
        load(app, actor, id)
    });
    made(done.await?)
}

/// What became of an act of the caller's.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/bulk/{id}", operation_id = "get_bulk", tag = "conversations",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Bulk>), Refusals)))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<BulkId>) -> ApiResult {
    let actor = caller.actor();
    one(blocking(&app, move |app| load(app, actor, id.0)).await?)
}

/// Puts back what nothing else happened to. `not_now` once it is too late.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/bulk/{id}/undo", operation_id = "undo_bulk", tag = "conversations",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Bulk>), Refusals)))]
pub async fn take_back(caller: Agent, app: Data<App>, id: Id<BulkId>) -> ApiResult {
    let actor = caller.actor();
    let done = blocking(&app, move |app| {
        undo::undo(app, actor, id.0)?;
        load(app, actor, id.0)
    });
    one(done.await?)
}
