//! What is written in a thread: an answer with its files, buttons or template, a failed message once more, and what
//! stands in the field meanwhile.
//!
//! As in [`actions`](super::actions) every one is a form that works without scripts, and a script posts the same.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, ResponseError as _};
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::domain::ids::{ConversationId, MessageId, TemplateId, UploadId};
use crate::domain::message::Kind;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::messages::send::{self, Wanted as Sending};
use crate::flows::messages::send_files::{self, Files, send_files};
use crate::flows::messages::show_typing::show_typing;
use crate::flows::threads::save_draft::save_draft;
use crate::store::{Fault, conversation, message};
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::agent::composer::Again;
use crate::web::agent::fragments;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::picker::Posted;
use crate::web::agent::thread::{Asked, whole};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};

/// An answer: free text, a template, or one more try of a message that failed.
#[derive(Deserialize)]
pub struct Answer {
    act: Option<String>,
    /// Without scripts: the fields of the chosen template are wanted, nothing is sent.
    choose: Option<String>,
    /// Without scripts: a quick reply is wanted, what was typed is kept meanwhile.
    quick: Option<String>,
    key: Option<String>,
    text: Option<String>,
    /// The chosen entry of the picker: the template that it shows.
    template: Option<String>,
    /// The chosen language of it, itself a template.
    language: Option<String>,
    /// The template whose fields were shown.
    shown: Option<String>,
    again: Option<i64>,
}

/// The answers to press that were typed, in order.
fn buttons(pairs: &[(String, String)]) -> Vec<String> {
    pairs
        .iter()
        .filter(|(name, text)| name == "button" && !text.trim().is_empty())
        .map(|(_, text)| text.clone())
        .collect()
}

/// The chosen files of a form, in order.
fn chosen(pairs: &[(String, String)]) -> Vec<UploadId> {
    pairs.iter().filter(|(name, _)| name == "file").filter_map(|(_, id)| id.parse().ok()).collect()
}

/// The files of a message that is sent once more; none if it has none, or if files may not be sent: then the text says why.
fn again_files(app: &App, actor: Actor, id: ConversationId, failed: MessageId) -> Result<Option<Files>, Fault> {
    match send_files::again(app, actor, id, failed) {
        Err(Fault::Refused(Refusal::NotFound)) => Ok(None),
        other => other,
    }
}

/// What stands in the fields of a template.
fn values(pairs: &[(String, String)]) -> BTreeMap<String, String> {
    pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("v.")?.to_owned(), value.clone()))).collect()
}

/// POST /inbox/{id}/messages
///
/// # Errors
/// 404 for a conversation that is not this user's to see; refusals are the page again, with 422.
pub async fn send(
    viewer: Agent,
    app: Data<App>,
    hub: Option<Data<Hub>>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Answer>,
) -> PageResult {
    let id = path.into_inner();
    let listing = Listing::from(&*wanted);
    let values = values(&form.pairs);
    let picked = Posted {
        entry: form.value.template.as_deref(),
        language: form.value.language.as_deref(),
        shown: form.value.shown.as_deref(),
    };
    let (template, is_other) = picked.chosen();
    let act = form.value.act.as_deref();
    let text = form.value.text.clone().unwrap_or_default();
    let mut again = Again { picker: act.is_some_and(|act| act != "text"), ..Again::default() };
    again.given.template = template;
    // Beside a template stands the kept draft, as it is now.
    again.text.clone_from(&form.value.text);
    again.buttons = buttons(&form.pairs);
    if form.value.choose.is_some() || (is_other && !is_live(&request)) {
        again.given.values = picked.carried(values);
        return whole(&viewer, &app, hub.as_ref(), id, &listing, &Asked::default(), again, StatusCode::OK).await;
    }
    if form.value.quick.is_some() {
        keep(&app, &viewer, id, text).await?;
        return page::redirect(format!("/inbox/{id}/quick-replies"));
    }
    let is_text = form.value.again.is_none() && act != Some("template");
    let sent = hand_over(&viewer, &app, id, &form, template, &values).await;
    match sent {
        Ok(messages) if is_live(&request) => fragments::some(&viewer, &app, id, None, messages, listing.query()).await,
        Ok(_) => page::redirect(format!("/inbox/{id}{}", listing.query())),
        Err(error) => {
            if is_text && refused(&error).is_some() {
                keep(&app, &viewer, id, text.clone()).await?;
            }
            if is_live(&request) {
                return refusal_json(&error, viewer.locale).ok_or(error);
            }
            let Some(refusal) = refused(&error).filter(|refusal| **refusal != Refusal::NotFound) else {
                return Err(error);
            };
            let sentence = viewer.locale.refusal(refusal);
            again.given.values = values;
            match refusal {
                Refusal::VariableInvalid { name, .. } => again.given.wrong = Some((name.clone(), sentence)),
                _ => again.error = Some(sentence),
            }
            let status = error.status_code();
            whole(&viewer, &app, hub.as_ref(), id, &listing, &Asked::default(), again, status).await
        }
    }
}

/// Sends what a form asks for: files with their text, a text, a template, or a failed message once more.
async fn hand_over(
    viewer: &Viewer,
    app: &Data<App>,
    id: ConversationId,
    form: &PostedForm<Answer>,
    template: Option<TemplateId>,
    values: &BTreeMap<String, String>,
) -> Result<Vec<MessageId>, WebError> {
    let (actor, act) = (viewer.actor(), form.value.act.as_deref());
    let text = form.value.text.clone().unwrap_or_default();
    // A message is sent again once, from however many pages that show it; the new one has a remedy of its own.
    let key = match form.value.again {
        Some(failed) => Some(format!("again:{failed}")),
        None => form.value.key.clone().filter(|key| !key.is_empty()),
    };
    let files = match form.value.again {
        Some(failed) => page::blocking(app, move |app| again_files(app, actor, id, MessageId(failed))).await?,
        None => {
            let uploads = if act == Some("text") { chosen(&form.pairs) } else { Vec::new() };
            (!uploads.is_empty()).then(|| Files { uploads, text: text.clone() })
        }
    };
    let buttons = if act == Some("text") { buttons(&form.pairs) } else { Vec::new() };
    if let Some(files) = files {
        if !buttons.is_empty() {
            return Err(Refusal::from(FieldProblem::new("buttons", "buttons-with-files")).into());
        }
        return page::blocking(app, move |app| send_files(app, actor, id, files, key)).await;
    }
    let sending = match (form.value.again, act, template) {
        (Some(failed), ..) => repeat(app, id, MessageId(failed)).await?,
        (None, Some("template"), Some(template)) => Sending::Template { template, values: values.clone() },
        (None, Some("template"), None) => return Err(Refusal::TemplateUnknown.into()),
        (None, ..) if buttons.is_empty() => Sending::Text(text),
        (None, ..) => Sending::Buttons { text, buttons },
    };
    page::blocking(app, move |app| send::send(app, actor, id, sending, key)).await.map(|id| vec![id])
}

/// What a failed message said, to be sent once more.
async fn repeat(app: &Data<App>, id: ConversationId, failed: MessageId) -> Result<Sending, WebError> {
    page::blocking(app, move |app| {
        app.store.read(|db| {
            let conversation = conversation::by_id(db, id)?.ok_or(Refusal::NotFound)?;
            let message = message::by_id(db, failed)?
                .filter(|message| message.thread_id == conversation.thread_id && message.status.is_failure())
                .ok_or(Refusal::NotFound)?;
            match (message.kind, message.template_id) {
                (Kind::Template, Some(template)) => Ok(Sending::Template { template, values: message.template_values }),
                _ if !message.buttons.is_empty() => {
                    Ok(Sending::Buttons { text: message.body, buttons: message.buttons })
                }
                _ => Ok(Sending::Text(message.body)),
            }
        })
    })
    .await
}

/// A text that could not be sent stays as a draft.
pub(super) async fn keep(app: &Data<App>, viewer: &Viewer, id: ConversationId, text: String) -> Result<(), WebError> {
    let user = viewer.user;
    let kept = page::blocking(app, move |app| save_draft(app, user, id, &text)).await;
    match kept {
        // Too long even for a draft, or no such conversation: the page says so itself.
        Err(error) if refused(&error).is_none() => Err(error),
        _ => Ok(()),
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
pub async fn draft(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Typed>,
) -> PageResult {
    let (id, user) = (path.into_inner(), viewer.user);
    let text = match form.value.from {
        Some(failed) => match repeat(&app, id, MessageId(failed)).await? {
            Sending::Text(text) | Sending::Buttons { text, .. } => text,
            Sending::Template { .. } => return Err(Refusal::NotNow.into()),
        },
        None => form.value.text.unwrap_or_default(),
    };
    let body = text.clone();
    let saved = page::blocking(&app, move |app| save_draft(app, user, id, &body)).await;
    match saved {
        Ok(()) if is_live(&request) => Ok(HttpResponse::Ok().json(json!({ "text": text }))),
        Ok(()) => page::redirect(format!("/inbox/{id}{}", Listing::from(&*wanted).query())),
        Err(error) if is_live(&request) => refusal_json(&error, viewer.locale).ok_or(error),
        Err(error) => Err(error),
    }
}
