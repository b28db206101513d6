//! Broadcasts: one template to many people out of a list (supervisor).

use std::collections::BTreeMap;

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::broadcast::columns::{Columns, Source};
use crate::domain::ids::{BroadcastId, NumberId, TemplateId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::flows::broadcasts::act::{self, Wanted as Act};
use crate::flows::broadcasts::confirm::{self, When};
use crate::flows::broadcasts::{check, create as creating, load, set_list};
use crate::store::broadcast_row::{self, Counts};
use crate::store::{Db, Fault, broadcast as stored};
use crate::web::api::caller::Supervisor;
use crate::web::api::input::{Body, Id, MaybeBody, Params, id as read_id};
use crate::web::api::messages::key_of;
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::opt_ins::NewOptIn;
use crate::web::api::wire::{BroadcastState, Explained, Time, time};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::broadcasts::result::{Reader, download, file};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// A broadcast and how far it is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Broadcast {
    /// Its id.
    id: String,
    /// What it is called.
    name: String,
    /// Where it stands.
    state: BroadcastState,
    /// Our number.
    number_id: String,
    /// The template in the language that counts where no other fits.
    template_id: String,
    /// When it begins by itself.
    #[cfg_attr(test, schema(required))]
    send_at: Option<Time>,
    /// Why it paused by itself.
    #[cfg_attr(test, schema(required))]
    paused_because: Option<Explained>,
    /// Rows of its list by what became of them.
    counts: BroadcastCounts,
    /// Who made it, such as `user:3`.
    created_by: String,
    /// In whose name it is sent.
    #[cfg_attr(test, schema(required))]
    confirmed_by: Option<String>,
    /// When it was made.
    created_at: Time,
    /// When its first message left.
    #[cfg_attr(test, schema(required))]
    started_at: Option<Time>,
    /// When it was done or cancelled.
    #[cfg_attr(test, schema(required))]
    ended_at: Option<Time>,
}

/// Rows of a list by what became of them.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BroadcastCounts {
    /// In all.
    rows: i64,
    /// Still to be sent.
    ready: i64,
    /// Wrong from the beginning.
    wrong: i64,
    /// Refused when their turn came.
    refused: i64,
    /// On their way to WhatsApp.
    leaving: i64,
    /// Sent, not yet delivered.
    sent: i64,
    /// Delivered, not yet read.
    delivered: i64,
    /// Read.
    read: i64,
    /// Not delivered.
    failed: i64,
    /// Whose contact wrote since.
    answered: i64,
}

impl BroadcastCounts {
    const fn of(counts: Counts) -> Self {
        let Counts { rows, ready, wrong, refused, leaving, sent, delivered, read, failed, answered } = counts;
        Self { rows, ready, wrong, refused, leaving, sent, delivered, read, failed, answered }
    }
}

impl Broadcast {
    fn of((row, counts): (stored::Broadcast, Counts), l: Locale) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            state: BroadcastState(row.state),
            number_id: row.number.to_string(),
            template_id: row.template.to_string(),
            send_at: time(row.due_at),
            paused_because: row.paused_because.map(|code| Explained::of(code, l)),
            counts: BroadcastCounts::of(counts),
            created_by: row.created_by,
            confirmed_by: row.confirmed_by,
            created_at: Time(row.created_at),
            started_at: time(row.started_at),
            ended_at: time(row.ended_at),
        }
    }
}

/// Which column of the list says what. What is left out is taken from the names of the columns.
#[derive(Debug, Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct BroadcastColumns {
    /// The phone number.
    #[cfg_attr(test, schema(example = "phone"))]
    number: String,
    /// The name.
    name: String,
    /// The language.
    language: String,
    /// How the contact agreed: a word such as `web_form`, or other words.
    opt_in: String,
    /// On which day: `2026-11-20` or `20/11/2026`.
    opt_in_at: String,
}

/// What fills a variable in: one of both.
#[derive(Debug, Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct BroadcastVariable {
    /// The cell of a column.
    column: Option<String>,
    /// The same text for everybody, which may have placeholders.
    text: Option<String>,
}

/// A broadcast that is to be made.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewBroadcast {
    /// What it is called; for us alone.
    #[cfg_attr(test, schema(required, max_length = 80))]
    name: String,
    /// The number of ours.
    #[cfg_attr(test, schema(required))]
    number_id: String,
    /// The template in the language that counts where no other fits; others of its name are used for rows of their
    /// language.
    #[cfg_attr(test, schema(required))]
    template_id: String,
    /// Which column says what.
    columns: BroadcastColumns,
    /// What fills the variables in, by their names.
    variables: BTreeMap<String, BroadcastVariable>,
    /// That all of them agreed in the same way, where their row says nothing.
    opt_in: Option<NewOptIn>,
}

impl NewBroadcast {
    fn wanted(self) -> Result<creating::Wanted, Refusal> {
        let mut variables = BTreeMap::new();
        for (name, variable) in self.variables {
            let source = match (variable.column, variable.text) {
                (Some(column), None) => Source::Column(column),
                (None, Some(text)) => Source::Text(text),
                _ => return Err(FieldProblem::new("variables", "variable-unfilled").with("variable", name).into()),
            };
            variables.insert(name, source);
        }
        let BroadcastColumns { number, name, language, opt_in, opt_in_at } = self.columns;
        let opt_in_of_all = self.opt_in.map(NewOptIn::typed).transpose()?.unwrap_or_default();
        Ok(creating::Wanted {
            name: self.name,
            number: Some(read_id::<NumberId>("number_id", &self.number_id)?),
            template: Some(self.template_id.parse::<TemplateId>().map_err(|_| Refusal::TemplateUnknown)?),
            list: None,
            columns: Some(Columns { number, name, language, opt_in, opt_in_at, variables, opt_in_of_all }),
        })
    }
}

fn read(db: &Db, id: BroadcastId) -> Result<(stored::Broadcast, Counts), Fault> {
    Ok((load(db, id)?, broadcast_row::counts(db, id)?))
}

/// Broadcasts, the latest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/broadcasts", operation_id = "list_broadcasts", tag = "broadcasts",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Broadcast>), Refusals)))]
pub async fn list(caller: Supervisor, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page::<1>(&[])?;
    let l = caller.l;
    let before = wanted.after.map(|[id]| BroadcastId(id));
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            let all = stored::list(db, before, wanted.limit + 1)?;
            all.into_iter().map(|one| Ok((broadcast_row::counts(db, one.id)?, one))).collect::<Result<Vec<_>, Fault>>()
        })
    });
    page(&cursor::paged(
        found.await?,
        wanted.limit,
        |row| vec![row.1.id.0],
        |(counts, row)| Broadcast::of((row, counts), l),
    ))
}

/// A broadcast.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/broadcasts/{id}", operation_id = "get_broadcast", tag = "broadcasts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Broadcast>), Refusals)))]
pub async fn show(caller: Supervisor, app: Data<App>, id: Id<BroadcastId>) -> ApiResult {
    one(Broadcast::of(blocking(&app, move |app| app.store.read(|db| read(db, id.0))).await?, caller.l))
}

/// Makes a broadcast without a list. With an `Idempotency-Key` a repeated call makes no other.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/broadcasts", operation_id = "create_broadcast", tag = "broadcasts",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = NewBroadcast,
    responses((status = 201, description = "Made", body = One<Broadcast>), Refusals)))]
pub async fn create(caller: Supervisor, app: Data<App>, request: HttpRequest, body: Body<NewBroadcast>) -> ApiResult {
    let (actor, l, key) = (caller.actor(), caller.l, key_of(&request)?);
    let wanted = body.0.wanted()?;
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, wanted, key)?;
        app.store.read(|db| read(db, id))
    });
    made(Broadcast::of(new.await?, l))
}

/// Gives a broadcast its list as CSV, at most 1,000 rows, and checks every row. Nothing is sent. Replaces the list
/// that was there. What is wrong stands in its rows.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/broadcasts/{id}/list", operation_id = "set_broadcast_list", tag = "broadcasts",
    params(("id" = String, Path)), request_body(content = String, content_type = "text/csv"),
    responses((status = 200, description = "As asked", body = One<Broadcast>), Refusals)))]
pub async fn set(caller: Supervisor, app: Data<App>, id: Id<BroadcastId>, body: Bytes) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let done = blocking(&app, move |app| {
        let columns = set_list::set_list(app, actor, id.0, &body)?;
        check::check(app, actor, id.0, &columns, &TimeZone::UTC)?;
        app.store.read(|db| read(db, id.0))
    });
    one(Broadcast::of(done.await?, l))
}

/// When a broadcast begins.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct BroadcastStart {
    /// RFC 3339, at most 365 days ahead; left out: at once.
    #[cfg_attr(test, schema(example = "2026-11-26T09:00:00Z"))]
    send_at: Option<String>,
}

/// Confirms a broadcast that was checked: it begins at once, or at a time.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/broadcasts/{id}/start", operation_id = "start_broadcast", tag = "broadcasts",
    params(("id" = String, Path)), request_body = Option<BroadcastStart>,
    responses((status = 200, description = "As asked", body = One<Broadcast>), Refusals)))]
pub async fn start(
    caller: Supervisor,
    app: Data<App>,
    id: Id<BroadcastId>,
    body: MaybeBody<BroadcastStart>,
) -> ApiResult {
    let when = match body.0.send_at.as_deref() {
        None => When::Now,
        Some(text) => When::At(Some(Timestamp::parse(text).ok_or(FieldProblem::new("send_at", "time-format"))?)),
    };
    let (actor, l) = (caller.actor(), caller.l);
    let done = blocking(&app, move |app| {
        confirm::confirm(app, actor, id.0, when)?;
        app.store.read(|db| read(db, id.0))
    });
    one(Broadcast::of(done.await?, l))
}

async fn press(caller: Supervisor, app: Data<App>, id: BroadcastId, wanted: Act) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let done = blocking(&app, move |app| {
        act::act(app, actor, id, wanted)?;
        app.store.read(|db| read(db, id))
    });
    one(Broadcast::of(done.await?, l))
}

/// Stops a broadcast for a while. No further message leaves; those in the outbox, 20 at most, still do.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/broadcasts/{id}/pause", operation_id = "pause_broadcast", tag = "broadcasts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Broadcast>), Refusals)))]
pub async fn pause(caller: Supervisor, app: Data<App>, id: Id<BroadcastId>) -> ApiResult {
    press(caller, app, id.0, Act::Pause).await
}

/// Lets a paused broadcast go on.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/broadcasts/{id}/resume", operation_id = "resume_broadcast", tag = "broadcasts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Broadcast>), Refusals)))]
pub async fn resume(caller: Supervisor, app: Data<App>, id: Id<BroadcastId>) -> ApiResult {
    press(caller, app, id.0, Act::Resume).await
}

/// Calls the time of a broadcast off; it waits to be confirmed again.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/broadcasts/{id}/unschedule", operation_id = "unschedule_broadcast", tag = "broadcasts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Broadcast>), Refusals)))]
pub async fn unschedule(caller: Supervisor, app: Data<App>, id: Id<BroadcastId>) -> ApiResult {
    press(caller, app, id.0, Act::Unschedule).await
}

/// Ends a broadcast. What has not left never will.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/broadcasts/{id}/cancel", operation_id = "cancel_broadcast", tag = "broadcasts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Broadcast>), Refusals)))]
pub async fn cancel(caller: Supervisor, app: Data<App>, id: Id<BroadcastId>) -> ApiResult {
    press(caller, app, id.0, Act::Cancel).await
}

/// What became of each row, as CSV.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/broadcasts/{id}/result", operation_id = "get_broadcast_result", tag = "broadcasts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", content_type = "text/csv", body = String), Refusals)))]
pub async fn result(caller: Supervisor, app: Data<App>, id: Id<BroadcastId>) -> ApiResult {
    let reader = Reader::Program(caller.l);
    let csv = blocking(&app, move |app| app.store.read(|db| file(db, id.0, &reader))).await?;
    Ok(download(csv, id.0))
}
