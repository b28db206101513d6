//! Contacts: made, found by an address, changed; and the addresses by which they are known.

use std::collections::BTreeMap;

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::{ContactFieldId, ContactId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::flows::contacts::{addresses, create as creating, update as updating};
use crate::store::{Fault, api_view};
use crate::web::api::caller::Agent;
use crate::web::api::input::{Body, Id, Params, id as input_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A contact.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Contact {
    /// Its id.
    id: String,
    /// The name to show: ours, else the one that the contact chose; empty if there is none.
    name: String,
    /// The name that the contact chose.
    profile_name: String,
    /// BCP 47, if known.
    #[cfg_attr(test, schema(required))]
    language: Option<String>,
    /// `whatsapp:+…` or a business-scoped user id, phone numbers first.
    addresses: Vec<String>,
    /// Its tags, by which rules know it.
    tags: Vec<String>,
    /// What the team notes on it.
    notes: String,
    /// What stands in own fields, by the field's id; those without anything are left out.
    fields: BTreeMap<String, String>,
    /// The contact that it became when it was merged; such a one has no addresses and cannot be changed.
    #[cfg_attr(test, schema(required))]
    merged_into: Option<String>,
    /// When it was first seen.
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
            notes: contact.notes,
            fields: contact.fields.into_iter().map(|(id, value)| (id.to_string(), value)).collect(),
            merged_into: contact.merged_into.map(|id| id.to_string()),
            created_at: Time(contact.created_at),
            updated_at: Time(contact.updated_at),
        }
    }
}

pub(super) fn load(app: &App, id: ContactId) -> Result<Contact, Fault> {
    let found = app.store.read(|db| api_view::contact_or_merged(db, id))?;
    Ok(Contact::of(found.ok_or(Refusal::NotFound)?))
}

/// Contacts, newest first; with `address` only the one that has it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contacts", operation_id = "list_contacts", tag = "contacts",
    params(("address" = Option<String>, Query), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Contact>), Refusals)))]
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
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contacts/{id}", operation_id = "get_contact", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Contact>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<ContactId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// What changes about a contact; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct ContactChange {
    /// What we call it; empty: what the contact chose.
    #[cfg_attr(test, schema(max_length = 100))]
    name: Option<String>,
    /// BCP 47; empty: not known.
    #[cfg_attr(test, schema(example = "el"))]
    language: Option<String>,
    /// Tags instead of those before; at most 20, each of at most 30 characters.
    #[cfg_attr(test, schema(max_items = 20))]
    tags: Option<Vec<String>>,
    /// What the team notes on it; empty: nothing.
    #[cfg_attr(test, schema(max_length = 4000))]
    notes: Option<String>,
    /// What stands in own fields, by the field's id; empty: nothing. Those that are not named stay.
    fields: Option<BTreeMap<String, String>>,
}

impl ContactChange {
    fn read(self) -> Result<updating::Change, FieldProblem> {
        let field = |(id, value): (String, String)| Ok((input_id::<ContactFieldId>("fields", &id)?, value));
        Ok(updating::Change {
            name: self.name,
            language: self.language,
            notes: self.notes,
            tags: self.tags,
            fields: self.fields.unwrap_or_default().into_iter().map(field).collect::<Result<_, _>>()?,
        })
    }
}

/// A new contact.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewContact {
    /// Where it is reached: a phone number, or `whatsapp:` and a number or user id.
    #[cfg_attr(test, schema(required, example = "+30 690 000 0147"))]
    address: String,
    /// What we call it.
    #[cfg_attr(test, schema(max_length = 100))]
    name: Option<String>,
    /// BCP 47.
    #[cfg_attr(test, schema(example = "el"))]
    language: Option<String>,
    /// At most 20, each of at most 30 characters.
    #[cfg_attr(test, schema(max_items = 20))]
    tags: Option<Vec<String>>,
    /// What the team notes on it.
    #[cfg_attr(test, schema(max_length = 4000))]
    notes: Option<String>,
    /// What stands in own fields, by the field's id.
    fields: Option<BTreeMap<String, String>>,
}

/// Makes a contact before a word was said. A number that somebody has already, in either of its spellings, is refused.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contacts", operation_id = "create_contact", tag = "contacts",
    request_body = NewContact, responses((status = 201, description = "Made", body = One<Contact>), Refusals)))]
pub async fn create(caller: Agent, app: Data<App>, body: Body<NewContact>) -> ApiResult {
    let (actor, NewContact { address, name, language, tags, notes, fields }) = (caller.actor(), body.0);
    let change = ContactChange { name, language, tags, notes, fields }.read()?;
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, &address, change)?;
        load(app, id)
    });
    made(new.await?)
}

/// An address of a contact.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct ContactAddress {
    /// A phone number, or `whatsapp:` and a number or user id.
    #[cfg_attr(test, schema(required, example = "+30 690 000 0147"))]
    address: String,
}

/// Links one more address to a contact.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contacts/{id}/addresses", operation_id = "add_contact_address", tag = "contacts",
    params(("id" = String, Path)), request_body = ContactAddress,
    responses((status = 200, description = "As asked", body = One<Contact>), Refusals)))]
pub async fn add_address(caller: Agent, app: Data<App>, id: Id<ContactId>, body: Body<ContactAddress>) -> ApiResult {
    let (actor, address) = (caller.actor(), body.0.address);
    let changed = blocking(&app, move |app| {
        addresses::add(app, actor, id.0, &address)?;
        load(app, id.0)
    });
    one(changed.await?)
}

/// Takes an address from a contact; the last one stays. Whoever writes from it later is somebody new.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/contacts/{id}/addresses", operation_id = "remove_contact_address",
    tag = "contacts", params(("id" = String, Path), ("address" = String, Query)),
    responses((status = 200, description = "As asked", body = One<Contact>), Refusals)))]
pub async fn remove_address(caller: Agent, app: Data<App>, id: Id<ContactId>, params: Params) -> ApiResult {
    params.only(&["address"])?;
    let address = params.word("address", |text| Address::parse(text).ok())?.ok_or(Refusal::NotFound)?;
    let actor = caller.actor();
    let changed = blocking(&app, move |app| {
        addresses::remove(app, actor, id.0, &address)?;
        load(app, id.0)
    });
    one(changed.await?)
}

/// Changes a contact.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/contacts/{id}", operation_id = "change_contact", tag = "contacts",
    params(("id" = String, Path)), request_body = ContactChange,
    responses((status = 200, description = "As asked", body = One<Contact>), Refusals)))]
pub async fn update(caller: Agent, app: Data<App>, id: Id<ContactId>, body: Body<ContactChange>) -> ApiResult {
    let (actor, change) = (caller.actor(), body.0.read()?);
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id.0, change)?;
        load(app, id.0)
    });
    one(changed.await?)
}
