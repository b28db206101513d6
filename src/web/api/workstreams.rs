//! Workstreams: the settings that routing and distribution take from. Each number belongs to one.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Deserializer, Serialize};

use crate::app::App;
use crate::domain::capacity::Blocking;
use crate::domain::ids::WorkstreamId;
use crate::domain::language::Language;
use crate::domain::offer::Way;
use crate::domain::refusal::FieldProblem;
use crate::domain::skill::Matching;
use crate::domain::time::Millis;
use crate::domain::user::Presence;
use crate::domain::workstream::{Change, Mode};
use crate::flows::workstreams::{copy as copying, create as creating, delete as deleting, update as updating};
use crate::store::{Db, Fault, number, workstream as stored};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, Params, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{Named, UserPresence, WorkBlocking, WorkMatching, WorkMode, WorkOffer};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A workstream.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Workstream {
    /// Its id.
    id: String,
    /// What we call it.
    name: String,
    /// `push`: work is offered; `pick`: it is taken.
    mode: WorkMode,
    /// The language of what is sent by itself: `en` or `el`.
    language: &'static str,
    /// The queue of conversations for which no rule finds one.
    fallback_queue_id: String,
    /// What a conversation takes of an agent's capacity.
    capacity_cost: i64,
    /// Whether wrap-up takes it too.
    blocking: WorkBlocking,
    /// For how long, with `time`.
    #[cfg_attr(test, schema(required))]
    wrap_up_seconds: Option<i64>,
    /// In which presences agents are offered work.
    presences: Vec<UserPresence>,
    /// How the skills of agents are compared with those that a conversation needs.
    matching: WorkMatching,
    /// For how long a conversation that comes back waits for its agent; null: it does not.
    #[cfg_attr(test, schema(required))]
    keep_agent_seconds: Option<i64>,
    /// After how long a silence a conversation in Waiting is closed.
    auto_close_seconds: i64,
    /// So long after a person or a bot answered no automated message says that nobody is there.
    quiet_after_answer_seconds: i64,
    /// How work comes to an agent.
    offer: WorkOffer,
    /// How long an offer stands.
    offer_seconds: i64,
    /// Whether agents may take what would be offered.
    may_pick: bool,
    /// Its numbers.
    numbers: Vec<Named>,
}

impl Workstream {
    fn of(row: stored::Workstream, numbers: &[number::Number]) -> Self {
        let settings = row.settings;
        let own = numbers.iter().filter(|number| number.workstream_id == row.id);
        Self {
            id: row.id.to_string(),
            name: settings.name,
            mode: WorkMode(settings.mode),
            language: settings.language.code(),
            fallback_queue_id: settings.fallback_queue.to_string(),
            capacity_cost: settings.cost.0,
            blocking: WorkBlocking(settings.block.blocking()),
            wrap_up_seconds: settings.block.time().map(Millis::whole_seconds),
            presences: settings.allowed.presences().into_iter().map(UserPresence).collect(),
            matching: WorkMatching(settings.matching),
            keep_agent_seconds: settings.keep_agent.map(Millis::whole_seconds),
            auto_close_seconds: settings.auto_close.whole_seconds(),
            quiet_after_answer_seconds: settings.quiet_after_answer.whole_seconds(),
            offer: WorkOffer(settings.offer.way),
            offer_seconds: settings.offer.timeout.whole_seconds(),
            may_pick: settings.may_pick,
            numbers: own.map(|one| Named { id: one.id.to_string(), name: one.name.clone() }).collect(),
        }
    }
}

fn load(db: &Db, id: WorkstreamId) -> Result<Workstream, Fault> {
    Ok(Workstream::of(stored::get(db, id)?, &number::list(db)?))
}

/// All workstreams, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/workstreams", operation_id = "list_workstreams", tag = "workstreams",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Workstream>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let (rows, numbers) = blocking(&app, |app| app.store.read(|db| Ok((stored::list(db)?, number::list(db)?)))).await?;
    page(&cursor::paged_whole(rows, &wanted, |row| row.id.0, |row| Workstream::of(row, &numbers)))
}

/// A workstream.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/workstreams/{id}", operation_id = "get_workstream", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Workstream>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<WorkstreamId>) -> ApiResult {
    one(blocking(&app, move |app| app.store.read(|db| load(db, id.0))).await?)
}

/// Settings of a workstream. What is left out stays, or is as for every new one.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct WorkstreamChange {
    /// What we call it. A new one needs it.
    #[cfg_attr(test, schema(min_length = 1, max_length = 100))]
    name: Option<String>,
    /// `push` (unless said otherwise) or `pick`.
    mode: Option<String>,
    /// The language of what is sent by itself: `en` or `el`.
    language: Option<String>,
    /// The queue of conversations for which no rule finds one; somebody must work for it. The queue of everybody unless
    /// said otherwise.
    fallback_queue_id: Option<String>,
    /// What a conversation takes of an agent's capacity.
    #[cfg_attr(test, schema(minimum = 1, maximum = 1000))]
    capacity_cost: Option<i64>,
    /// Whether wrap-up takes it too: `always`, `never` or `time`.
    blocking: Option<String>,
    /// For how long, with `time`.
    #[cfg_attr(test, schema(minimum = 30, maximum = 3600))]
    wrap_up_seconds: Option<i64>,
    /// In which presences agents are offered work.
    #[cfg_attr(test, schema(min_items = 1))]
    presences: Option<Vec<String>>,
    /// `none`, `exact` or `closest`.
    matching: Option<String>,
    /// For how long a conversation that comes back waits for its agent; null: it does not.
    #[serde(deserialize_with = "given")]
    #[cfg_attr(test, schema(value_type = Option<i64>, minimum = 0, maximum = 86400))]
    keep_agent_seconds: Option<Option<i64>>,
    /// After how long a silence a conversation in Waiting is closed.
    auto_close_seconds: Option<i64>,
    /// So long after a person or a bot answered no automated message says that nobody is there; 0: it is said all the
    /// same.
    #[cfg_attr(test, schema(minimum = 0, maximum = 86400))]
    quiet_after_answer_seconds: Option<i64>,
    /// `auto`, `accept` or `accept_or_decline`.
    offer: Option<String>,
    /// How long an offer stands.
    #[cfg_attr(test, schema(minimum = 30, maximum = 300))]
    offer_seconds: Option<i64>,
    /// Whether agents may take what would be offered.
    may_pick: Option<bool>,
}

/// A field that is there, be it null.
fn given<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::<i64>::deserialize(field).map(Some)
}

fn word<T>(
    field: &'static str,
    text: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, FieldProblem> {
    text.map(|text| read(text).ok_or(FieldProblem::new(field, "unknown"))).transpose()
}

impl WorkstreamChange {
    fn change(self) -> Result<Change, FieldProblem> {
        let presence = |text: &String| Presence::from_word(text).ok_or(FieldProblem::new("presences", "unknown"));
        let language = |text: &str| Language::ALL.into_iter().find(|one| one.code() == text);
        Ok(Change {
            mode: word("mode", self.mode.as_deref(), Mode::from_word)?,
            language: word("language", self.language.as_deref(), language)?,
            fallback_queue: self.fallback_queue_id.map(|id| read_id("fallback_queue_id", &id)).transpose()?,
            cost: self.capacity_cost,
            blocking: word("blocking", self.blocking.as_deref(), Blocking::from_word)?,
            wrap_up_seconds: self.wrap_up_seconds,
            presences: self.presences.map(|all| all.iter().map(presence).collect::<Result<_, _>>()).transpose()?,
            matching: word("matching", self.matching.as_deref(), Matching::from_word)?,
            keep_agent_seconds: self.keep_agent_seconds,
            auto_close_seconds: self.auto_close_seconds,
            quiet_after_answer_seconds: self.quiet_after_answer_seconds,
            offer: word("offer", self.offer.as_deref(), Way::from_word)?,
            offer_seconds: self.offer_seconds,
            may_pick: self.may_pick,
            name: self.name,
        })
    }
}

/// Makes a workstream.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/workstreams", operation_id = "create_workstream", tag = "workstreams",
    request_body = WorkstreamChange, responses((status = 201, description = "Made", body = One<Workstream>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<WorkstreamChange>) -> ApiResult {
    let (actor, wanted) = (caller.actor(), body.0.change()?);
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, wanted)?;
        app.store.read(|db| load(db, id))
    });
    made(new.await?)
}

/// Changes a workstream. It is in force at once, also for what waits.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/workstreams/{id}", operation_id = "change_workstream", tag = "workstreams",
    params(("id" = String, Path)), request_body = WorkstreamChange,
    responses((status = 200, description = "As asked", body = One<Workstream>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, body: Body<WorkstreamChange>) -> ApiResult {
    let (actor, change) = (caller.actor(), body.0.change()?);
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id.0, change)?;
        app.store.read(|db| load(db, id.0))
    });
    one(changed.await?)
}

/// Copies a workstream with its rules. Its numbers stay where they are.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/workstreams/{id}/copy", operation_id = "copy_workstream", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 201, description = "Made", body = One<Workstream>), Refusals)))]
pub async fn copy(caller: Admin, app: Data<App>, id: Id<WorkstreamId>) -> ApiResult {
    let (actor, prefix) = (caller.actor(), caller.l.t("workstreams-copy-of"));
    let new = blocking(&app, move |app| {
        let id = copying::copy(app, actor, id.0, &prefix)?;
        app.store.read(|db| load(db, id))
    });
    made(new.await?)
}

/// Deletes a workstream with its rules. Refused with the code `in_use` and all reasons while anything leads to it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/workstreams/{id}", operation_id = "delete_workstream", tag = "workstreams",
    params(("id" = String, Path)), responses((status = 204, description = "Deleted"), Refusals)))]
pub async fn delete(caller: Admin, app: Data<App>, id: Id<WorkstreamId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| deleting::delete(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
