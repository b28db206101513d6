//! Pages of a log: messages and quiet lines in the order of time.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row as SqlRow, named_params};
use serde_json::Value;

use crate::domain::ids::{ContactId, ContentId, ConversationId, MediaId, MessageId, NoteId, ThreadId};
use crate::domain::media::{Card, Reason, read_vcard};
use crate::domain::message::{Author, Kind, MediaState, Status};
use crate::domain::sandbox::Join;
use crate::domain::time::{Millis, Timestamp};
use crate::store::error::Fault;
use crate::store::note::{self, Note};
use crate::store::readers::Db;
use crate::store::sandbox_fact::{JOIN_COLUMNS, join_from};
use crate::store::{content, link_check};

mod span;

pub use span::{Target, around_target, newer};

/// Quiet lines of one page at most; more than that is noise.
const EVENTS_MAX: i64 = 200;

/// Notes of one page at most.
const NOTES_MAX: i64 = 200;

/// So much of a file of contacts is read for a page.
const CARD_BYTES_MAX: u64 = 64 * 1024;

/// A place in a log: everything before it is older.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The time.
    pub at: Timestamp,
    /// The message that stands there.
    pub id: MessageId,
}

/// A media item of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Which one.
    pub id: MediaId,
    /// What it is once it is ready; until then what it is called, untrusted.
    pub content_type: String,
    /// What the provider called it; untrusted.
    pub announced_type: String,
    /// Where its bytes are.
    pub state: MediaState,
    /// Why they are not here.
    pub reason: Option<Reason>,
    /// What the virus is called that was found in it.
    pub signature: Option<String>,
    /// Its file name; untrusted.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size: Option<i64>,
    /// Width and height of its small picture, if it has one.
    pub preview: Option<(i64, i64)>,
    /// Who is on it, if it is a file of contacts.
    pub cards: Vec<Card>,
    /// For each of them the contact that has one of the numbers, and its name.
    pub known: Vec<Option<(ContactId, String)>>,
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

/// A quiet line.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its row.
    pub id: i64,
    /// Its conversation, if the thread had one by then.
    pub conversation: Option<ConversationId>,
    /// What happened.
    pub kind: String,
    /// Who did it, such as `user:3`; `None` for the system.
    pub actor: Option<String>,
    /// What else is known.
    pub detail: Value,
}

/// What stands in a log.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A bubble.
    Message(Box<Message>),
    /// A quiet line.
    Event(Event),
    /// What a colleague said to the others.
    Note(Note),
}

/// One thing in a log, with its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// When.
    pub at: Timestamp,
    /// What.
    pub entry: Entry,
}

/// A page of a log, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What stands in it.
    pub items: Vec<Item>,
    /// Where the page before it ends; `None` if this one begins the thread.
    pub older: Option<Place>,
    /// After which the next page begins; `None` if this one ends the thread.
    pub newer: Option<Place>,
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

/// The newest `limit` messages before `before` (or of all), with the quiet lines of their time.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn page(db: &Db, thread: ThreadId, before: Option<Place>, limit: i64) -> Result<Page, Fault> {
    let end = before.unwrap_or(Place { at: Timestamp(i64::MAX), id: MessageId(i64::MAX) });
    let mut messages = read(
        db,
        "m.thread_id = :thread AND (m.created_at, m.id) < (:at, :id) ORDER BY m.created_at DESC, m.id DESC LIMIT :limit",
        named_params! { ":thread": thread, ":at": end.at, ":id": end.id, ":limit": limit.saturating_add(1) },
    )?;
    let more = i64::try_from(messages.len()).unwrap_or(i64::MAX) > limit;
    if more {
        messages.pop();
    }
    messages.reverse();
    let older = messages.first().filter(|_| more).map(|first| Place { at: first.created_at, id: first.id });
    let from = older.map_or(Timestamp(i64::MIN), |place| place.at);
    let newer = messages.last().filter(|_| before.is_some()).map(|last| Place { at: last.created_at, id: last.id });
    let events = events(db, thread, from, end.at)?;
    let notes = note::between(db, thread, from, end.at, NOTES_MAX)?;
    Ok(Page { items: merged(messages, events, notes), older, newer })
}

/// Everything from the time of `after` on (from the beginning if it is unknown), and the messages and notes `also`.
/// Of a span longer than `limit` messages the newest are given.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn since(
    db: &Db,
    thread: ThreadId,
    after: Option<MessageId>,
    also: (&[MessageId], &[NoteId]),
    limit: i64,
) -> Result<Vec<Item>, Fault> {
    let from: Option<Timestamp> = match after {
        Some(id) => db
            .prepare_cached("SELECT created_at FROM message WHERE id = ?1 AND thread_id = ?2")?
            .query_row((id, thread), |row| row.get(0))
            .optional()?,
        None => None,
    };
    let from = from.unwrap_or(Timestamp(i64::MIN));
    let mut messages = read(
        db,
        "m.thread_id = :thread AND m.created_at >= :from ORDER BY m.created_at DESC, m.id DESC LIMIT :limit",
        named_params! { ":thread": thread, ":from": from, ":limit": limit },
    )?;
    messages.reverse();
    for id in also.0 {
        if messages.iter().any(|message| message.id == *id) {
            continue;
        }
        messages.extend(one(db, thread, *id)?);
    }
    messages.sort_by_key(|message| (message.created_at, message.id));
    let mut notes = note::between(db, thread, from, Timestamp(i64::MAX), NOTES_MAX)?;
    notes.extend(these(db, thread, also.1)?);
    Ok(merged(messages, events(db, thread, from, Timestamp(i64::MAX))?, notes))
}

/// Just these messages and notes of a thread, in the order of time.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn named(db: &Db, thread: ThreadId, ids: &[MessageId], notes: &[NoteId]) -> Result<Vec<Item>, Fault> {
    let mut messages = Vec::new();
    for id in ids {
        messages.extend(one(db, thread, *id)?);
    }
    Ok(merged(messages, Vec::new(), these(db, thread, notes)?))
}

fn these(db: &Db, thread: ThreadId, ids: &[NoteId]) -> Result<Vec<Note>, Fault> {
    let mut notes = Vec::new();
    for id in ids {
        notes.extend(note::by_id(db, *id)?.filter(|note| note.thread == thread));
    }
    Ok(notes)
}

fn one(db: &Db, thread: ThreadId, id: MessageId) -> Result<Vec<Message>, Fault> {
    read(db, "m.id = :id AND m.thread_id = :thread", named_params! { ":id": id, ":thread": thread })
}

/// The place right after the last message of a conversation: where its page of the log ends.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn around(db: &Db, conversation: ConversationId) -> Result<Option<Place>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT m.created_at, m.id FROM conversation c
           CROSS JOIN message m ON m.thread_id = c.thread_id AND m.conversation_id = c.id AND m.created_at >= c.opened_at
         WHERE c.id = ?1 ORDER BY m.created_at DESC, m.id DESC LIMIT 1",
    )?;
    let place = statement.query_row([conversation], |row| {
        Ok(Place { at: row.get::<_, Timestamp>("created_at")? + Millis(1), id: row.get("id")? })
    });
    Ok(place.optional()?)
}

fn read(db: &Db, condition: &str, given: &[(&str, &dyn rusqlite::ToSql)]) -> Result<Vec<Message>, Fault> {
    let mut statement = db.prepare_cached(&format!("{COLUMNS}, {JOIN_COLUMNS} {FROM} WHERE {condition}"))?;
    let mut rows = statement.query(given)?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        let mut message = message_from(row)?;
        message.media = media(db, message.id)?;
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

fn media(db: &Db, message: MessageId) -> Result<Vec<Media>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT m.id AS id, m.content_type AS content_type, m.announced_type AS announced_type, m.state AS state,
           m.reason AS reason, m.signature AS signature, m.name AS name, m.size AS size, m.content_id AS content_id, p.width AS width, p.height AS height
         FROM media m LEFT JOIN content_preview p ON p.content_id = m.content_id
         WHERE m.message_id = ?1 ORDER BY m.position",
    )?;
    let rows = statement.query_map([message], |row| {
        let width: Option<i64> = row.get("width")?;
        let found = Media {
            id: row.get("id")?,
            content_type: row.get("content_type")?,
            announced_type: row.get("announced_type")?,
            state: row.get("state")?,
            reason: row.get("reason")?,
            signature: row.get("signature")?,
            name: row.get("name")?,
            size: row.get("size")?,
            preview: width.zip(row.get("height")?),
            cards: Vec::new(),
            known: Vec::new(),
        };
        Ok((found, row.get("content_id")?))
    })?;
    let mut all = Vec::new();
    for row in rows {
        let (mut found, bytes): (Media, Option<ContentId>) = row?;
        if found.content_type == "text/vcard"
            && let Some(bytes) = bytes.filter(|_| found.state.is_shown())
        {
            found.cards = read_vcard(&content::read(db, bytes, 0, CARD_BYTES_MAX)?);
            found.known = found.cards.iter().map(|card| known(db, card)).collect::<Result<_, _>>()?;
        }
        all.push(found);
    }
    Ok(all)
}

/// Who has one of the numbers of a card.
fn known(db: &Db, card: &Card) -> Result<Option<(ContactId, String)>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT c.id, coalesce(nullif(c.name, ''), c.profile_name) FROM address a JOIN contact c ON c.id = a.contact_id
         WHERE a.value = 'whatsapp:' || ?1",
    )?;
    for e164 in card.phones.iter().filter_map(|phone| phone.e164.as_ref()) {
        let found = statement.query_row([e164], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
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

fn events(db: &Db, thread: ThreadId, from: Timestamp, to: Timestamp) -> Result<Vec<(Timestamp, Event)>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id, conversation_id, kind, actor, detail, at FROM thread_event
         WHERE thread_id = ?1 AND at >= ?2 AND at < ?3 ORDER BY at DESC, id DESC LIMIT ?4",
    )?;
    let rows = statement.query_map((thread, from, to, EVENTS_MAX), |row| {
        let detail: String = row.get("detail")?;
        let event = Event {
            id: row.get("id")?,
            conversation: row.get("conversation_id")?,
            kind: row.get("kind")?,
            actor: row.get("actor")?,
            detail: serde_json::from_str(&detail).unwrap_or(Value::Null),
        };
        Ok((row.get("at")?, event))
    })?;
    let mut events: Vec<_> = rows.collect::<Result<_, _>>()?;
    events.reverse();
    Ok(events)
}

/// All in the order of time; at the same instant a beginning stands before its first message, and
/// everything else after the message that caused it.
fn merged(messages: Vec<Message>, events: Vec<(Timestamp, Event)>, notes: Vec<Note>) -> Vec<Item> {
    let mut places: BTreeMap<(Timestamp, u8, i64), Item> = BTreeMap::new();
    for message in messages {
        let (at, id) = (message.created_at, message.id.0);
        places.insert((at, 1, id), Item { at, entry: Entry::Message(Box::new(message)) });
    }
    for (at, event) in events {
        let rank = if matches!(event.kind.as_str(), "opened" | "window_opened" | "bot_began") { 0 } else { 2 };
        places.insert((at, rank, event.id), Item { at, entry: Entry::Event(event) });
    }
    for note in notes {
        let at = note.created_at;
        places.insert((at, 3, note.id.0), Item { at, entry: Entry::Note(note) });
    }
    places.into_values().collect()
}
