//! Whether contacts want messages: noted by hand, and the words that say so.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::flows::consent_words::{add, remove as removing};
use crate::flows::contacts::record_consent::record_consent;
use crate::store::Fault;
use crate::store::consent_word::{self, ConsentWord as Kept};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::{ApiResult, cursor, made, page};
use crate::web::page::blocking;

/// Why it is noted.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct ConsentNote {
    /// What the contact said, and where.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 200, example = "By phone"))]
    reason: String,
}

/// A word that means STOP or START beside ours.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ConsentWord {
    /// Its id.
    id: String,
    /// BCP 47.
    #[cfg_attr(test, schema(example = "fr"))]
    language: String,
    /// `stop` or `start`.
    means: &'static str,
    /// The whole message, in whatever case and with whatever accents.
    #[cfg_attr(test, schema(example = "arrêt"))]
    word: String,
}

impl ConsentWord {
    fn of(kept: Kept) -> Self {
        let means = if kept.stops { "stop" } else { "start" };
        Self { id: kept.id.to_string(), language: kept.language, means, word: kept.word }
    }
}

/// A new word.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewConsentWord {
    /// BCP 47.
    #[cfg_attr(test, schema(required))]
    language: String,
    /// `stop` or `start`.
    #[cfg_attr(test, schema(required))]
    means: String,
    /// The whole message.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 40))]
    word: String,
}

async fn note(caller: &Agent, app: Data<App>, id: ConversationId, stops: bool, note: ConsentNote) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| record_consent(app, actor, id, stops, &note.reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Notes that the contact wants no more messages from this number. Nothing is sent to it then, templates included.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/opt-out", operation_id = "opt_out", tag = "conversations",
    params(("id" = String, Path)), request_body = ConsentNote,
    responses((status = 204, description = "Noted"), Refusals)))]
pub async fn opt_out(caller: Agent, app: Data<App>, id: Id<ConversationId>, body: Body<ConsentNote>) -> ApiResult {
    note(&caller, app, id.0, true, body.0).await
}

/// Notes that the contact wants messages from this number again.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/opt-in", operation_id = "opt_in_again", tag = "conversations",
    params(("id" = String, Path)), request_body = ConsentNote,
    responses((status = 204, description = "Noted"), Refusals)))]
pub async fn opt_in(caller: Agent, app: Data<App>, id: Id<ConversationId>, body: Body<ConsentNote>) -> ApiResult {
    note(&caller, app, id.0, false, body.0).await
}

/// The words that were added to ours.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/consent-words", operation_id = "list_consent_words", tag = "contacts",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<ConsentWord>), Refusals)))]
pub async fn words(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let mut rows = blocking(&app, |app| app.store.read(consent_word::list)).await?;
    rows.sort_by_key(|row| row.id);
    page(&cursor::paged_whole(rows, &wanted, |row| row.id, ConsentWord::of))
}

/// Adds a word. It counts from the next message on, if it is the whole message.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/consent-words", operation_id = "add_consent_word", tag = "contacts",
    request_body = NewConsentWord, responses((status = 201, description = "Made", body = One<ConsentWord>), Refusals)))]
pub async fn add_word(caller: Admin, app: Data<App>, body: Body<NewConsentWord>) -> ApiResult {
    let (actor, NewConsentWord { language, means, word }) = (caller.actor(), body.0);
    let stops = match means.as_str() {
        "stop" => true,
        "start" => false,
        _ => return Err(Refusal::from(FieldProblem::new("means", "unknown")).into()),
    };
    let new = blocking(&app, move |app| {
        let id = add::add(app, actor, &language, stops, &word)?;
        let kept = app.store.read(consent_word::list)?.into_iter().find(|kept| kept.id == id);
        kept.ok_or_else(|| Fault::Broken("a word vanished after it was kept".to_owned()))
    });
    made(ConsentWord::of(new.await?))
}

/// Removes a word. Who opted out with it stays so.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/consent-words/{id}", operation_id = "remove_consent_word", tag = "contacts",
    params(("id" = String, Path)), responses((status = 204, description = "Removed"), Refusals)))]
pub async fn remove_word(caller: Admin, app: Data<App>, id: Id<i64>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| removing::remove(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
