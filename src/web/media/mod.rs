//! Files of messages: to whoever may read their conversation, and never as more than what they are.

pub(crate) mod range;
pub(crate) mod serve;
pub(crate) mod stage;

use actix_web::HttpRequest;
use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::MediaId;
use crate::domain::refusal::Refusal;
use crate::flows::contacts::save_card::save_card;
use crate::flows::media::again as asking;
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use serve::What;

/// GET and HEAD /media/{id}
///
/// # Errors
/// 404 for one that does not exist, is not here, or is not this user's to see.
pub async fn show(viewer: Agent, app: Data<App>, request: HttpRequest, path: Path<MediaId>) -> PageResult {
    let what = if request.query_string() == "download" { What::Download } else { What::Whole };
    serve::serve(&app, &request, viewer.actor(), path.into_inner(), what).await
}

/// GET and HEAD /media/{id}/preview
///
/// # Errors
/// As [`show`].
pub async fn preview(viewer: Agent, app: Data<App>, request: HttpRequest, path: Path<MediaId>) -> PageResult {
    serve::serve(&app, &request, viewer.actor(), path.into_inner(), What::Preview).await
}

/// Which one of a file of contacts.
#[derive(Deserialize)]
pub struct WhichCard {
    #[serde(default)]
    card: usize,
}

/// POST /media/{id}/contacts
///
/// # Errors
/// 404 for a file that is not this user's to see, or that has no such card.
pub async fn save(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<MediaId>,
    form: PostedForm<WhichCard>,
) -> PageResult {
    let (id, actor, card) = (path.into_inner(), viewer.actor(), form.value.card);
    match page::blocking(&app, move |app| save_card(app, actor, id, card)).await {
        Ok(saved) => page::flash_back(&request, if saved.made { "flash-contact-saved" } else { "flash-contact-known" }),
        Err(error) => match refused(&error).map(Refusal::problems).unwrap_or_default().first() {
            Some(problem) => page::flash_back(&request, &format!("refusal-{}", problem.problem)),
            None => Err(error),
        },
    }
}

/// POST /media/{id}/again
///
/// # Errors
/// 404 for one that is not this user's to see.
pub async fn again(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<MediaId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    match page::blocking(&app, move |app| asking::again(app, actor, id)).await {
        // Somebody else has asked meanwhile, or it came: the page shows it.
        Ok(()) | Err(WebError::Fault(crate::store::Fault::Refused(Refusal::NotNow))) => page::redirect_back(&request),
        Err(error) => Err(error),
    }
}
