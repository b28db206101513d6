//! `/api/v1` for programs: one file per resource, nothing that the pages could not do as well.
//!
//! A program brings a bearer token and acts in its role ([`caller`]). What comes in is read with the field
//! named that does not fit ([`input`]), what goes out has one shape per thing ([`wire`]), lists are paged by
//! [`cursor`], and whatever is refused has a stable code ([`error`]). The document that describes all this
//! ([`openapi`]) is generated from the handlers, and a test fails where the two differ.

pub mod account_acts;
pub mod accounts;
pub mod attempts;
pub mod automated_messages;
pub mod bot_program;
pub mod bots;
pub mod broadcast_rows;
pub mod broadcasts;
pub mod bulk;
pub mod caller;
pub mod consent;
pub mod consults;
pub mod contact_erasures;
pub mod contact_fields;
pub mod contact_imports;
pub mod contact_merges;
pub mod contacts;
pub mod conversation_acts;
mod conversation_views;
pub mod conversations;
pub mod cursor;
pub mod error;
pub mod files;
pub mod first_steps;
pub mod hours;
pub mod input;
pub mod media;
pub mod media_rules;
pub mod messages;
pub mod notes;
pub mod number_acts;
pub mod number_health;
pub mod numbers;
pub mod openapi;
pub mod opt_ins;
pub mod outcomes;
pub mod outgoing_event;
pub mod outgoing_webhooks;
pub mod overview;
pub mod planned_messages;
pub mod preferences;
pub mod presences;
pub mod queues;
pub mod quick_replies;
pub mod rule_sets;
pub mod rules;
pub mod search;
pub mod skills;
pub mod snooze;
pub mod surveys;
pub mod template_drafts;
pub mod templates;
#[cfg(test)]
mod tests;
pub mod trace;
pub mod trials;
pub mod users;
pub mod views;
pub mod wire;
pub mod workstreams;
pub mod write_to;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use crate::web::api::error::ApiError;

/// What a handler of the API returns.
pub type ApiResult = Result<HttpResponse, ApiError>;

/// 200 with one thing.
pub(crate) fn one<T: serde::Serialize>(data: T) -> ApiResult {
    answer(StatusCode::OK, data)
}

/// 201 with what was made.
pub(crate) fn made<T: serde::Serialize>(data: T) -> ApiResult {
    answer(StatusCode::CREATED, data)
}

fn answer<T: serde::Serialize>(status: StatusCode, data: T) -> ApiResult {
    Ok(HttpResponse::build(status).json(wire::One { data }))
}

/// 200 with a page of a list.
pub(crate) fn page<T: serde::Serialize>(page: &wire::Page<T>) -> ApiResult {
    Ok(HttpResponse::Ok().json(page))
}

/// Any other address below `/api/v1`.
///
/// # Errors
/// Always 404.
pub async fn not_found() -> ApiResult {
    Err(crate::domain::refusal::Refusal::NotFound.into())
}
