//! What stands in the field and is not sent: kept while it is typed, after a refusal, and beside what left without it.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::domain::beside::Beside;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::refusal::Refusal;
use crate::flows::messages::send::Wanted as Sending;
use crate::flows::messages::show_typing::show_typing;
use crate::flows::threads::save_draft::save_draft;
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::agent::beside::left_over;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::writing::repeat;
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::page::{self, PageResult};

/// A text that could not be sent stays as a draft.
pub(super) async fn keep(
    app: &Data<App>,
    viewer: &Viewer,
    id: ConversationId,
    text: String,
    beside: Option<Beside>,
) -> Result<(), WebError> {
    let user = viewer.user;
    let kept = page::blocking(app, move |app| save_draft(app, user, id, &text, beside)).await;
    match kept {
        // Too long even for a draft, or no such conversation: the page says so itself.
        Err(error) if refused(&error).is_none() => Err(error),
        _ => Ok(()),
    }
}

/// What was typed and not sent with it stays.
pub(super) async fn keep_left(
    app: &Data<App>,
    viewer: &Viewer,
    id: ConversationId,
    (also, text): (Option<&str>, String),
    beside: Option<Beside>,
) -> Result<(), WebError> {
    match (also, beside) {
        (Some("place"), Some(beside)) => keep(app, viewer, id, text, Some(beside.without_place())).await,
        (Some("card"), Some(beside)) => keep(app, viewer, id, text, Some(beside.without_card())).await,
        (None, Some(beside)) => match left_over(beside) {
            Some(left) => keep(app, viewer, id, String::new(), Some(left)).await,
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// What is typed and not sent, or the message that it is taken from.
#[derive(Deserialize)]
pub struct Typed {
    text: Option<String>,
    from: Option<i64>,
}

/// POST /inbox/{id}/draft
///
/// # Errors
/// 404 for a conversation that is not this user's to see; 422 if it is too long to be kept.
pub async fn save(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Typed>,
) -> PageResult {
    let (id, user) = (path.into_inner(), viewer.user);
    let beside = Beside::of(&form.pairs);
    let text = match form.value.from {
        Some(failed) => match repeat(&app, id, MessageId(failed)).await?.0 {
            Sending::Text(text) | Sending::Buttons { text, .. } | Sending::List { text, .. } => text,
            Sending::Template { .. } | Sending::Place(_) => return Err(Refusal::NotNow.into()),
        },
        None => form.value.text.unwrap_or_default(),
    };
    let body = text.clone();
    let saved = page::blocking(&app, move |app| save_draft(app, user, id, &body, beside)).await;
    match saved {
        Ok(()) if is_live(&request) => Ok(HttpResponse::Ok().json(json!({ "text": text }))),
        Ok(()) => page::redirect(format!("/inbox/{id}{}", Listing::from(&*wanted).query())),
        Err(error) if is_live(&request) => refusal_json(&error, viewer.locale).ok_or(error),
        Err(error) => Err(error),
    }
}

/// POST /inbox/{id}/typing
///
/// # Errors
/// The store's.
pub async fn typing(
    viewer: Agent,
    app: Data<App>,
    path: Path<ConversationId>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    page::blocking(&app, move |app| show_typing(app, actor, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
