//! What a form sends: files with their text, a text, a template, a place, a card, or a failed message once more.

use std::collections::BTreeMap;

use actix_web::web::Data;

use crate::app::App;
use crate::domain::beside::Beside;
use crate::domain::carried::Carried;
use crate::domain::ids::{ConversationId, MessageId, TemplateId, UploadId};
use crate::domain::message::Kind;
use crate::domain::note::looks_like_a_note;
use crate::domain::place::Place;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::messages::send::{self, Wanted as Sending, With};
use crate::flows::messages::send_card::{Whom, send_card};
use crate::flows::messages::send_files::{self, Files, send_files};
use crate::store::{Fault, conversation, message, user};
use crate::web::agent::writing::Answer;
use crate::web::error::WebError;
use crate::web::form::PostedForm;
use crate::web::guards::Viewer;
use crate::web::page;

const LIKE_A_NOTE: &str = "text-like-a-note";
/// What is asked about once: the same text sent again goes.
pub(super) const ASKED: [&str; 2] = [LIKE_A_NOTE, "colleague-answered"];

/// Sends what a form asks for: files with their text, a text, a template, or a failed message once more.
pub(super) async fn hand_over(
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

/// What reads like a note to colleagues is asked about once before a contact can read it.
fn check_is_no_note(app: &App, text: &str, sure: bool) -> Result<(), Fault> {
    if sure || !looks_like_a_note(text, &app.store.read(user::people)?) {
        return Ok(());
    }
    Err(FieldProblem::new("text", LIKE_A_NOTE).into())
}

/// What a failed message said, to be sent once more.
pub(in crate::web::agent) async fn repeat(
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
