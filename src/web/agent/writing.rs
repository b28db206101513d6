//! The form below a thread: what was pressed, and which page comes of it.
//!
//! One form has many buttons: send, choose a template, take a quick reply, change what stands beside the text. Which of
//! them sends what is in [`sending`]; what is typed and not sent is kept by [`draft`](super::draft). As in
//! [`actions`](super::actions) all of it works without scripts, and a script posts the same.

mod sending;

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, ResponseError as _};
use serde::Deserialize;

use crate::app::App;
use crate::domain::beside::Beside;
use crate::domain::ids::{ContactId, ConversationId};
use crate::domain::refusal::Refusal;
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::agent::beside::{self, Search, part_of};
use crate::web::agent::composer::Again;
use crate::web::agent::draft::{keep, keep_left};
use crate::web::agent::fragments;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::picker::Posted;
use crate::web::agent::thread::{Asked, whole};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, refused};
use crate::web::guards::Agent;
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};

use sending::{ASKED, hand_over};

pub(super) use sending::repeat;

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
