//! Presences with a name of their own, and which presences change by themselves.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::PresenceId;
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Presence as Base;
use crate::flows::presences::{create as creating, delete as deleting, set_automatic, update as updating};
use crate::store::Fault;
use crate::store::named_presence::{self as stored, NamedPresence};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{Time, UserPresence};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A presence with a name of its own.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Presence {
    /// Its id.
    id: String,
    /// What people call it.
    #[cfg_attr(test, schema(example = "Lunch"))]
    name: String,
    /// Which of the five it counts as.
    base: UserPresence,
    /// When it was made.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
}

impl Presence {
    fn of(kept: NamedPresence) -> Self {
        Self {
            id: kept.id.to_string(),
            name: kept.name,
            base: UserPresence(kept.base),
            created_at: Time(kept.created_at),
            updated_at: Time(kept.updated_at),
        }
    }
}

fn load(app: &App, id: PresenceId) -> Result<Presence, Fault> {
    Ok(Presence::of(app.store.read(|db| stored::get(db, id))?))
}

/// A new presence.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewNamedPresence {
    /// What people call it.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 40))]
    name: String,
    /// Which of the five it counts as.
    #[cfg_attr(test, schema(required, value_type = UserPresence))]
    base: String,
}

/// What changes about a presence; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct PresenceChange {
    /// What people call it.
    #[cfg_attr(test, schema(min_length = 1, max_length = 40))]
    name: Option<String>,
    /// Which of the five it counts as.
    #[cfg_attr(test, schema(value_type = Option<UserPresence>))]
    base: Option<String>,
}

/// Which presences change by themselves; all off means that only people change them.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AutomaticPresences {
    /// With the capacity that is taken: Available, Busy, Do not disturb.
    capacity: bool,
    /// To Away, after an offer that was not answered in time.
    missed: bool,
    /// To Do not disturb, after an offer that was declined.
    declined: bool,
}

/// What changes about it; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct AutomaticChange {
    /// With the capacity that is taken.
    capacity: Option<bool>,
    /// To Away, after an offer that was not answered in time.
    missed: Option<bool>,
    /// To Do not disturb, after an offer that was declined.
    declined: Option<bool>,
}

fn load_automatic(app: &App) -> Result<AutomaticPresences, Fault> {
    let kept = app.store.read(stored::automatic)?;
    Ok(AutomaticPresences { capacity: kept.capacity, missed: kept.missed, declined: kept.declined })
}

/// All presences with a name of their own, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/presences", operation_id = "list_presences", tag = "routing",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Presence>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let rows = blocking(&app, |app| app.store.read(stored::list)).await?;
    page(&cursor::paged_whole(rows, &wanted, |row| row.id.0, Presence::of))
}

/// A presence.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/presences/{id}", operation_id = "get_presence", tag = "routing",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Presence>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<PresenceId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// Makes a presence.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/presences", operation_id = "create_presence", tag = "routing",
    request_body = NewNamedPresence, responses((status = 201, description = "Made", body = One<Presence>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewNamedPresence>) -> ApiResult {
    let (actor, NewNamedPresence { name, base }) = (caller.actor(), body.0);
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, &name, Base::from_word(&base))?;
        load(app, id)
    });
    made(new.await?)
}

/// Changes a presence. Who is at it now counts as before.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/presences/{id}", operation_id = "change_presence", tag = "routing",
    params(("id" = String, Path)), request_body = PresenceChange,
    responses((status = 200, description = "As asked", body = One<Presence>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<PresenceId>, body: Body<PresenceChange>) -> ApiResult {
    let (actor, id, PresenceChange { name, base }) = (caller.actor(), id.0, body.0);
    let base = base.map(|word| Base::from_word(&word).ok_or(FieldProblem::new("base", "unknown"))).transpose()?;
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id, name.as_deref(), base)?;
        load(app, id)
    });
    one(changed.await?)
}

/// Deletes a presence. Who is at it keeps what it counted as.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/presences/{id}", operation_id = "delete_presence", tag = "routing",
    params(("id" = String, Path)), responses((status = 204, description = "Deleted"), Refusals)))]
pub async fn delete(caller: Admin, app: Data<App>, id: Id<PresenceId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| deleting::delete(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Which presences change by themselves.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/presences/automatic", operation_id = "get_automatic_presences", tag = "routing",
    responses((status = 200, description = "As asked", body = One<AutomaticPresences>), Refusals)))]
pub async fn automatic(_: Agent, app: Data<App>) -> ApiResult {
    one(blocking(&app, load_automatic).await?)
}

/// Sets which presences change by themselves.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/presences/automatic", operation_id = "change_automatic_presences", tag = "routing",
    request_body = AutomaticChange,
    responses((status = 200, description = "As asked", body = One<AutomaticPresences>), Refusals)))]
pub async fn change_automatic(caller: Admin, app: Data<App>, body: Body<AutomaticChange>) -> ApiResult {
    let (actor, AutomaticChange { capacity, missed, declined }) = (caller.actor(), body.0);
    let change = set_automatic::Change { capacity, missed, declined };
    let changed = blocking(&app, move |app| {
        set_automatic::set_automatic(app, actor, change)?;
        load_automatic(app)
    });
    one(changed.await?)
}
