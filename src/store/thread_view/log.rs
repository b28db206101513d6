//! Pages of a log: messages, quiet lines and notes in the order of time.
//!
//! A page is a range of messages; quiet lines and notes are taken for the span of its messages. What a message says is
//! read in [`message`], its files in [`attachment`].

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, named_params};
use serde_json::Value;

use crate::domain::ids::{ConversationId, MessageId, NoteId, ThreadId};
use crate::domain::time::{Millis, Timestamp};
use crate::store::error::Fault;
use crate::store::note::{self, Note};
use crate::store::readers::Db;

mod attachment;
mod message;
mod span;

use message::read;

pub use attachment::Media;
pub use message::{Message, Quote, quoted};
pub use span::{Target, around_target, newer};

/// Quiet lines of one page at most; more than that is noise.
const EVENTS_MAX: i64 = 200;

/// Notes of one page at most.
const NOTES_MAX: i64 = 200;

/// A place in a log: everything before it is older.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The time.
    pub at: Timestamp,
    /// The message that stands there.
    pub id: MessageId,
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
    /// What the program is called that did it, also one whose token was revoked.
    pub program: Option<String>,
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

fn events(db: &Db, thread: ThreadId, from: Timestamp, to: Timestamp) -> Result<Vec<(Timestamp, Event)>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT id, conversation_id, kind, actor, detail, at, CASE WHEN actor LIKE 'token:%' THEN
           (SELECT name FROM api_token WHERE id = CAST(substr(actor, 7) AS INTEGER)) END AS program FROM thread_event
         WHERE thread_id = ?1 AND at >= ?2 AND at < ?3 ORDER BY at DESC, id DESC LIMIT ?4",
    )?;
    let rows = statement.query_map((thread, from, to, EVENTS_MAX), |row| {
        let detail: String = row.get("detail")?;
        let event = Event {
            id: row.get("id")?,
            conversation: row.get("conversation_id")?,
            kind: row.get("kind")?,
            actor: row.get("actor")?,
            program: row.get("program")?,
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
