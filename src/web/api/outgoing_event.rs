//! What programs behind outgoing webhooks are told: the shapes are those that the API answers with, made in the transaction
//! in which it happened.

use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::domain::window::MARGIN_DEFAULT;
use crate::flows::outgoing_webhooks::note::note;
use crate::store::{Db, Fault, Tx, api_view, setting, survey};
use crate::web::api::conversations::Conversation;
use crate::web::api::messages::Message;
#[cfg(test)]
use crate::web::api::openapi::ToSchema;
use crate::web::api::surveys::Survey;
use crate::web::api::wire::{Time, WebhookTopic};
use crate::web::i18n::Locale;

/// What is posted to an outgoing webhook, signed: the header `Angelia-Signature` is `v1=` and the HMAC-SHA256 in hex under
/// the webhook's secret over `Angelia-Timestamp` (seconds), a point, and the body; for a day after a new secret was made there
/// are two with a comma between, and one that fits is enough. `Angelia-Event` is the `id`. Refuse what
/// was signed more than five minutes ago. Answer with a 2xx within ten seconds; anything else is called again with the same
/// `id`, for three days, and not before `Retry-After` (seconds) has passed. 410 switches the webhook off. An event may come more than once: do nothing twice for one `id`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct WebhookEvent {
    /// The same at every call, and for every webhook that is told.
    pub id: String,
    /// What happened.
    pub event: WebhookTopic,
    /// Of this shape; it changes only with what would break who reads it.
    #[cfg_attr(test, schema(example = 1))]
    pub version: u32,
    /// When it happened.
    pub occurred_at: Time,
    /// What it is about, as the API answers it at that moment.
    pub data: WebhookEventData,
}

/// What an event is about.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct WebhookEventData {
    /// Its conversation; in everything but `test`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<Conversation>,
    /// The message; in `message.in`, `message.files`, `message.out` and `message.status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
    /// The survey; in `survey.answered`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub survey: Option<Survey>,
}

/// Writes down what webhooks are told: handed to the writer when the program starts.
///
/// # Errors
/// [`Fault`] of the store.
pub fn tell(tx: &Tx<'_>, happened: &[Happened]) -> Result<(), Fault> {
    note(tx, happened, data)
}

fn data(db: &Db, happened: &Happened) -> Result<Option<Value>, Fault> {
    let Some(conversation) = api_view::conversation(db, happened.conversation, MARGIN_DEFAULT)? else {
        return Ok(None);
    };
    let message = match happened.message {
        Some(id) => api_view::message(db, id)?,
        None => None,
    };
    let base = match &message {
        Some(message) if !message.media.is_empty() => setting::get(db, setting::PUBLIC_URL)?.unwrap_or_default(),
        _ => String::new(),
    };
    let survey = match happened.topic {
        Topic::SurveyAnswered => survey::of(db, happened.conversation)?,
        _ => None,
    };
    let data = WebhookEventData {
        conversation: Some(Conversation::of(conversation, happened.at)),
        message: message.map(|message| Message::of(message, Locale::default(), &base)),
        survey: survey.map(Survey::of),
    };
    Ok(Some(json!(data)))
}
