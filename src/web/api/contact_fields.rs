//! Own fields of contacts: what a team keeps about them beside name and language.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::contact_field::Typed;
use crate::domain::ids::ContactFieldId;
use crate::flows::contact_fields::{create as creating, remove as removing, update as updating};
use crate::store::contact_field as stored;
use crate::store::{Fault, contact_field};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// An own field.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ContactField {
    /// Its id.
    id: String,
    /// What people call it.
    name: String,
    /// `text`, `number`, `date` (such as 2026-11-26) or `choice`.
    kind: &'static str,
    /// What may be chosen; empty for every other kind.
    choices: Vec<String>,
    /// When it was made.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
}

impl ContactField {
    fn of(kept: stored::ContactField) -> Self {
        Self {
            id: kept.id.to_string(),
            name: kept.name,
            kind: kept.kind.word(),
            choices: kept.choices,
            created_at: Time(kept.created_at),
            updated_at: Time(kept.updated_at),
        }
    }
}

fn load(app: &App, id: ContactFieldId) -> Result<ContactField, Fault> {
    app.store.read(|db| contact_field::get(db, id)).map(ContactField::of)
}

/// All own fields, in their order.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contact-fields", operation_id = "list_contact_fields", tag = "contacts",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<ContactField>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let found = blocking(&app, |app| app.store.read(stored::list)).await?;
    let numbered: Vec<(i64, stored::ContactField)> = (1..).zip(found).collect();
    page(&cursor::paged_whole(numbered, &wanted, |(place, _)| *place, |(_, kept)| ContactField::of(kept)))
}

/// An own field.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contact-fields/{id}", operation_id = "get_contact_field", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<ContactField>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<ContactFieldId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// A new own field.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewContactField {
    /// What people call it.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 60))]
    name: String,
    /// `text`, `number`, `date` or `choice`; it stays.
    #[cfg_attr(test, schema(required, example = "text"))]
    kind: String,
    /// What may be chosen, of a `choice`: at most 50, each of at most 60 characters.
    #[cfg_attr(test, schema(max_items = 50))]
    choices: Vec<String>,
}

/// Makes an own field, empty for every contact (admin).
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contact-fields", operation_id = "create_contact_field", tag = "contacts",
    request_body = NewContactField, responses((status = 201, description = "Made", body = One<ContactField>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewContactField>) -> ApiResult {
    let (actor, NewContactField { name, kind, choices }) = (caller.actor(), body.0);
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, &Typed { name, kind, choices })?;
        load(app, id)
    });
    made(new.await?)
}

/// What changes about an own field; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct ContactFieldChange {
    /// What people call it.
    #[cfg_attr(test, schema(min_length = 1, max_length = 60))]
    name: Option<String>,
    /// What may be chosen. What stands somewhere and is no choice any more stays until it is changed.
    #[cfg_attr(test, schema(max_items = 50))]
    choices: Option<Vec<String>>,
    /// Its place among them, from 1.
    #[cfg_attr(test, schema(minimum = 1))]
    position: Option<usize>,
}

/// Changes an own field (admin).
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/contact-fields/{id}", operation_id = "change_contact_field", tag = "contacts",
    params(("id" = String, Path)), request_body = ContactFieldChange,
    responses((status = 200, description = "As asked", body = One<ContactField>), Refusals)))]
pub async fn update(
    caller: Admin,
    app: Data<App>,
    id: Id<ContactFieldId>,
    body: Body<ContactFieldChange>,
) -> ApiResult {
    let (actor, ContactFieldChange { name, choices, position }) = (caller.actor(), body.0);
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id.0, updating::Change { name, choices, position })?;
        load(app, id.0)
    });
    one(changed.await?)
}

/// Removes an own field with everything that stands in it (admin).
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/contact-fields/{id}", operation_id = "remove_contact_field", tag = "contacts",
    params(("id" = String, Path)), responses((status = 204, description = "Removed"), Refusals)))]
pub async fn remove(caller: Admin, app: Data<App>, id: Id<ContactFieldId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| removing::remove(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
