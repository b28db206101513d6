//! Files of messages: to whoever may read their conversation, and never as more than what they are.

pub(crate) mod range;
pub(crate) mod serve;
pub(crate) mod stage;

use actix_web::HttpRequest;
use actix_web::web::{Data, Path};

use crate::app::App;
use crate::domain::ids::MediaId;
use crate::domain::refusal::Refusal;
use crate::flows::media::again as asking;
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm};
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
