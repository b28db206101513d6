//! Queues: who works for them, when they are open, what they do with what they cannot take.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::hours::Standing;
use crate::domain::ids::{HoursId, QueueId, UserId};
use crate::domain::overflow::{Before, During, Overflow as Limits, TooLong, TooMany};
use crate::domain::queue::Method;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Millis;
use crate::flows::queues::{Change, create as creating, delete as deleting, update as updating};
use crate::store::{Fault, queue_view};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, Params, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{QueueMethod, Time, time};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// What a queue does with what it cannot take; what is left out does not happen.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Overflow {
    /// Outside its opening hours: `"queue_anyway"`, `{"other": queue id}` or `"end"`.
    #[cfg_attr(test, schema(value_type = Option<Object>))]
    out_of_hours: Option<Before>,
    /// When too many wait.
    too_many: Option<OverflowTooMany>,
    /// When one waits for too long.
    too_long: Option<OverflowTooLong>,
}

/// Too many conversations wait.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OverflowTooMany {
    /// So many may wait; one more does not fit.
    #[cfg_attr(test, schema(minimum = 1, maximum = 1000))]
    waiting_max: i64,
    /// `"queue_anyway"`, `{"other": queue id}` or `"end"`.
    #[cfg_attr(test, schema(value_type = Object))]
    then: Before,
}

/// A conversation waits for too long.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OverflowTooLong {
    /// So long is not too long yet.
    #[cfg_attr(test, schema(minimum = 60, maximum = 172_800))]
    after_seconds: i64,
    /// `{"other": queue id}` or `"end"`.
    #[cfg_attr(test, schema(value_type = Object))]
    then: During,
}

impl From<Overflow> for Limits {
    fn from(given: Overflow) -> Self {
        let ms = |seconds: i64| Millis(seconds.saturating_mul(1_000));
        Self {
            out_of_hours: given.out_of_hours,
            too_many: given.too_many.map(|many| TooMany { waiting_max: many.waiting_max, then: many.then }),
            too_long: given.too_long.map(|long| TooLong { after_ms: ms(long.after_seconds), then: long.then }),
        }
    }
}

impl From<Limits> for Overflow {
    fn from(kept: Limits) -> Self {
        let long = |long: TooLong| OverflowTooLong { after_seconds: long.after_ms.whole_seconds(), then: long.then };
        let many = |many: TooMany| OverflowTooMany { waiting_max: many.waiting_max, then: many.then };
        Self { out_of_hours: kept.out_of_hours, too_many: kept.too_many.map(many), too_long: kept.too_long.map(long) }
    }
}

/// A queue.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Queue {
    /// Its id.
    id: String,
    /// What people call it.
    name: String,
    /// Whether all active users work for it, by rule; then `members` is empty.
    everyone: bool,
    /// Ids of the users who were chosen for it, in the order of joining.
    members: Vec<String>,
    /// How many active users work for it.
    members_active: usize,
    /// Who of them gets a conversation.
    method: QueueMethod,
    /// Which queue comes first for who works for several: the smaller number.
    priority: i64,
    /// Its opening hours; null: always open.
    #[cfg_attr(test, schema(required))]
    hours_id: Option<String>,
    /// What it does with what it cannot take.
    overflow: Overflow,
    /// Within what time a conversation should be taken; null: no goal.
    #[cfg_attr(test, schema(required))]
    goal_seconds: Option<i64>,
    /// Whether it is open now.
    open: bool,
    /// When it opens or closes next; null: never.
    #[cfg_attr(test, schema(required))]
    changes_at: Option<Time>,
    /// How many conversations wait in it, counted up to 1,000.
    waiting: i64,
    /// When it was made.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
}

impl Queue {
    fn of(known: queue_view::Known) -> Self {
        let queue_view::Known { queue, members, active, standing, waiting, .. } = known;
        let (Standing::Open { until } | Standing::Closed { until, .. }) = standing;
        Self {
            id: queue.id.to_string(),
            name: queue.settings.name,
            everyone: queue.everyone,
            members: members.iter().map(ToString::to_string).collect(),
            members_active: active,
            method: QueueMethod(queue.settings.method),
            priority: queue.settings.priority.number(),
            hours_id: queue.settings.hours.map(|id| id.to_string()),
            overflow: queue.settings.overflow.into(),
            goal_seconds: queue.settings.goal.map(Millis::whole_seconds),
            open: standing.is_open(),
            changes_at: time(until),
            waiting,
            created_at: Time(queue.created_at),
            updated_at: Time(queue.updated_at),
        }
    }
}

fn load(app: &App, id: QueueId) -> Result<Queue, Fault> {
    let now = app.clock.now();
    Ok(Queue::of(app.store.read(|db| queue_view::one(db, id, now))?))
}

/// What a queue is to be; what is left out stays, or is as in a new queue.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct QueueChange {
    /// What people call it.
    #[cfg_attr(test, schema(min_length = 1, max_length = 100))]
    name: Option<String>,
    /// Ids of the users who work for it, in the order of joining.
    members: Option<Vec<String>>,
    /// Who of them gets a conversation; at first `round_robin`.
    #[cfg_attr(test, schema(value_type = Option<QueueMethod>))]
    method: Option<String>,
    /// Which queue comes first for who works for several: the smaller number; at first 100.
    #[cfg_attr(test, schema(minimum = 1, maximum = 1000))]
    priority: Option<i64>,
    /// Its opening hours; empty: always open.
    hours_id: Option<String>,
    /// What it does with what it cannot take, instead of what it did before.
    overflow: Option<Overflow>,
    /// Within what time a conversation should be taken; 0: no goal.
    #[cfg_attr(test, schema(minimum = 0, maximum = 604_800))]
    goal_seconds: Option<i64>,
}

/// A new queue.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewQueue {
    /// What people call it.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 100))]
    name: Option<String>,
    /// Ids of the users who work for it, in the order of joining.
    members: Option<Vec<String>>,
    /// Who of them gets a conversation; left out: `round_robin`.
    #[cfg_attr(test, schema(value_type = Option<QueueMethod>))]
    method: Option<String>,
    /// Which queue comes first for who works for several: the smaller number; left out: 100.
    #[cfg_attr(test, schema(minimum = 1, maximum = 1000))]
    priority: Option<i64>,
    /// Its opening hours; left out: always open.
    hours_id: Option<String>,
    /// What it does with what it cannot take; left out: it takes everything.
    overflow: Option<Overflow>,
    /// Within what time a conversation should be taken; left out: no goal.
    #[cfg_attr(test, schema(minimum = 0, maximum = 604_800))]
    goal_seconds: Option<i64>,
}

impl From<NewQueue> for QueueChange {
    fn from(new: NewQueue) -> Self {
        let NewQueue { name, members, method, priority, hours_id, overflow, goal_seconds } = new;
        Self { name, members, method, priority, hours_id, overflow, goal_seconds }
    }
}

impl QueueChange {
    fn wanted(self) -> Result<Change, FieldProblem> {
        let members = self.members.map(|ids| ids.iter().map(|id| read_id::<UserId>("members", id)).collect());
        let method = self.method.map(|word| Method::from_word(&word).ok_or(FieldProblem::new("method", "unknown")));
        let hours = |text: String| match text.as_str() {
            "" => Ok(None),
            text => read_id::<HoursId>("hours_id", text).map(Some),
        };
        let goal = |seconds: i64| (seconds != 0).then_some(Millis(seconds.saturating_mul(1_000)));
        Ok(Change {
            name: self.name,
            members: members.transpose()?,
            method: method.transpose()?,
            priority: self.priority,
            hours: self.hours_id.map(hours).transpose()?,
            overflow: self.overflow.map(Limits::from),
            goal: self.goal_seconds.map(goal),
        })
    }
}

/// All queues, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/queues", operation_id = "list_queues", tag = "routing",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Queue>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let found = blocking(&app, |app| {
        let now = app.clock.now();
        app.store.read(|db| queue_view::all(db, now))
    });
    page(&cursor::paged_whole(found.await?, &wanted, |known| known.queue.id.0, Queue::of))
}

/// A queue.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/queues/{id}", operation_id = "get_queue", tag = "routing",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Queue>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<QueueId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// Makes a queue.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/queues", operation_id = "create_queue", tag = "routing",
    request_body = NewQueue, responses((status = 201, description = "Made", body = One<Queue>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewQueue>) -> ApiResult {
    let (actor, wanted) = (caller.actor(), QueueChange::from(body.0).wanted()?);
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, wanted)?;
        load(app, id)
    });
    made(new.await?)
}

/// Changes a queue: all of it or nothing.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/queues/{id}", operation_id = "change_queue", tag = "routing",
    params(("id" = String, Path)), request_body = QueueChange,
    responses((status = 200, description = "As asked", body = One<Queue>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<QueueId>, body: Body<QueueChange>) -> ApiResult {
    let (actor, id, change) = (caller.actor(), id.0, body.0.wanted()?);
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id, change)?;
        load(app, id)
    });
    one(changed.await?)
}

/// Deletes a queue. While something leads to it, it stays, and all of that is told.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/queues/{id}", operation_id = "delete_queue", tag = "routing",
    params(("id" = String, Path)), responses((status = 204, description = "Deleted"), Refusals)))]
pub async fn delete(caller: Admin, app: Data<App>, id: Id<QueueId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| deleting::delete(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
