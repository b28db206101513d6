//! The messages of a conversation, oldest first, each with its media.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Row};
use serde_json::Value;

use crate::domain::ids::{ConversationId, MediaId, MessageId, TemplateId};
use crate::domain::media::Reason;
use crate::domain::message::{Author, Kind, MediaState, Status};
use crate::domain::sandbox::Join;
use crate::domain::time::Timestamp;
use crate::store::sandbox_fact::{JOIN_COLUMNS, join_from};
use crate::store::{Db, Fault};

/// A message with everything that the API tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// Whether the contact wrote it.
    pub inbound: bool,
    /// What it is.
    pub kind: Kind,
    /// Its text; of a template, the text with its values.
    pub body: String,
    /// How far it came.
    pub status: Status,
    /// Why it failed: the provider's number, or a code of ours.
    pub error_code: Option<String>,
    /// What helps, where it failed because the contact is not in the sandbox.
    pub join: Option<Join>,
    /// The provider's id, once it has one.
    pub provider_sid: Option<String>,
    /// Who wrote it.
    pub author: Author,
    /// The user or token that did.
    pub author_id: Option<i64>,
    /// Its name.
    pub author_name: Option<String>,
    /// The template it was made from.
    pub template: Option<TemplateId>,
    /// The provider's id of the message that it answers.
    pub quoted_sid: Option<String>,
    /// The message that it quotes, if it is one of ours.
    pub quoted: Option<MessageId>,
    /// What else came with it.
    pub extra: Value,
    /// Found at the provider, no webhook brought it.
    pub recovered: bool,
    /// When it came or was written.
    pub created_at: Timestamp,
    /// When it was delivered.
    pub delivered_at: Option<Timestamp>,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// When its text was erased, since it had its time.
    pub erased_at: Option<Timestamp>,
    /// Its attachments in order.
    pub media: Vec<Media>,
}

/// An attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Its id.
    pub id: MediaId,
    /// Where its bytes are.
    pub state: MediaState,
    /// Why it is not ready.
    pub reason: Option<Reason>,
    /// What it is once it is ready; until then what it is called, untrusted.
    pub content_type: String,
    /// Its size in bytes, once known.
    pub size: Option<i64>,
    /// Its file name; untrusted.
    pub name: Option<String>,
}

const COLUMNS: &str = "m.id AS id, m.conversation_id AS conversation_id, m.direction = 'in' AS inbound,
    m.kind AS kind, m.body AS body, m.status AS status, m.error_code AS error_code, m.provider_sid AS provider_sid,
    m.author AS author, m.author_id AS author_id,
    CASE m.author WHEN 'user' THEN (SELECT name FROM user WHERE id = m.author_id)
                  WHEN 'token' THEN (SELECT name FROM api_token WHERE id = m.author_id) END AS author_name,
    m.template_id AS template_id, m.quoted_sid AS quoted_sid, m.quoted_id AS quoted_id, coalesce(m.extra, 'null') AS extra,
    m.erased_at AS erased_at,
    m.recovered AS recovered, m.created_at AS created_at, m.delivered_at AS delivered_at, m.read_at AS read_at";

fn select() -> String {
    format!("SELECT {COLUMNS}, {JOIN_COLUMNS} FROM message m")
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Message> {
    let extra: String = row.get("extra")?;
    Ok(Message {
        id: row.get("id")?,
        conversation: row.get("conversation_id")?,
        inbound: row.get("inbound")?,
        kind: row.get("kind")?,
        body: row.get("body")?,
        status: row.get("status")?,
        error_code: row.get("error_code")?,
        join: join_from(row)?,
        provider_sid: row.get("provider_sid")?,
        author: row.get("author")?,
        author_id: row.get("author_id")?,
        author_name: row.get("author_name")?,
        template: row.get("template_id")?,
        quoted_sid: row.get("quoted_sid")?,
        quoted: row.get("quoted_id")?,
        extra: serde_json::from_str(&extra).unwrap_or_default(),
        recovered: row.get("recovered")?,
        created_at: row.get("created_at")?,
        delivered_at: row.get("delivered_at")?,
        read_at: row.get("read_at")?,
        erased_at: row.get("erased_at")?,
        media: Vec::new(),
    })
}

/// One message.
///
/// # Errors
/// As every query.
pub fn message(db: &Db, id: MessageId) -> Result<Option<Message>, Fault> {
    let found = db.prepare_cached(&format!("{} WHERE m.id = ?1", select()))?.query_row([id], from_row).optional()?;
    let mut found: Vec<Message> = found.into_iter().collect();
    add_media(db, &mut found)?;
    Ok(found.pop())
}

/// Messages of a conversation, oldest first, `after` the time and id of the last one before them.
///
/// # Errors
/// As every query.
pub fn messages(
    db: &Db,
    conversation: ConversationId,
    after: Option<(Timestamp, MessageId)>,
    limit: i64,
) -> Result<Vec<Message>, Fault> {
    let sql = format!(
        "{} WHERE m.thread_id = (SELECT thread_id FROM conversation WHERE id = ?1) AND m.conversation_id = ?1
           AND m.created_at >= (SELECT opened_at FROM conversation WHERE id = ?1) AND (m.created_at, m.id) > (?2, ?3)
         ORDER BY m.created_at, m.id LIMIT ?4",
        select()
    );
    let (at, id) = after.unwrap_or((Timestamp(i64::MIN), MessageId(i64::MIN)));
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map((conversation, at, id, limit), from_row)?;
    let mut found: Vec<Message> = rows.collect::<Result<_, _>>()?;
    add_media(db, &mut found)?;
    Ok(found)
}

fn add_media(db: &Db, messages: &mut [Message]) -> Result<(), Fault> {
    let places: HashMap<MessageId, usize> =
        messages.iter().enumerate().map(|(place, message)| (message.id, place)).collect();
    let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
    let mut statement = db.prepare_cached(
        "SELECT id, message_id, state, reason, content_type, size, name FROM media
         WHERE message_id IN (SELECT value FROM json_each(?1)) ORDER BY message_id, position",
    )?;
    let mut rows = statement.query([serde_json::to_string(&ids)?])?;
    while let Some(row) = rows.next()? {
        let of: MessageId = row.get("message_id")?;
        let media = media_from(row)?;
        if let Some(message) = places.get(&of).and_then(|place| messages.get_mut(*place)) {
            message.media.push(media);
        }
    }
    Ok(())
}

fn media_from(row: &Row<'_>) -> rusqlite::Result<Media> {
    Ok(Media {
        id: row.get("id")?,
        state: row.get("state")?,
        reason: row.get("reason")?,
        content_type: row.get("content_type")?,
        size: row.get("size")?,
        name: row.get("name")?,
    })
}

/// One attachment.
///
/// # Errors
/// As every query.
pub fn media(db: &Db, id: MediaId) -> Result<Option<Media>, Fault> {
    let sql = "SELECT id, state, reason, content_type, size, name FROM media WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], media_from).optional()?)
}
