//! Searching what was said.

use actix_web::web::Data;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::app::App;
use crate::domain::refusal::FieldProblem;
use crate::domain::search::{CHARS_MAX, Query, parse, passage};
use crate::store::inbox_view;
use crate::store::search::{Hit, Place, Wanted, find};
use crate::web::api::caller::Agent;
use crate::web::api::input::Params;
#[cfg(test)]
use crate::web::api::openapi::{Refusals, ToSchema};
use crate::web::api::wire::{MessageKind, Page, Time};
use crate::web::api::{ApiResult, cursor, page};
use crate::web::page::blocking;
use crate::web::time_field;

/// After so long a page ends where it is.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(200);
/// Characters of a passage.
const PASSAGE_CHARS_MAX: usize = 160;

/// A stretch of a passage.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[cfg_attr(test, schema(as = PassageMark))]
pub struct Mark {
    /// Where it begins, in Unicode characters (not bytes) from the beginning of the passage.
    start: usize,
    /// How many characters it has.
    length: usize,
}

/// Whose thread it stands in.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[cfg_attr(test, schema(as = FoundContact))]
pub struct Contact {
    /// Its id.
    id: String,
    /// Its name: ours, else the one that the contact chose; may be empty.
    name: String,
    /// Where answers go in that thread.
    address: String,
}

/// Something that was said.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Found {
    /// Its conversation.
    conversation_id: String,
    /// The message; null where a note was found.
    #[cfg_attr(test, schema(required))]
    message_id: Option<String>,
    /// The note; null where a message was found.
    #[cfg_attr(test, schema(required))]
    note_id: Option<String>,
    /// The part of it that answers, as plain text on one line.
    passage: String,
    /// What of the passage answers, in order.
    marks: Vec<Mark>,
    /// Whose thread it stands in.
    contact: Contact,
    /// The number that it went over.
    number_id: String,
    /// Which way it went; a note goes nowhere and is `out`.
    direction: &'static str,
    /// What it is.
    kind: MessageKind,
    /// Who of ours wrote it.
    #[cfg_attr(test, schema(required))]
    author: Option<String>,
    /// When it was said.
    created_at: Time,
}

impl Found {
    fn of(hit: Hit, query: &Query) -> Self {
        let passage = passage(&hit.said, query, PASSAGE_CHARS_MAX);
        Self {
            conversation_id: hit.conversation.to_string(),
            message_id: hit.message.map(|id| id.to_string()),
            note_id: hit.note.map(|id| id.to_string()),
            marks: passage.marks.iter().map(|mark| Mark { start: mark.start, length: mark.length }).collect(),
            passage: passage.text,
            contact: Contact { id: hit.contact.to_string(), name: hit.name, address: hit.address.to_string() },
            number_id: hit.number.to_string(),
            direction: if hit.inbound { "in" } else { "out" },
            kind: MessageKind(hit.kind),
            author: hit.author,
            created_at: Time(hit.at),
        }
    }
}

/// What was said, newest first. Messages with the names of their files, and notes. Every word of `q` has to be there,
/// whatever its accents and case, the last one as a beginning; words in quotes stand side by side. `from:` (contact), `number:`
/// (ours), `agent:`, `tag:`, `before:`, `after:` (days in UTC) and `has:file` narrow it down. A page may be
/// shorter than asked, even empty, while `next` leads further back.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/search", operation_id = "search", tag = "search",
    params(("q" = String, Query, max_length = 200, description = "What is searched for."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Found>), Refusals)))]
pub async fn list(caller: Agent, app: Data<App>, params: Params) -> ApiResult {
    let asked = params.page::<2>(&["q"])?;
    let q = params.get("q").ok_or(FieldProblem::new("q", "missing"))?.to_owned();
    if q.chars().count() > CHARS_MAX {
        return Err(FieldProblem::with_limit("q", "too-long", i64::try_from(CHARS_MAX).unwrap_or(i64::MAX)).into());
    }
    let (now, user) = (app.clock.now(), caller.actor().user());
    let before = asked.after.map_or(Place::NEWEST, |[message, note]| Place { message, note });
    let found = blocking(&app, move |app| {
        let today = time_field::day(now, &TimeZone::UTC).parse().unwrap_or_default();
        let query = parse(&q, today);
        let day = |date: Option<jiff::civil::Date>| time_field::read_day(&date?.to_string(), &TimeZone::UTC);
        let results = app.store.read(|db| {
            let viewer = user.map(|user| inbox_view::viewer(db, user)).transpose()?;
            let (since, until) = (day(query.after), day(query.before));
            let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
            find(db, &Wanted { viewer, query: &query, since, until, before, limit, patience: PATIENCE })
        })?;
        Ok((results, query))
    });
    let (results, query) = found.await?;
    page(&Page {
        data: results.hits.into_iter().map(|hit| Found::of(hit, &query)).collect(),
        next: results.next.map(|next| cursor::encode(&[next.message, next.note])),
    })
}
