//! Messages: what was said, what became of it, and saying something.

use std::collections::BTreeMap;

use actix_web::HttpRequest;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::ids::{ConversationId, MessageId, TemplateId, UploadId};
use crate::domain::list::{Item, List};
use crate::domain::message::Status;
use crate::domain::place::Place;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::flows::messages::send;
use crate::flows::messages::send_card::{Whom, send_card};
use crate::flows::messages::send_files::{Files, send_files};
use crate::store::{Fault, api_view};
use crate::web::api::caller::Agent;
use crate::web::api::conversations::readable;
use crate::web::api::error::ApiError;
use crate::web::api::input::{Body, Id, Params};
use crate::web::api::openapi::Refusals;
use crate::web::api::wire::{
    AttachmentState, Explained, MediaReason, MessageAuthor, MessageKind, MessageStatus, One, Page,
};
use crate::web::api::wire::{Time, time};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// The header that makes a repeated call the same call.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// A message in either direction.
#[derive(Debug, Serialize, ToSchema)]
pub struct Message {
    /// Its id.
    id: String,
    /// Its conversation.
    conversation_id: String,
    /// `in`: from the contact; `out`: from us.
    #[schema(example = "out")]
    direction: &'static str,
    /// What it consists of.
    kind: MessageKind,
    /// Its text; of a template, the text with its values.
    text: String,
    /// How far it came.
    status: MessageStatus,
    /// Why it failed, and what to do.
    #[schema(required)]
    error: Option<Explained>,
    /// Twilio's id, once it has one.
    #[schema(required)]
    provider_sid: Option<String>,
    /// Who wrote it.
    author: MessageAuthor,
    /// The user or token that did.
    #[schema(required)]
    author_id: Option<String>,
    /// Its name.
    #[schema(required)]
    author_name: Option<String>,
    /// The template it was made from.
    #[schema(required)]
    template_id: Option<String>,
    /// Twilio's id of the message that it answers.
    #[schema(required)]
    quoted_sid: Option<String>,
    /// The message that it quotes, if it is one of ours; the contact does not see the quote.
    #[schema(required)]
    quoted_message_id: Option<String>,
    /// What else belongs to it, such as a place, the payload of a button, the `buttons` or the `list` below a text of ours;
    /// `bot` on what a bot wrote.
    #[schema(value_type = Option<Object>)]
    extra: serde_json::Value,
    /// Whether it was found at Twilio, since no webhook brought it.
    recovered: bool,
    /// When it came or was written.
    created_at: Time,
    /// When it was delivered.
    #[schema(required)]
    delivered_at: Option<Time>,
    /// When it was read.
    #[schema(required)]
    read_at: Option<Time>,
    /// When its text was erased, since its number keeps texts for some days only; null: it was not.
    #[schema(required)]
    erased_at: Option<Time>,
    /// Its attachments.
    media: Vec<Attachment>,
}

/// An attachment of a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Attachment {
    /// Its id.
    id: String,
    /// Where its bytes are.
    state: AttachmentState,
    /// What its bytes are once they are here; until then what Twilio calls it, not to be trusted.
    content_type: String,
    /// Why it is not ready, and what was in the way of one that is being tried again.
    #[schema(required)]
    reason: Option<MediaReason>,
    /// In bytes, once known.
    #[schema(required)]
    size: Option<i64>,
    /// As the sender calls it, without what is dangerous in a name of a file.
    #[schema(required)]
    name: Option<String>,
    /// Where its bytes are to be had with the same token; null until they are ready.
    #[schema(required)]
    url: Option<String>,
}

impl Message {
    pub(super) fn of(row: api_view::Message, l: Locale, base: &str) -> Self {
        let failed = matches!(row.status, Status::Failed | Status::Undelivered);
        let code = row.error_code.or_else(|| failed.then(|| "unknown".to_owned()));
        Self {
            id: row.id.to_string(),
            conversation_id: row.conversation.to_string(),
            direction: if row.inbound { "in" } else { "out" },
            kind: MessageKind(row.kind),
            text: row.body,
            status: MessageStatus(row.status),
            error: code.filter(|_| row.status.is_failure()).map(|code| Explained::with(code, row.join.as_ref(), l)),
            provider_sid: row.provider_sid,
            author: MessageAuthor(row.author),
            author_id: row.author_id.map(|id| id.to_string()),
            author_name: row.author_name,
            template_id: row.template.map(|id| id.to_string()),
            quoted_sid: row.quoted_sid,
            quoted_message_id: row.quoted.map(|id| id.to_string()),
            extra: row.extra,
            recovered: row.recovered,
            created_at: Time(row.created_at),
            delivered_at: time(row.delivered_at),
            read_at: time(row.read_at),
            erased_at: time(row.erased_at),
            media: row.media.into_iter().map(|media| Attachment::of(media, base)).collect(),
        }
    }

    /// As it was when it was taken: the answer to the call that made it, however often it is repeated.
    pub(super) fn as_made(row: api_view::Message, l: Locale, base: &str) -> Self {
        let fresh = api_view::Message {
            status: Status::Pending,
            error_code: None,
            provider_sid: None,
            delivered_at: None,
            read_at: None,
            ..row
        };
        Self::of(fresh, l, base)
    }
}

impl Attachment {
    /// `base` is our address as the world calls it.
    pub(super) fn of(media: api_view::Media, base: &str) -> Self {
        Self {
            url: media.state.is_shown().then(|| format!("{base}/api/v1/media/{}/content", media.id)),
            id: media.id.to_string(),
            state: AttachmentState::from(media.state),
            content_type: media.content_type,
            reason: media.reason.map(MediaReason),
            size: media.size,
            name: media.name,
        }
    }
}

pub(super) fn load(app: &App, id: MessageId) -> Result<api_view::Message, Fault> {
    Ok(app.store.read(|db| api_view::message(db, id))?.ok_or(Refusal::NotFound)?)
}

/// The messages of a conversation, oldest first.
///
/// # Errors
/// As documented.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/messages", operation_id = "list_messages", tag = "messages",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Message>), Refusals))]
pub async fn list(caller: Agent, app: Data<App>, id: Id<ConversationId>, params: Params) -> ApiResult {
    let wanted = params.page::<2>(&[])?;
    let (actor, l) = (caller.actor(), caller.l);
    let found = blocking(&app, move |app| {
        readable(app, actor, id.0)?;
        let after = wanted.after.map(|[at, id]| (Timestamp(at), MessageId(id)));
        app.store.read(|db| api_view::messages(db, id.0, after, wanted.limit + 1))
    });
    let key = |row: &api_view::Message| vec![row.created_at.0, row.id.0];
    let found = found.await?;
    page(&cursor::paged(found, wanted.limit, key, |row| Message::of(row, l, &app.public_url)))
}

/// A message.
///
/// # Errors
/// As documented.
#[utoipa::path(get, path = "/api/v1/messages/{id}", operation_id = "get_message", tag = "messages",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Message>), Refusals))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<MessageId>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let found = blocking(&app, move |app| {
        let found = load(app, id.0)?;
        readable(app, actor, found.conversation)?;
        Ok(Message::of(found, l, &app.public_url))
    });
    one(found.await?)
}

/// A place on the map.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, expecting = "an object with latitude and longitude")]
pub struct NewLocation {
    /// Degrees north.
    #[schema(minimum = -90, maximum = 90, example = 37.9715)]
    latitude: f64,
    /// Degrees east.
    #[schema(minimum = -180, maximum = 180, example = 23.7257)]
    longitude: f64,
    /// What it is called.
    #[schema(max_length = 100)]
    #[serde(default)]
    label: String,
    /// Street and town.
    #[schema(max_length = 200)]
    #[serde(default)]
    address: String,
}

/// Whose card to send: a contact with all its telephone numbers, or a name and a number.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewCard {
    /// A contact.
    contact_id: Option<String>,
    /// A name.
    #[schema(max_length = 100)]
    name: Option<String>,
    /// A telephone number with its country.
    #[schema(example = "+30 690 000 0147")]
    number: Option<String>,
}

/// A list to choose from.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewList {
    /// What stands on the button that opens it.
    #[schema(max_length = 20)]
    button: String,
    /// Its lines.
    #[schema(min_items = 1, max_items = 10)]
    items: Vec<NewItem>,
}

/// A line of a list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewItem {
    /// What is chosen.
    #[schema(max_length = 24)]
    title: String,
    /// What stands below it.
    #[schema(max_length = 72)]
    #[serde(default)]
    description: String,
}

impl NewList {
    fn list(self) -> List {
        let item = |item: NewItem| Item { title: item.title, description: item.description };
        List { button: self.button, items: self.items.into_iter().map(item).collect() }
    }
}

impl NewCard {
    fn whom(&self) -> Result<Whom, Refusal> {
        match &self.contact_id {
            Some(_) if self.name.is_some() || self.number.is_some() => {
                Err(FieldProblem::new("contact.contact_id", "contact-or-number").into())
            }
            Some(id) => match id.parse() {
                Ok(id) => Ok(Whom::Contact(id)),
                Err(_) => Err(FieldProblem::new("contact.contact_id", "unknown").into()),
            },
            None => Ok(Whom::Typed {
                name: self.name.clone().unwrap_or_default(),
                number: self.number.clone().unwrap_or_default(),
            }),
        }
    }
}

/// What to say: exactly one of a text, a template with its values, a file, a place and a contact.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewMessage {
    /// Free text, inside the window only; at most 1,600 UTF-16 units.
    text: Option<String>,
    /// A template.
    template_id: Option<String>,
    /// Its values by the names of its variables.
    #[schema(example = json!({"1": "Tuesday, 14:00"}))]
    variables: Option<BTreeMap<String, String>>,
    /// Answers below the text that the contact can press, at most three of 20 UTF-16 units.
    #[schema(example = json!(["Pickup", "Delivery"]))]
    buttons: Option<Vec<String>>,
    /// A file that was brought before, inside the window only. The text goes with it if it is a picture, else as a message
    /// of its own before it.
    file_id: Option<String>,
    /// A list below the text, inside the window only; instead of buttons.
    list: Option<NewList>,
    /// A place, inside the window only.
    location: Option<NewLocation>,
    /// A contact, inside the window only; it leaves as a file.
    contact: Option<NewCard>,
    /// A message of the same thread that it quotes. WhatsApp is not told: the contact sees only the message.
    quoted_message_id: Option<String>,
}

/// What is sent, by the way it takes.
enum Sending {
    Files(Files),
    Card(Whom),
    Message(send::Wanted),
}

impl NewMessage {
    /// The file that is to be sent, with its text.
    fn files(&self) -> Result<Option<Files>, Refusal> {
        let Some(id) = &self.file_id else { return Ok(None) };
        if self.template_id.is_some() || self.variables.is_some() {
            return Err(FieldProblem::new("file_id", "text-or-template").into());
        }
        for (there, field) in [(self.buttons.is_some(), "buttons"), (self.list.is_some(), "list")] {
            if there {
                return Err(FieldProblem::new(field, "buttons-with-files").into());
            }
        }
        let upload: UploadId = id.parse().map_err(|_| Refusal::FileUnknown)?;
        Ok(Some(Files { uploads: vec![upload], text: self.text.clone().unwrap_or_default(), ..Files::default() }))
    }

    /// The message that it quotes.
    fn quotes(&self) -> Result<Option<MessageId>, Refusal> {
        let id = self.quoted_message_id.as_ref().map(|id| id.parse());
        id.transpose().map_err(|_| FieldProblem::new("quoted_message_id", "quote-unknown").into())
    }

    fn sending(mut self) -> Result<Sending, Refusal> {
        let quotes = self.quotes()?;
        let others = [self.text.is_some(), self.template_id.is_some(), self.file_id.is_some(), self.buttons.is_some()];
        let beside = others.into_iter().any(|there| there) || self.list.is_some() || self.variables.is_some();
        match (self.location.take(), self.contact.take()) {
            (Some(_), Some(_)) => Err(FieldProblem::new("contact", "one-of").into()),
            (Some(_), None) if beside => Err(FieldProblem::new("location", "one-of").into()),
            (None, Some(_)) if beside => Err(FieldProblem::new("contact", "one-of").into()),
            (Some(NewLocation { latitude, longitude, label, address }), None) => {
                Ok(Sending::Message(send::Wanted::Place(Place { latitude, longitude, label, address })))
            }
            (None, Some(card)) => card.whom().map(Sending::Card),
            (None, None) => match self.files()? {
                Some(files) => Ok(Sending::Files(Files { with: quotes.into(), ..files })),
                None => self.wanted().map(Sending::Message),
            },
        }
    }

    fn wanted(self) -> Result<send::Wanted, Refusal> {
        match (self.text, self.template_id) {
            (None, Some(_)) if self.buttons.is_some() => Err(FieldProblem::new("buttons", "text-or-template").into()),
            (None, Some(_)) if self.list.is_some() => Err(FieldProblem::new("list", "text-or-template").into()),
            _ if self.buttons.is_some() && self.list.is_some() => {
                Err(FieldProblem::new("list", "buttons-or-list").into())
            }
            (Some(_), Some(_)) => Err(FieldProblem::new("text", "text-or-template").into()),
            (Some(_), None) if self.variables.is_some() => {
                Err(FieldProblem::new("variables", "text-or-template").into())
            }
            (Some(text), None) => Ok(match (self.buttons, self.list) {
                (Some(buttons), _) => send::Wanted::Buttons { text, buttons },
                (None, Some(list)) => send::Wanted::List { text, list: list.list() },
                (None, None) => send::Wanted::Text(text),
            }),
            (None, Some(id)) => {
                let template: TemplateId = id.parse().map_err(|_| Refusal::TemplateUnknown)?;
                Ok(send::Wanted::Template { template, values: self.variables.unwrap_or_default() })
            }
            (None, None) => Err(Refusal::TextEmpty),
        }
    }
}

/// Sends a message. It is stored and put into the outbox; what becomes of it shows in its status. With an
/// `Idempotency-Key` a repeated call sends nothing new and gets the first answer again.
///
/// # Errors
/// As documented.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/messages", operation_id = "send_message", tag = "messages",
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NewMessage,
    responses((status = 201, description = "Made", body = One<Message>), Refusals))]
pub async fn create(
    caller: Agent,
    app: Data<App>,
    id: Id<ConversationId>,
    request: HttpRequest,
    body: Body<NewMessage>,
) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let key = key_of(&request)?;
    let quotes = body.0.quotes()?;
    let sending = body.0.sending()?;
    let sent = blocking(&app, move |app| {
        let message = match sending {
            // The file's own message is the last one.
            Sending::Files(files) => send_files(app, actor, id.0, files, key)?.pop().ok_or(Refusal::FileUnknown)?,
            Sending::Card(whom) => send_card(app, actor, id.0, &whom, quotes.into(), key)?,
            Sending::Message(wanted) => send::send(app, actor, id.0, wanted, quotes, key)?,
        };
        Ok(Message::as_made(load(app, message)?, l, &app.public_url))
    });
    made(sent.await?)
}

pub(super) fn key_of(request: &HttpRequest) -> Result<Option<String>, ApiError> {
    let Some(value) = request.headers().get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let key = value.to_str().map_err(|_| ApiError::BadRequest {
        field: Some(IDEMPOTENCY_KEY.to_owned()),
        what: "a header that is not plain ASCII".to_owned(),
    })?;
    Ok(Some(key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::NewMessage;
    use crate::domain::ids::TemplateId;
    use crate::domain::refusal::Refusal;
    use crate::flows::messages::send::Wanted;

    #[test]
    fn a_message_is_a_text_or_a_template() {
        let wanted = |json: &str| serde_json::from_str::<NewMessage>(json).unwrap().wanted();
        assert_eq!(wanted(r#"{"text":"hello"}"#), Ok(Wanted::Text("hello".to_owned())));
        let values = [("1".to_owned(), "x".to_owned())].into();
        assert_eq!(
            wanted(r#"{"template_id":"7","variables":{"1":"x"}}"#),
            Ok(Wanted::Template { template: TemplateId(7), values })
        );
        assert_eq!(wanted("{}"), Err(Refusal::TextEmpty));
        assert_eq!(wanted(r#"{"template_id":"seven"}"#), Err(Refusal::TemplateUnknown));
        let fields: Vec<Option<String>> = [r#"{"text":"a","template_id":"7"}"#, r#"{"text":"a","variables":{}}"#]
            .map(|json| wanted(json).unwrap_err().field())
            .into();
        assert_eq!(fields, [Some("text".to_owned()), Some("variables".to_owned())]);
    }
}
