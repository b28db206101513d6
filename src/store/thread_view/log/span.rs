//! Pages of a log that begin in the middle: around a message, a note or a day, and from there on.

use rusqlite::{OptionalExtension as _, named_params};

use crate::domain::ids::{MessageId, NoteId, ThreadId};
use crate::domain::time::{Millis, Timestamp};
use crate::store::error::Fault;
use crate::store::note;
use crate::store::readers::Db;
use crate::store::thread_view::log::{Message, NOTES_MAX, Page, Place, events, merged, read};

/// What a page is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A message.
    Message(MessageId),
    /// A note.
    Note(NoteId),
    /// What was said from an instant on.
    Since(Timestamp),
}

/// A page with `target` in it, `before` messages above it and `after` below; `None` if it is not of this thread.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn around_target(
    db: &Db,
    thread: ThreadId,
    target: Target,
    (before, after): (i64, i64),
) -> Result<Option<Page>, Fault> {
    let Some(place) = place_of(db, thread, target)? else { return Ok(None) };
    let mut above = read(
        db,
        "m.thread_id = :thread AND (m.created_at, m.id) < (:at, :id) ORDER BY m.created_at DESC, m.id DESC LIMIT :limit",
        named_params! { ":thread": thread, ":at": place.at, ":id": place.id, ":limit": before.saturating_add(1) },
    )?;
    let more_above = is_longer(&above, before);
    if more_above {
        above.pop();
    }
    above.reverse();
    let mut messages = above;
    // The place itself stands below.
    let (below, more_below) = from(db, thread, Place { id: MessageId(place.id.0.saturating_sub(1)), ..place }, after)?;
    messages.extend(below);
    let older = messages.first().filter(|_| more_above).map(place_at);
    let newer = messages.last().filter(|_| more_below).map(place_at);
    let start = older.map_or(Timestamp(i64::MIN), |place| place.at);
    whole(db, thread, messages, (start, newer)).map(|page| Some(Page { older, ..page }))
}

/// The `limit` messages after a place, with the quiet lines of their time.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn newer(db: &Db, thread: ThreadId, after: Place, limit: i64) -> Result<Page, Fault> {
    let (messages, more) = from(db, thread, after, limit)?;
    let newer = messages.last().filter(|_| more).map(place_at);
    let older = messages.first().map(place_at);
    whole(db, thread, messages, (after.at + Millis(1), newer)).map(|page| Page { older, ..page })
}

fn whole(
    db: &Db,
    thread: ThreadId,
    messages: Vec<Message>,
    (start, newer): (Timestamp, Option<Place>),
) -> Result<Page, Fault> {
    let end = newer.map_or(Timestamp(i64::MAX), |place| place.at + Millis(1));
    let events = events(db, thread, start, end)?;
    let notes = note::between(db, thread, start, end, NOTES_MAX)?;
    Ok(Page { items: merged(messages, events, notes), older: None, newer })
}

/// Messages after a place, and whether there are more.
fn from(db: &Db, thread: ThreadId, after: Place, limit: i64) -> Result<(Vec<Message>, bool), Fault> {
    let mut messages = read(
        db,
        "m.thread_id = :thread AND (m.created_at, m.id) > (:at, :id) ORDER BY m.created_at, m.id LIMIT :limit",
        named_params! { ":thread": thread, ":at": after.at, ":id": after.id, ":limit": limit.saturating_add(1) },
    )?;
    let more = is_longer(&messages, limit);
    if more {
        messages.pop();
    }
    Ok((messages, more))
}

fn is_longer(messages: &[Message], limit: i64) -> bool {
    i64::try_from(messages.len()).unwrap_or(i64::MAX) > limit
}

fn place_at(message: &Message) -> Place {
    Place { at: message.created_at, id: message.id }
}

fn place_of(db: &Db, thread: ThreadId, target: Target) -> Result<Option<Place>, Fault> {
    let at: Option<Timestamp> = match target {
        Target::Message(id) => db
            .prepare_cached("SELECT created_at FROM message WHERE id = ?1 AND thread_id = ?2")?
            .query_row((id, thread), |row| row.get(0))
            .optional()?,
        Target::Note(id) => db
            .prepare_cached("SELECT created_at FROM note WHERE id = ?1 AND thread_id = ?2")?
            .query_row((id, thread), |row| row.get(0))
            .optional()?,
        Target::Since(at) => Some(at),
    };
    let id = match target {
        Target::Message(id) => id,
        // A note stands behind what was said at the same instant.
        Target::Note(_) => MessageId(i64::MAX),
        Target::Since(_) => MessageId(0),
    };
    Ok(at.map(|at| Place { at, id }))
}
