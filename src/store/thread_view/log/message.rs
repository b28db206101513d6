//! A message with everything that its bubble says: who wrote it, what became of it, what it quotes.
//!
//! Files, quotes and what came of asking for a link are read message by message: a page has fifty, few have any, and a join
//! would repeat the text for each file.

use rusqlite::{OptionalExtension as _, Row as SqlRow};
use serde_json::Value;

use crate::domain::ids::{ConversationId, MessageId, ThreadId};
use crate::domain::message::{Author, Kind, Status};
use crate::domain::sandbox::Join;
use crate::domain::time::Timestamp;
use crate::store::error::Fault;
use crate::store::link_check;
use crate::store::readers::Db;
use crate::store::sandbox_fact::{JOIN_COLUMNS, join_from};
use crate::store::thread_view::log::attachment::{Media, attachments};

/// A message with everything that its bubble says.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Which one.
    pub id: MessageId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// Whether the contact wrote it.
    pub inbound: bool,
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub body: String,
    /// What became of it.
    pub status: Status,
    /// The provider's number, or a code of ours.
    pub error_code: Option<String>,
    /// Of a file that WhatsApp could not fetch: what came of asking ourselves for it.
    pub link_check: Option<String>,
    /// What helps, where it failed because the contact is not in the sandbox.
    pub join: Option<Join>,
    /// Who wrote it.
    pub author: Author,
    /// The user or token that did.
    pub author_id: Option<i64>,
    /// Its name.
    pub author_name: Option<String>,
    /// The template's name.
    pub template_name: Option<String>,
    /// The template's buttons, the provider's shape.
    pub template_buttons: Value,
    /// The message it quotes, if we have it.
    pub quote: Option<Quote>,
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

/// The message that another one quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Which one.
    pub id: MessageId,
    /// Whether the contact wrote it.
    pub inbound: bool,
    /// Who of ours wrote it.
    pub author_name: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub body: String,
    /// When it came or was written.
    pub created_at: Timestamp,
}

const COLUMNS: &str = "SELECT m.id AS id, m.account_id AS account_id, m.conversation_id AS conversation_id,
  m.direction AS direction, m.kind AS kind,
  m.body AS body, m.status AS status, m.error_code AS error_code, m.author AS author, m.author_id AS author_id,
  CASE m.author WHEN 'user' THEN u.name WHEN 'token' THEN k.name END AS author_name,
  t.name AS template_name, t.buttons AS template_buttons, m.quoted_sid AS quoted_sid, m.quoted_id AS quoted_id,
  m.extra AS extra, m.thread_id AS thread_id,
  m.recovered AS recovered, m.created_at AS created_at, m.delivered_at AS delivered_at, m.read_at AS read_at,
  m.erased_at AS erased_at";

const FROM: &str = "FROM message m LEFT JOIN user u ON m.author = 'user' AND u.id = m.author_id
    LEFT JOIN api_token k ON m.author = 'token' AND k.id = m.author_id
    LEFT JOIN template t ON t.id = m.template_id";

/// The messages of a condition, each whole.
pub(super) fn read(db: &Db, condition: &str, given: &[(&str, &dyn rusqlite::ToSql)]) -> Result<Vec<Message>, Fault> {
    let mut statement = db.prepare_cached(&format!("{COLUMNS}, {JOIN_COLUMNS} {FROM} WHERE {condition}"))?;
    let mut rows = statement.query(given)?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        let mut message = message_from(row)?;
        message.media = attachments(db, message.id)?;
        if message.status.is_failure() && !message.media.is_empty() {
            message.link_check = link_check::of(db, message.id)?;
        }
        let (sid, id): (Option<String>, Option<MessageId>) = (row.get("quoted_sid")?, row.get("quoted_id")?);
        if let Some(id) = id {
            message.quote = quoted(db, row.get("thread_id")?, id)?;
        } else if let Some(sid) = sid {
            message.quote = quote(db, "m.account_id = ?1 AND m.provider_sid = ?2", (row.get("account_id")?, sid))?;
        }
        messages.push(message);
    }
    Ok(messages)
}

fn message_from(row: &SqlRow<'_>) -> rusqlite::Result<Message> {
    let json = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(Value::Null);
    Ok(Message {
        id: row.get("id")?,
        conversation: row.get("conversation_id")?,
        inbound: row.get::<_, String>("direction")? == "in",
        kind: row.get("kind")?,
        body: row.get("body")?,
        status: row.get("status")?,
        error_code: row.get("error_code")?,
        link_check: None,
        join: join_from(row)?,
        author: row.get("author")?,
        author_id: row.get("author_id")?,
        author_name: row.get("author_name")?,
        template_name: row.get("template_name")?,
        template_buttons: json(row.get("template_buttons")?),
        quote: None,
        extra: json(row.get("extra")?),
        recovered: row.get("recovered")?,
        created_at: row.get("created_at")?,
        delivered_at: row.get("delivered_at")?,
        read_at: row.get("read_at")?,
        erased_at: row.get("erased_at")?,
        media: Vec::new(),
    })
}

/// A message of a thread as a quote shows it.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn quoted(db: &Db, thread: ThreadId, id: MessageId) -> Result<Option<Quote>, Fault> {
    quote(db, "m.thread_id = ?1 AND m.id = ?2", (thread.0, id.to_string()))
}

fn quote(db: &Db, whose: &str, given: (i64, String)) -> Result<Option<Quote>, Fault> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT m.id AS id, m.direction AS direction, m.kind AS kind, m.body AS body, u.name AS author_name,
                m.created_at AS created_at
         FROM message m LEFT JOIN user u ON m.author = 'user' AND u.id = m.author_id
         WHERE {whose}",
    ))?;
    let quote = statement.query_row(given, |row| {
        Ok(Quote {
            id: row.get("id")?,
            inbound: row.get::<_, String>("direction")? == "in",
            author_name: row.get("author_name")?,
            kind: row.get("kind")?,
            body: row.get("body")?,
            created_at: row.get("created_at")?,
        })
    });
    Ok(quote.optional()?)
}
