//! The document that describes the API: OpenAPI 3.1. What it says is generated from the handlers, and kept as a file:
//! who changes the API sees in the difference what callers will see. A test fails where the file lags behind, and
//! `UPDATE_EXPECT=1 cargo test --lib openapi` writes it.

use actix_web::HttpResponse;
use actix_web::http::header::ContentType;
use actix_web::web::Data;

use crate::app::App;
use crate::web::api::ApiResult;

#[cfg(test)]
mod described;
// What the attributes on the handlers speak of.
#[cfg(test)]
pub(super) use described::Refusals;
#[cfg(test)]
pub(super) use utoipa::ToSchema;

#[cfg(test)]
pub(super) use crate::web::api::{
    contacts::Contact,
    conversations::Conversation,
    wire::{One, Page},
};

/// The document of an appliance that is at [`ANYWHERE`].
const DOCUMENT: &str = include_str!("../../../docs/openapi.json");
/// What stands in [`DOCUMENT`] for the public URL: as written there, relative to where the document came from.
const ANYWHERE: &str = "/";

/// The document of an appliance that the world calls `public_url`.
fn document(public_url: &str) -> String {
    let here = |url: &str| format!("\"url\":{}", serde_json::Value::from(url));
    DOCUMENT.replacen(&here(ANYWHERE), &here(public_url), 1)
}

/// This document.
///
/// # Errors
/// None of its own.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/openapi.json", operation_id = "get_openapi", tag = "description", security(()),
    responses((status = 200, description = "OpenAPI 3.1", body = Object))))]
pub async fn show(app: Data<App>) -> ApiResult {
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(document(&app.public_url)))
}

#[cfg(test)]
mod tests;
