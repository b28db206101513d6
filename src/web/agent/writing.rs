//! What is written in a thread: an answer with its files, buttons or template, a failed message once more, and what
//! stands in the field meanwhile.
//!
//! As in [`actions`](super::actions) every one is a form that works without scripts, and a script posts the same.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, ResponseError as _};
use askama::Template;
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::domain::beside::Beside;
use crate::domain::carried::Carried;
use crate::domain::ids::{ContactId, ConversationId, MessageId, TemplateId, UploadId};
use crate::domain::message::Kind;
use crate::domain::note::looks_like_a_note;
use crate::domain::place::Place;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::messages::send::{self, Wanted as Sending, With};
use crate::flows::messages::send_card::{Whom, send_card};
use crate::flows::messages::send_files::{self, Files, send_files};
use crate::flows::messages::show_typing::show_typing;
use crate::flows::threads::save_draft::save_draft;
use crate::store::{Fault, conversation, message, user};
use crate::web::agent::Reader;
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::agent::beside::{self, Search, left_over, part_of};
use crate::web::agent::composer::Again;
use crate::web::agent::fragments;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::picker::Posted;
use crate::web::agent::thread::{Asked, load_head, whole};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

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
    /// The text that was asked about, since it reads like a note.
    #[serde(default)]
    sure: String,
    /// The last message that was on the page when it was written; empty: what was answered since was asked about.
    #[serde(default)]
    seen: String,
    /// The chosen entry of the picker: the template that it shows.
    template: Option<String>,
    /// The chosen language of it, itself a template.
    language: Option<String>,
    /// The template whose fields were shown.
    shown: Option<String>,
    again: Option<i64>,
    /// Something that stands beside the text is sent by itself, or changed without scripts: `place`, `card`, `find`,
    /// `unquote`, `pick:7`.
    also: Option<String>,
    /// Which contact is looked for.
    card_q: Option<String>,
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
    again.beside = Beside::of(&form.pairs);
    if form.value.choose.is_some() || (is_other && !is_live(&request)) {
        again.given.values = picked.carried(values);
        return whole(&viewer, &app, hub.as_ref(), id, &listing, &Asked::default(), again, StatusCode::OK).await;
    }
    if form.value.quick.is_some() {
        keep(&app, &viewer, id, text, again.beside).await?;
        return page::redirect(format!("/inbox/{id}/quick-replies"));
    }
    let also = form.value.also.as_deref();
    if let Some(also) = also.filter(|also| !matches!(*also, "place" | "card")) {
        let q = form.value.card_q.as_deref().unwrap_or_default();
        change_beside(&app, also, q, &mut again).await?;
        keep(&app, &viewer, id, text, again.beside.clone()).await?;
        return whole(&viewer, &app, hub.as_ref(), id, &listing, &Asked::default(), again, StatusCode::OK).await;
    }
    let is_text = form.value.again.is_none() && act != Some("template");
    let sent = hand_over(&viewer, &app, id, &form, template, &values).await;
    match sent {
        Ok(messages) if is_live(&request) => {
            fragments::some(&viewer, &app, id, None, (messages, Vec::new()), listing.query()).await
        }
        Ok(_) => {
            keep_left(&app, &viewer, id, (also, text), again.beside).await?;
            page::redirect(format!("/inbox/{id}{}", listing.query()))
        }
        Err(error) => {
            if is_text && refused(&error).is_some() {
                keep(&app, &viewer, id, text.clone(), again.beside.clone()).await?;
            }
            if is_live(&request) {
                return refusal_json(&error, viewer.locale).ok_or(error);
            }
            let Some(refusal) = refused(&error).filter(|refusal| **refusal != Refusal::NotFound) else {
                return Err(error);
            };
            let sentence = viewer.locale.refusal(refusal);
            again.open = part_of(refusal);
            again.given.values = values;
            if refusal.problems().iter().any(|problem| ASKED.contains(&problem.problem)) {
                again.sure = text;
            }
            match refusal {
                Refusal::VariableInvalid { name, .. } => again.given.wrong = Some((name.clone(), sentence)),
                _ => again.error = Some(sentence),
            }
            let status = error.status_code();
            whole(&viewer, &app, hub.as_ref(), id, &listing, &Asked::default(), again, status).await
        }
    }
}

const LIKE_A_NOTE: &str = "text-like-a-note";
/// What is asked about once: the same text sent again goes.
const ASKED: [&str; 2] = [LIKE_A_NOTE, "colleague-answered"];

/// What reads like a note to colleagues is asked about once before a contact can read it.
fn check_is_no_note(app: &App, text: &str, sure: bool) -> Result<(), Fault> {
    if sure || !looks_like_a_note(text, &app.store.read(user::people)?) {
        return Ok(());
    }
    Err(FieldProblem::new("text", LIKE_A_NOTE).into())
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
    let beside = Beside::of(&form.pairs).unwrap_or_default();
    let quotes = beside.quote;
    let sure = !text.trim().is_empty() && form.value.sure.trim() == text.trim();
    let seen = form.value.seen.parse().ok().map(MessageId).filter(|_| !sure && form.value.again.is_none());
    let with = With { quotes, seen };
    if form.value.also.as_deref() == Some("card") {
        let whom = Whom::Typed { name: beside.card_name, number: beside.card_number };
        let sent = page::blocking(app, move |app| send_card(app, actor, id, &whom, with, key));
        return sent.await.map(|id| vec![id]);
    }
    let files = match form.value.again {
        Some(failed) => page::blocking(app, move |app| again_files(app, actor, id, MessageId(failed))).await?,
        None => {
            let uploads = if act == Some("text") { chosen(&form.pairs) } else { Vec::new() };
            let chosen = !uploads.is_empty() && form.value.also.is_none();
            chosen.then(|| Files { uploads, text: text.clone(), with, made_from: None })
        }
    };
    let (writes, has_buttons) = (act == Some("text"), !beside.buttons.is_empty());
    if let Some(files) = files {
        if form.value.again.is_none() && (has_buttons || beside.has_list()) {
            let field = if has_buttons { "buttons" } else { "list" };
            return Err(Refusal::from(FieldProblem::new(field, "buttons-with-files")).into());
        }
        return page::blocking(app, move |app| send_files(app, actor, id, files, key)).await;
    }
    let (sending, quotes) = match (form.value.again, act, template) {
        (Some(failed), ..) => repeat(app, id, MessageId(failed)).await?,
        _ if form.value.also.as_deref() == Some("place") => {
            (Sending::Place(Place::typed(&beside.place, &beside.place_label, &beside.place_address)?), quotes)
        }
        (None, Some("template"), Some(template)) => (Sending::Template { template, values: values.clone() }, None),
        (None, Some("template"), None) => return Err(Refusal::TemplateUnknown.into()),
        (None, ..) if writes && has_buttons && beside.has_list() => {
            return Err(Refusal::from(FieldProblem::new("list", "buttons-or-list")).into());
        }
        (None, ..) if writes && has_buttons => (Sending::Buttons { text, buttons: beside.buttons }, quotes),
        (None, ..) if writes && beside.has_list() => (Sending::List { text, list: beside.list }, quotes),
        (None, ..) => (Sending::Text(text), quotes),
    };
    let with = With { quotes, seen };
    page::blocking(app, move |app| {
        if let Sending::Text(text) = &sending {
            check_is_no_note(app, text, sure)?;
        }
        send::send(app, actor, id, sending, with, key)
    })
    .await
    .map(|id| vec![id])
}

/// What a button without scripts changes beside the text; nothing is sent.
async fn change_beside(app: &Data<App>, also: &str, q: &str, again: &mut Again) -> Result<(), WebError> {
    let mut beside = again.beside.take().unwrap_or_default();
    if also == "unquote" {
        beside.quote = None;
    } else if also == "find" || also.starts_with("pick:") {
        again.open = "card";
        let picked = also.strip_prefix("pick:").and_then(|id| id.parse().ok()).map(ContactId);
        let asked = q.to_owned();
        let found = page::blocking(app, move |app| {
            app.store.read(|db| match picked {
                Some(id) => beside::one(db, id).map(|found| found.into_iter().collect()),
                None => beside::search(db, &asked),
            })
        });
        let mut found = found.await?;
        if picked.is_none() {
            again.search = Search { q: q.to_owned(), found: Some(found) };
        } else if let Some(one) = found.pop() {
            (beside.card_name, beside.card_number) = (one.name, one.number);
        }
    }
    again.beside = Some(beside);
    Ok(())
}

/// What was typed and not sent with it stays.
async fn keep_left(
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

/// GET /inbox/{id}/fragments/cards
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn cards(viewer: Agent, app: Data<App>, path: Path<ConversationId>, asked: Query<Looked>) -> PageResult {
    let (id, reader, q) = (path.into_inner(), Reader::of(&viewer), asked.into_inner().q);
    let wanted = q.clone();
    let found = page::blocking(&app, move |app| {
        app.store.read(|db| {
            load_head(app, db, id, &reader)?;
            beside::search(db, &wanted)
        })
    });
    let search = Search { q, found: Some(found.await?) };
    page::page(&CardsPart { shell: viewer.shell(Nav::Inbox), search })
}

/// Who is looked for.
#[derive(Deserialize)]
pub struct Looked {
    #[serde(default)]
    q: String,
}

/// Contacts that were found, by themselves.
#[derive(Template)]
#[template(path = "agent/_cards_found.html")]
struct CardsPart {
    shell: Shell,
    search: Search,
}

/// What a failed message said, to be sent once more.
async fn repeat(
    app: &Data<App>,
    id: ConversationId,
    failed: MessageId,
) -> Result<(Sending, Option<MessageId>), WebError> {
    page::blocking(app, move |app| {
        app.store.read(|db| {
            let conversation = conversation::by_id(db, id)?.ok_or(Refusal::NotFound)?;
            let message = message::by_id(db, failed)?
                .filter(|message| message.thread_id == conversation.thread_id && message.status.is_failure())
                .ok_or(Refusal::NotFound)?;
            let sending = match (message.kind, message.template_id, message.carried) {
                (Kind::Template, Some(template), _) => Sending::Template { template, values: message.template_values },
                (_, _, Carried::Buttons(buttons)) => Sending::Buttons { text: message.body, buttons },
                (_, _, Carried::List(list)) => Sending::List { text: message.body, list },
                (_, _, Carried::Place(place)) => Sending::Place(place),
                (_, _, Carried::Nothing) => Sending::Text(message.body),
            };
            Ok((sending, message.quotes))
        })
    })
    .await
}

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
