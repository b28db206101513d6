//! Messages: what was said, what became of it, and saying something. What a program may say is read in [`new`].

pub(super) mod new;

use actix_web::HttpRequest;
use actix_web::web::Data;
use serde::Serialize;

use crate::app::App;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::message::Status;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::flows::messages::send;
use crate::flows::messages::send_card::send_card;
use crate::flows::messages::send_files::send_files;
use crate::store::{Fault, api_view};
use crate::web::api::caller::Agent;
use crate::web::api::conversations::readable;
use crate::web::api::error::ApiError;
use crate::web::api::input::{Body, Id, Params};
use crate::web::api::messages::new::{NewMessage, Sending};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{AttachmentState, Explained, MediaReason, MessageAuthor, MessageKind, MessageStatus};
use crate::web::api::wire::{Time, time};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// The header that makes a repeated call the same call.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// A message in either direction.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Message {
    /// Its id.
    id: String,
    /// Its conversation.
    conversation_id: String,
    /// `in`: from the contact; `out`: from us.
    #[cfg_attr(test, schema(example = "out"))]
    direction: &'static str,
    /// What it consists of.
    kind: MessageKind,
    /// Its text; of a template, the text with its values.
    text: String,
    /// How far it came.
    status: MessageStatus,
    /// Why it failed, and what to do.
    #[cfg_attr(test, schema(required))]
    error: Option<Explained>,
    /// Twilio's id, once it has one.
    #[cfg_attr(test, schema(required))]
    provider_sid: Option<String>,
    /// Who wrote it.
    author: MessageAuthor,
    /// The user or token that did.
    #[cfg_attr(test, schema(required))]
    author_id: Option<String>,
    /// Its name.
    #[cfg_attr(test, schema(required))]
    author_name: Option<String>,
    /// The template it was made from.
    #[cfg_attr(test, schema(required))]
    template_id: Option<String>,
    /// Twilio's id of the message that it answers.
    #[cfg_attr(test, schema(required))]
    quoted_sid: Option<String>,
    /// The message that it quotes, if it is one of ours; the contact does not see the quote.
    #[cfg_attr(test, schema(required))]
    quoted_message_id: Option<String>,
    /// What else belongs to it, such as a place, the payload of a button, the `buttons` or the `list` below a text of ours;
    /// `bot` on what a bot wrote.
    #[cfg_attr(test, schema(value_type = Option<Object>))]
    extra: serde_json::Value,
    /// Whether it was found at Twilio, since no webhook brought it.
    recovered: bool,
    /// When it came or was written.
    created_at: Time,
    /// When it was delivered.
    #[cfg_attr(test, schema(required))]
    delivered_at: Option<Time>,
    /// When it was read.
    #[cfg_attr(test, schema(required))]
    read_at: Option<Time>,
    /// When its text was erased, since its number keeps texts for some days only; null: it was not.
    #[cfg_attr(test, schema(required))]
    erased_at: Option<Time>,
    /// Its attachments.
    media: Vec<Attachment>,
}

/// An attachment of a message.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Attachment {
    /// Its id.
    id: String,
    /// Where its bytes are.
    state: AttachmentState,
    /// What its bytes are once they are here; until then what Twilio calls it, not to be trusted.
    content_type: String,
    /// Why it is not ready, and what was in the way of one that is being tried again.
    #[cfg_attr(test, schema(required))]
    reason: Option<MediaReason>,
    /// In bytes, once known.
    #[cfg_attr(test, schema(required))]
    size: Option<i64>,
    /// As the sender calls it, without what is dangerous in a name of a file.
    #[cfg_attr(test, schema(required))]
    name: Option<String>,
    /// Where its bytes are to be had with the same token; null until they are ready.
    #[cfg_attr(test, schema(required))]
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
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/conversations/{id}/messages", operation_id = "list_messages", tag = "messages",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Message>), Refusals)))]
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
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/messages/{id}", operation_id = "get_message", tag = "messages",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Message>), Refusals)))]
pub async fn show(caller: Agent, app: Data<App>, id: Id<MessageId>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let found = blocking(&app, move |app| {
        let found = load(app, id.0)?;
        readable(app, actor, found.conversation)?;
        Ok(Message::of(found, l, &app.public_url))
    });
    one(found.await?)
}

/// Sends a message. It is stored and put into the outbox; what becomes of it shows in its status. With an
/// `Idempotency-Key` a repeated call sends nothing new and gets the first answer again.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations/{id}/messages", operation_id = "send_message", tag = "messages",
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NewMessage,
    responses((status = 201, description = "Made", body = One<Message>), Refusals)))]
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
