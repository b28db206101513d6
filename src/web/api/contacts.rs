//! Contacts: the customers as persons.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::ContactId;
use crate::domain::refusal::Refusal;
use crate::flows::contacts::update as updating;
use crate::store::{Fault, api_view};
use crate::web::api::caller::Agent;
use crate::web::api::input::{Body, Id, Params};
use crate::web::api::openapi::Refusals;
use crate::web::api::wire::{One, Page, Time};
use crate::web::api::{ApiResult, cursor, one, page};
use crate::web::page::blocking;

/// A contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contact {
    /// Its id.
    id: String,
    /// The name to show: ours, else the one that the contact chose; empty if there is none.
    name: String,
    /// The name that the contact chose.
    profile_name: String,
    /// BCP 47, if known.
    #[schema(required)]
    language: Option<String>,
    /// `whatsapp:+…` or a business-scoped user id, phone numbers first.
    addresses: Vec<String>,
    /// Its tags, by which rules know it.
    tags: Vec<String>,
    /// When it first wrote.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
}

impl Contact {
    fn of(contact: api_view::Contact) -> Self {
        Self {
            id: contact.id.to_string(),
            name: contact.name,
            profile_name: contact.profile_name,
            language: contact.language,
            addresses: contact.addresses,
            tags: contact.tags,
            created_at: Time(contact.created_at),
            updated_at: Time(contact.updated_at),
        }
    }
}

pub(super) fn load(app: &App, id: ContactId) -> Result<Contact, Fault> {
    let found = app.store.read(|db| api_view::contact(db, id))?;
    Ok(Contact::of(found.ok_or(Refusal::NotFound)?))
}

/// Contacts, newest first; with `address` only the one that has it.
///
/// # Errors
/// As documented.
#[utoipa::path(get, path = "/api/v1/contacts", operation_id = "list_contacts", tag = "contacts",
    params(("address" = Option<String>, Query), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Contact>), Refusals))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page::<1>(&["address"])?;
    let address = params.word("address", |text| Address::parse(text).ok())?;
    let found = blocking(&app, move |app| {
        let before = wanted.after.map(|[id]| ContactId(id));
        app.store.read(|db| api_view::contacts(db, address.as_ref(), before, wanted.limit + 1))
    });
    page(&cursor::paged(found.await?, wanted.limit, |row| vec![row.id.0], Contact::of))
}

/// A contact.
///
/// # Errors
/// As documented.
#[utoipa::path(get, path = "/api/v1/contacts/{id}", operation_id = "get_contact", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Contact>), Refusals))]
pub async fn show(_: Agent, app: Data<App>, id: Id<ContactId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// What changes about a contact; what is left out stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct ContactChange {
    /// What we call it; empty: what the contact chose.
    #[schema(max_length = 100)]
    name: Option<String>,
    /// BCP 47; empty: not known.
    #[schema(example = "el")]
    language: Option<String>,
    /// Tags instead of those before; at most 20, each of at most 30 characters.
    #[schema(max_items = 20)]
    tags: Option<Vec<String>>,
}

/// Changes a contact.
///
/// # Errors
/// As documented.
#[utoipa::path(patch, path = "/api/v1/contacts/{id}", operation_id = "change_contact", tag = "contacts",
    params(("id" = String, Path)), request_body = ContactChange,
    responses((status = 200, description = "As asked", body = One<Contact>), Refusals))]
pub async fn update(_: Agent, app: Data<App>, id: Id<ContactId>, body: Body<ContactChange>) -> ApiResult {
    let change = updating::Change { name: body.0.name, language: body.0.language, tags: body.0.tags };
    let changed = blocking(&app, move |app| {
        updating::update(app, id.0, &change)?;
        load(app, id.0)
    });
    one(changed.await?)
}
