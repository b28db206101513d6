//! A contact is erased, and how far that is.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::ContactId;
use crate::domain::refusal::Refusal;
use crate::flows::contacts::erase::{self, Choice};
use crate::store::{Fault, contact_erasure};
use crate::web::api::caller::Admin;
use crate::web::api::input::{Id, MaybeBody};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, one};
use crate::web::page::blocking;

/// What is erased besides.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewErasure {
    /// Whether Twilio is to delete messages and files too.
    at_provider: bool,
}

/// How far the erasure of a contact is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ContactErasure {
    /// The contact.
    contact_id: String,
    /// When it began. The contact, its addresses and everything that is kept about it are gone since then.
    at: Time,
    /// Messages there were.
    total: i64,
    /// Messages that say nothing any more.
    done: i64,
    /// Whether Twilio is asked to delete them too.
    at_provider: bool,
    /// Messages that Twilio did not delete within a day.
    kept_there: i64,
    /// When nothing was left.
    #[cfg_attr(test, schema(required))]
    done_at: Option<Time>,
}

fn load(app: &App, id: ContactId) -> Result<ContactErasure, Fault> {
    let at = app.store.read(|db| contact_erasure::get(db, id))?.ok_or(Refusal::NotFound)?;
    Ok(ContactErasure {
        contact_id: at.contact.to_string(),
        at: Time(at.at),
        total: at.total,
        done: at.done.min(at.total),
        at_provider: at.at_provider,
        kept_there: at.kept_there,
        done_at: at.done_at.map(Time),
    })
}

/// Erases a contact with everything that was said. Open conversations are closed, what has not left does not leave. Texts and
/// files go in pieces; `GET` says how far that is.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contacts/{id}/erase", operation_id = "erase_contact", tag = "contacts",
    params(("id" = String, Path)), request_body = Option<NewErasure>,
    responses((status = 200, description = "As asked", body = One<ContactErasure>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, id: Id<ContactId>, body: MaybeBody<NewErasure>) -> ApiResult {
    let (actor, choice) = (caller.actor(), Choice { sure: true, at_provider: body.0.at_provider });
    let begun = blocking(&app, move |app| {
        erase::erase(app, actor, id.0, choice)?;
        load(app, id.0)
    });
    one(begun.await?)
}

/// How far the erasure of a contact is.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contacts/{id}/erase", operation_id = "get_contact_erasure", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<ContactErasure>), Refusals)))]
pub async fn show(_: Admin, app: Data<App>, id: Id<ContactId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}
