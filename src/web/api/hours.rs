//! Opening hours, with their holidays.

use actix_web::HttpResponse;
use actix_web::web::{Bytes, Data};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::hours::{Holiday as Days, Span as Stretch, Standing};
use crate::domain::ids::HoursId;
use crate::domain::time::Timestamp;
use crate::flows::hours::{Change, create as creating, delete as deleting, import as importing, update as updating};
use crate::store::Fault;
use crate::store::hours::{self as stored, OpeningHours};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{Time, time};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A stretch of one day of the week. One that goes past midnight is two: to 24:00 and from 00:00.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Span {
    /// The day of the week, in English.
    #[cfg_attr(test, schema(example = "monday"))]
    day: String,
    /// The first minute that is open.
    #[cfg_attr(test, schema(example = "09:00"))]
    from: String,
    /// The first minute that is not.
    #[cfg_attr(test, schema(example = "17:00"))]
    to: String,
}

/// Days on which nothing is open.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Holiday {
    /// The first day.
    #[cfg_attr(test, schema(example = "2026-12-25"))]
    first: String,
    /// The last day; the same for one day.
    #[cfg_attr(test, schema(example = "2026-12-26"))]
    last: String,
    /// What people call it.
    name: String,
    /// Whether it comes every year on the same days.
    yearly: bool,
}

/// Opening hours.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Hours {
    /// Their id.
    id: String,
    /// What people call them.
    name: String,
    /// IANA name of the zone whose clock counts.
    #[cfg_attr(test, schema(example = "Europe/Athens"))]
    time_zone: String,
    /// The week, by day and time.
    spans: Vec<Span>,
    /// The holidays, by date.
    holidays: Vec<Holiday>,
    /// Whether it is open now.
    open: bool,
    /// When it opens or closes next; null: never.
    #[cfg_attr(test, schema(required))]
    changes_at: Option<Time>,
    /// The holiday that it is closed for now; null: another reason, or open.
    #[cfg_attr(test, schema(required))]
    holiday: Option<String>,
    /// When they were made.
    created_at: Time,
    /// When they last changed.
    updated_at: Time,
}

impl Hours {
    fn of(kept: &OpeningHours, now: Timestamp) -> Self {
        let standing = kept.hours.standing(now);
        let open = standing.is_open();
        let (until, holiday) = match standing {
            Standing::Open { until } => (until, None),
            Standing::Closed { until, holiday } => (until, holiday),
        };
        let span = |span: &Stretch| Span {
            day: span.day.word().to_owned(),
            from: span.from.to_string(),
            to: span.to.to_string(),
        };
        let days = |days: &Days| Holiday {
            first: days.first.to_string(),
            last: days.last.to_string(),
            name: days.name.clone(),
            yearly: days.yearly,
        };
        Self {
            id: kept.id.to_string(),
            name: kept.name.clone(),
            time_zone: kept.hours.zone().name().to_owned(),
            spans: kept.hours.spans().iter().map(span).collect(),
            holidays: kept.hours.holidays().iter().map(days).collect(),
            open,
            changes_at: time(until),
            holiday,
            created_at: Time(kept.created_at),
            updated_at: Time(kept.updated_at),
        }
    }
}

fn load(app: &App, id: HoursId) -> Result<Hours, Fault> {
    Ok(Hours::of(&app.store.read(|db| stored::get(db, id))?, app.clock.now()))
}

/// New opening hours.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewHours {
    /// What people call them.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 100))]
    name: Option<String>,
    /// IANA name of the zone whose clock counts.
    #[cfg_attr(test, schema(required, example = "Europe/Athens"))]
    time_zone: Option<String>,
    /// The week; left out: never open.
    #[cfg_attr(test, schema(value_type = Option<Vec<Span>>))]
    spans: Option<Vec<Stretch>>,
    /// The holidays.
    #[cfg_attr(test, schema(value_type = Option<Vec<Holiday>>))]
    holidays: Option<Vec<Days>>,
}

/// What changes about opening hours; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct HoursChange {
    /// What people call them.
    #[cfg_attr(test, schema(min_length = 1, max_length = 100))]
    name: Option<String>,
    /// IANA name of the zone whose clock counts.
    time_zone: Option<String>,
    /// The week, instead of the one before.
    #[cfg_attr(test, schema(value_type = Option<Vec<Span>>))]
    spans: Option<Vec<Stretch>>,
    /// The holidays, instead of those before.
    #[cfg_attr(test, schema(value_type = Option<Vec<Holiday>>))]
    holidays: Option<Vec<Days>>,
}

/// All opening hours, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/hours", operation_id = "list_hours", tag = "routing",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Hours>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let (wanted, now) = (params.page(&[])?, app.clock.now());
    let rows = blocking(&app, |app| app.store.read(stored::list)).await?;
    page(&cursor::paged_whole(rows, &wanted, |row| row.id.0, |row| Hours::of(&row, now)))
}

/// Opening hours.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/hours/{id}", operation_id = "get_hours", tag = "routing",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Hours>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<HoursId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// Makes opening hours.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/hours", operation_id = "create_hours", tag = "routing",
    request_body = NewHours, responses((status = 201, description = "Made", body = One<Hours>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewHours>) -> ApiResult {
    let (actor, NewHours { name, time_zone, spans, holidays }) = (caller.actor(), body.0);
    let wanted = Change { name, time_zone, spans, holidays };
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, wanted)?;
        load(app, id)
    });
    made(new.await?)
}

/// Changes opening hours: all of it or nothing.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/hours/{id}", operation_id = "change_hours", tag = "routing",
    params(("id" = String, Path)), request_body = HoursChange,
    responses((status = 200, description = "As asked", body = One<Hours>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<HoursId>, body: Body<HoursChange>) -> ApiResult {
    let (actor, id, HoursChange { name, time_zone, spans, holidays }) = (caller.actor(), id.0, body.0);
    let change = Change { name, time_zone, spans, holidays };
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id, change)?;
        load(app, id)
    });
    one(changed.await?)
}

/// Deletes opening hours. While a queue opens by them or a rule asks for them they stay, and all of that is told.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/hours/{id}", operation_id = "delete_hours", tag = "routing",
    params(("id" = String, Path)), responses((status = 204, description = "Deleted"), Refusals)))]
pub async fn delete(caller: Admin, app: Data<App>, id: Id<HoursId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| deleting::delete(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What became of a calendar file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct HolidaysImported {
    /// Holidays that are new.
    added: usize,
    /// Holidays that were there just so.
    same: usize,
    /// What was left out, by line.
    left_out: Vec<EventLeftOut>,
}

/// An event of the file that is no holiday of ours.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct EventLeftOut {
    /// The line on which it begins, from 1.
    line: usize,
    /// Its name as far as it has one.
    name: String,
    /// Why, in one word.
    #[cfg_attr(test, schema(example = "part_of_day"))]
    why: &'static str,
    /// Why, in a sentence.
    sentence: String,
}

/// Adds the holidays of a calendar file (iCalendar, RFC 5545). What is not read is named with its line.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/hours/{id}/ics", operation_id = "import_holidays", tag = "routing",
    params(("id" = String, Path)), request_body(content = String, content_type = "text/calendar"),
    responses((status = 200, description = "As asked", body = One<HolidaysImported>), Refusals)))]
pub async fn import(caller: Admin, app: Data<App>, id: Id<HoursId>, body: Bytes) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let done = blocking(&app, move |app| importing::import(app, actor, id.0, &body)).await?;
    let left_out = done.left_out.into_iter().map(|event| EventLeftOut {
        line: event.line,
        name: event.name,
        why: event.why.word(),
        sentence: l.t(format!("ics-why-{}", event.why.word().replace('_', "-"))),
    });
    one(HolidaysImported { added: done.added, same: done.same, left_out: left_out.collect() })
}
