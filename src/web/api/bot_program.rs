//! What the program behind an HTTP bot is asked, and what it may answer: for the document alone. What comes is read by
//! `domain::bot::http`.

use std::collections::BTreeMap;

use serde::Serialize;

#[cfg(test)]
use crate::web::api::openapi::ToSchema;
use crate::web::api::wire::{MessageKind, Time};

/// What is posted to the address of a bot, signed: the header `Angelia-Signature` is `v1=` and the HMAC-SHA256 in hex
/// under the bot's secret over `Angelia-Timestamp` (seconds), a point, and the body. `Angelia-Event` is the `event_id`.
/// Refuse what is older than five minutes. Answer 200 with a `BotAnswer` within ten seconds; what got no answer is asked
/// three times with the same `event_id`, then people answer.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotQuestion {
    /// `conversation_started` with the first message, then `message`.
    #[cfg_attr(test, schema(example = "message"))]
    pub event: String,
    /// The same at every attempt: do nothing twice.
    pub event_id: String,
    /// When.
    pub at: Time,
    /// Whose bot is asked.
    pub workstream_id: String,
    /// Which conversation.
    pub conversation: BotConversation,
    /// Our number.
    pub number: BotNumber,
    /// Who wrote.
    pub contact: BotContact,
    /// What was written.
    pub message: BotMessage,
    /// The variables of the conversation.
    pub variables: BTreeMap<String, String>,
}

/// A conversation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotConversation {
    /// Its id.
    pub id: String,
}

/// Our number.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotNumber {
    /// Its id.
    pub id: String,
    /// What we call it.
    pub name: String,
    /// `whatsapp:+…`.
    pub address: String,
}

/// A contact.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotContact {
    /// Their id.
    pub id: String,
    /// Their name, if it is one.
    pub name: Option<String>,
    /// Their language.
    pub language: Option<String>,
    /// Where they write from.
    pub address: String,
}

/// A message.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotMessage {
    /// What it is.
    pub kind: MessageKind,
    /// Its words, or those of the pressed button.
    pub text: String,
    /// The payload of a pressed button.
    pub button_payload: Option<String>,
    /// How many files came with it.
    pub attachments: i64,
}

/// What a bot answers. An unknown field is refused; so is nonsense: then people answer, and the bot's page says why.
/// `hand_over` and `end` exclude each other; with neither, the bot waits for the next message.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotAnswer {
    /// What is said, in order; at most 6 messages.
    #[cfg_attr(test, schema(required = false))]
    pub reply: Vec<BotReply>,
    /// Variables of the conversation: text or numbers; null takes one away.
    #[cfg_attr(test, schema(required = false, value_type = Object))]
    pub set_variables: BTreeMap<String, Option<String>>,
    /// The contact's language, BCP 47.
    pub set_language: Option<String>,
    /// Hands over to people.
    pub hand_over: Option<BotHandOver>,
    /// Ends the conversation.
    #[cfg_attr(test, schema(required = false))]
    pub end: bool,
}

/// A message: `text`, `template_id`, or `file_id` with or without a text.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotReply {
    /// Its words.
    #[cfg_attr(test, schema(max_length = 1600))]
    pub text: Option<String>,
    /// What can be chosen. Up to three with 20 characters become buttons, more are numbered.
    #[cfg_attr(test, schema(required = false, max_items = 10))]
    pub buttons: Vec<String>,
    /// A template of ours.
    pub template_id: Option<String>,
    /// Its values.
    #[cfg_attr(test, schema(required = false))]
    pub variables: BTreeMap<String, String>,
    /// A file that a token brought by `POST /api/v1/files` within the last day. Its text goes with a picture, else before it.
    pub file_id: Option<String>,
}

/// Where a conversation goes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotHandOver {
    /// The queue; rules say it otherwise.
    pub queue_id: Option<String>,
    /// What only agents see.
    #[cfg_attr(test, schema(max_length = 2000))]
    pub summary: Option<String>,
}
