//! Attachments: what is known of one, its bytes, and asking for one again.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::MediaId;
use crate::domain::refusal::Refusal;
use crate::flows::contacts::save_card::save_card;
use crate::flows::media::again as asking;
use crate::flows::media::open::open;
use crate::store::{Fault, api_view};
use crate::web::api::caller::Agent;
use crate::web::api::contacts;
use crate::web::api::error::ApiError;
use crate::web::api::input::{Body, Id};
use crate::web::api::messages::Attachment;
#[cfg(test)]
use crate::web::api::openapi::{Contact, One, Refusals, ToSchema};
use crate::web::api::{ApiResult, made, one};
use crate::web::media::serve::{self, What};
use crate::web::page::blocking;

fn load(app: &App, id: MediaId) -> Result<Attachment, Fault> {
    let found = app.store.read(|db| api_view::media(db, id))?.ok_or(Refusal::NotFound)?;
    Ok(Attachment::of(found, &app.public_url))
}

/// An attachment.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/media/{id}", operation_id = "get_media", tag = "messages",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Attachment>), Refusals)))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<MediaId>) -> ApiResult {
    let actor = caller.actor();
    let found = blocking(&app, move |app| {
        open(app, actor, id.0)?;
        load(app, id.0)
    });
    one(found.await?)
}

/// The bytes of an attachment as they came. A part of them with `Range`; nothing with an `If-None-Match` that still holds.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/media/{id}/content", operation_id = "get_media_content", tag = "messages",
    params(("id" = String, Path), ("Range" = Option<String>, Header)),
    responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part of them that was asked for"),
        (status = 416, description = "It has no such bytes"), Refusals)))]
pub async fn bytes(
    caller: Agent,
    app: Data<App>,
    request: HttpRequest,
    id: Id<MediaId>,
) -> Result<HttpResponse, ApiError> {
    Ok(serve::serve(&app, &request, caller.actor(), id.0, What::Whole).await?)
}

/// Which one of a file of contacts.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct WhichCard {
    /// Its place in the file, from 0.
    #[cfg_attr(test, schema(minimum = 0, maximum = 19))]
    #[serde(default)]
    card: usize,
}

/// Keeps somebody on a card that came as a contact. Whoever has one of the numbers already is that contact: it gets the
/// others, and the name if it has none.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/media/{id}/contacts", operation_id = "save_contact", tag = "contacts",
    params(("id" = String, Path)), request_body = WhichCard,
    responses((status = 201, description = "Made", body = One<Contact>),
        (status = 200, description = "Somebody we knew", body = One<Contact>), Refusals)))]
pub async fn save(caller: Agent, app: Data<App>, id: Id<MediaId>, body: Body<WhichCard>) -> ApiResult {
    let actor = caller.actor();
    let saved = blocking(&app, move |app| {
        let saved = save_card(app, actor, id.0, body.0.card)?;
        Ok((saved.made, contacts::load(app, saved.contact)?))
    });
    let (is_new, contact) = saved.await?;
    if is_new { made(contact) } else { one(contact) }
}

/// Asks Twilio for an attachment again that did not come, or that is to be tried later by itself.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/media/{id}/fetch", operation_id = "fetch_media", tag = "messages",
    params(("id" = String, Path)), responses((status = 200, description = "As it is now", body = One<Attachment>), Refusals)))]
pub async fn again(caller: Agent, app: Data<App>, id: Id<MediaId>) -> ApiResult {
    let actor = caller.actor();
    let asked = blocking(&app, move |app| {
        asking::again(app, actor, id.0)?;
        load(app, id.0)
    });
    one(asked.await?)
}
