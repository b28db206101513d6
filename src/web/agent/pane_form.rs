//! How a form of the pane beside a thread is answered: nothing to a script, the pane again to a browser, and beside the
//! field what is wrong with it.

use std::ops::ControlFlow;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError as _};

use crate::domain::ids::ConversationId;
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::agent::list::Listing;
use crate::web::agent::thread::Asked;
use crate::web::error::WebError;
use crate::web::form::refused;
use crate::web::guards::Agent;
use crate::web::page;

/// The pane is open.
pub(super) fn asked() -> Asked {
    Asked { pane: Some("contact".to_owned()), ..Asked::default() }
}

/// What was `saved` is the whole answer; or it goes on with the page again, with this status and this problem.
///
/// # Errors
/// What is about no field.
pub(super) fn answered(
    viewer: &Agent,
    request: &HttpRequest,
    id: ConversationId,
    listing: &Listing,
    saved: Result<(), WebError>,
) -> Result<ControlFlow<HttpResponse, (StatusCode, String)>, WebError> {
    let error = match saved {
        Ok(()) if is_live(request) => return Ok(ControlFlow::Break(HttpResponse::NoContent().finish())),
        Ok(()) => {
            let query = listing.query();
            let joint = if query.is_empty() { '?' } else { '&' };
            return page::redirect(format!("/inbox/{id}{query}{joint}pane=contact")).map(ControlFlow::Break);
        }
        Err(error) => error,
    };
    if is_live(request) {
        return refusal_json(&error, viewer.locale).map(ControlFlow::Break).ok_or(error);
    }
    match refused(&error).filter(|refusal| !refusal.problems().is_empty()) {
        Some(refusal) => Ok(ControlFlow::Continue((error.status_code(), viewer.locale.refusal(refusal)))),
        None => Err(error),
    }
}
