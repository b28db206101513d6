//! Views of the list that everybody shares; a person's own belong to that person alone, and a program has none.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::SavedViewId;
use crate::domain::refusal::FieldProblem;
use crate::domain::saved_view::{Agent as Whose, Filter, Sort, Typed};
use crate::flows::saved_views::{create as creating, load, remove as removing, update as updating};
use crate::store::saved_view::{self as stored, SavedView};
use crate::web::api::caller::{Agent, Supervisor};
use crate::web::api::input::{Body, Id, Params, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A name for a choice of conversations that are going on.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct View {
    /// Its id; `GET /conversations?view=saved-{id}` lists what it holds.
    id: String,
    /// What it is called.
    name: String,
    /// What it holds.
    filter: ViewFilter,
}

/// A choice of conversations; whatever is null is all.
#[derive(Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct ViewFilter {
    /// Over this number.
    #[cfg_attr(test, schema(required))]
    number_id: Option<String>,
    /// In this queue.
    #[cfg_attr(test, schema(required))]
    queue_id: Option<String>,
    /// `me` (whoever looks), `nobody`, or the id of a user.
    #[cfg_attr(test, schema(required))]
    agent: Option<String>,
    /// With this tag, or of a contact with it.
    #[cfg_attr(test, schema(required, max_length = 30))]
    tag: Option<String>,
    /// Only with something unread.
    unread: bool,
    /// Whether the contact waits for an answer.
    #[cfg_attr(test, schema(required))]
    waits: Option<bool>,
    /// `waiting`, `window` or `newest`.
    #[cfg_attr(test, schema(required))]
    sort: Option<String>,
}

impl ViewFilter {
    fn of(filter: Filter) -> Self {
        Self {
            number_id: filter.number.map(|id| id.to_string()),
            queue_id: filter.queue.map(|id| id.to_string()),
            agent: filter.agent.map(String::from),
            tag: filter.tag,
            unread: filter.unread,
            waits: filter.waits,
            sort: filter.sort.map(|sort| sort.word().to_owned()),
        }
    }

    fn read(self) -> Result<Filter, FieldProblem> {
        let unknown = |field| FieldProblem::new(field, "unknown");
        Ok(Filter {
            number: self.number_id.map(|id| read_id("number_id", &id)).transpose()?,
            queue: self.queue_id.map(|id| read_id("queue_id", &id)).transpose()?,
            agent: self.agent.map(|text| Whose::try_from(text).map_err(|_| unknown("agent"))).transpose()?,
            tag: self.tag,
            unread: self.unread,
            waits: self.waits,
            sort: self.sort.map(|word| Sort::from_word(&word).ok_or_else(|| unknown("sort"))).transpose()?,
        })
    }
}

impl View {
    fn of(view: SavedView) -> Self {
        Self { id: view.id.to_string(), name: view.name, filter: ViewFilter::of(view.filter) }
    }
}

/// All that everybody shares, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/views", operation_id = "list_views", tag = "views",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<View>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let found = blocking(&app, move |app| app.store.read(|db| stored::visible(db, None)));
    page(&cursor::paged_whole(found.await?, &wanted, |row| row.id.0, View::of))
}

/// A shared view.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/views/{id}", operation_id = "get_view", tag = "views",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<View>), Refusals)))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<SavedViewId>) -> ApiResult {
    let actor = caller.actor();
    one(View::of(blocking(&app, move |app| app.store.read(|db| load(db, actor, id.0))).await?))
}

/// A view that is to be made, or how it is to be.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewView {
    /// What it is called; no two have the same name.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 40))]
    name: String,
    /// What it holds; left out: everything that goes on.
    filter: ViewFilter,
}

impl NewView {
    fn read(self) -> Result<Typed, FieldProblem> {
        Ok(Typed { name: self.name, filter: self.filter.read()? })
    }
}

/// Makes a view that everybody shares.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/views", operation_id = "create_view", tag = "views",
    request_body = NewView, responses((status = 201, description = "Made", body = One<View>), Refusals)))]
pub async fn create(caller: Supervisor, app: Data<App>, body: Body<NewView>) -> ApiResult {
    let (actor, typed) = (caller.actor(), body.0.read()?);
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, true, &typed)?;
        app.store.read(|db| load(db, actor, id))
    });
    made(View::of(new.await?))
}

/// Replaces name and filter of a shared view.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/views/{id}", operation_id = "replace_view", tag = "views",
    params(("id" = String, Path)), request_body = NewView,
    responses((status = 200, description = "As asked", body = One<View>), Refusals)))]
pub async fn replace(caller: Supervisor, app: Data<App>, id: Id<SavedViewId>, body: Body<NewView>) -> ApiResult {
    let (actor, typed) = (caller.actor(), body.0.read()?);
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id.0, &typed)?;
        app.store.read(|db| load(db, actor, id.0))
    });
    one(View::of(changed.await?))
}

/// Removes a shared view. The conversations in it stay where they are.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/views/{id}", operation_id = "remove_view", tag = "views",
    params(("id" = String, Path)), responses((status = 204, description = "Removed"), Refusals)))]
pub async fn remove(caller: Supervisor, app: Data<App>, id: Id<SavedViewId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| removing::remove(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
