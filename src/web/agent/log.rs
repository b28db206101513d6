//! A page of a log: days, quiet lines, bubbles, and the line where reading stopped.

use std::cell::LazyCell;

use crate::domain::ids::MessageId;
use crate::domain::message::Author;
use crate::domain::time::Timestamp;
use crate::domain::user::{Person, Role};
use crate::store::thread_view::{Entry, Head, Item, Message, Page, Place};
use crate::web::agent::bubbles::{self, Bubble, Ways};
use crate::web::agent::events::{self, EventView, Names};
use crate::web::agent::notes::NoteView;
use crate::web::agent::{Reader, carried};
use crate::web::time;

/// One line of a log.
pub(super) enum Line {
    /// A new day.
    Day {
        id: String,
        /// When it began, for the order in the browser.
        at: i64,
        text: String,
    },
    /// Reading stopped here.
    Fresh {
        at: i64,
        text: String,
    },
    Event(EventView),
    Note(Box<NoteView>),
    Bubble(Box<Bubble>),
}

/// A log as the template shows it.
pub(super) struct LogView {
    pub lines: Vec<Line>,
    /// Where the page before this one is.
    pub older: Option<String>,
    /// Where the page after this one is.
    pub newer: Option<String>,
    /// This page is not the newest; here is the newest.
    pub newest: Option<String>,
    /// The line that was asked for.
    pub found: Option<String>,
}

impl LogView {
    /// Whether a line is the one that was asked for.
    pub(super) fn is_found(&self, kind: &str, id: &i64) -> bool {
        self.found.as_deref().is_some_and(|found| found.strip_prefix(kind) == Some(id.to_string().as_str()))
    }
}

/// What the lines of a log need to know beside the reader.
pub(super) struct Around<'a> {
    pub head: &'a Head,
    pub names: &'a Names,
    pub ways: Ways,
}

/// `1800000000000.17`, as it stands in addresses.
pub(super) fn place_text(place: Place) -> String {
    format!("{}.{}", place.at.0, place.id)
}

/// Reads it.
pub(super) fn read_place(text: &str) -> Option<Place> {
    let (at, id) = text.split_once('.')?;
    Some(Place { at: Timestamp(at.parse().ok()?), id: MessageId(id.parse().ok()?) })
}

impl LogView {
    /// A page in words.
    pub(super) fn of(page: &Page, query: &str, around: &Around<'_>, reader: &Reader) -> Self {
        let here = format!("/inbox/{}{query}", around.head.conversation);
        let joint = if query.is_empty() { '?' } else { '&' };
        let fresh = if page.newer.is_none() { fresh(&page.items, around.head) } else { None };
        Self {
            lines: lines(&page.items, fresh, around, reader),
            older: page.older.map(|place| format!("{here}{joint}before={}", place_text(place))),
            newer: page.newer.map(|place| format!("{here}{joint}newer={}", place_text(place))),
            newest: page.newer.map(|_| here),
            found: None,
        }
    }
}

/// The first message that was not read, and how many there are from it on.
fn fresh(items: &[Item], head: &Head) -> Option<(MessageId, i64)> {
    if head.unread == 0 {
        return None;
    }
    let read_to = head.read_message.map_or(0, |id| id.0);
    let unread =
        |message: &&Message| message.inbound && message.conversation == head.conversation && message.id.0 > read_to;
    let messages = || {
        items.iter().filter_map(|item| match &item.entry {
            Entry::Message(message) => Some(message.as_ref()),
            Entry::Event(_) | Entry::Note(_) => None,
        })
    };
    let first = messages().find(unread)?;
    let count = messages().filter(unread).count();
    Some((first.id, i64::try_from(count).unwrap_or(i64::MAX)))
}

/// Items as lines, with a line before each new day.
pub(super) fn lines(
    items: &[Item],
    fresh: Option<(MessageId, i64)>,
    around: &Around<'_>,
    reader: &Reader,
) -> Vec<Line> {
    let l = reader.l;
    let mut lines = Vec::new();
    let mut day = String::new();
    let mut before: Option<&Message> = None;
    // Most pages have no note.
    let colleagues = LazyCell::new(|| -> Vec<Person> {
        around.names.iter().map(|(id, name)| Person { id: *id, name: name.clone() }).collect()
    });
    for item in items {
        let key = time::day_key(item.at, &reader.tz);
        if key != day {
            let start = time::day_start(item.at, &reader.tz);
            lines.push(Line::Day {
                id: format!("day-{key}"),
                at: start.0,
                text: time::day(item.at, reader.now, &reader.tz, l),
            });
            day = key;
            before = None;
        }
        match &item.entry {
            Entry::Event(event) => {
                lines.push(Line::Event(events::line(event, item.at, &around.head.name, around.names, reader)));
                before = None;
            }
            Entry::Note(note) => {
                lines.push(Line::Note(Box::new(NoteView::of(note, &colleagues, reader))));
                before = None;
            }
            Entry::Message(message) => {
                if let Some((id, count)) = fresh.filter(|(id, _)| *id == message.id) {
                    tracing::trace!(message = id.0, "reading stopped before this");
                    lines.push(Line::Fresh { at: item.at.0, text: l.t1("thread-fresh", "n", count) });
                    before = None;
                }
                if bubbles::is_grey(message) {
                    lines.push(Line::Event(grey(message, item.at, around, reader)));
                    before = None;
                } else {
                    let first = before.is_none_or(|before| !same_run(before, message));
                    lines.push(Line::Bubble(Box::new(bubbles::bubble(message, first, around.ways, reader))));
                    before = Some(message);
                }
            }
        }
    }
    lines
}

fn grey(message: &Message, at: Timestamp, around: &Around<'_>, reader: &Reader) -> EventView {
    EventView {
        id: format!("m-{}", message.id),
        icon: "i-chat",
        text: bubbles::grey(message, &around.head.name, reader),
        clock: time::clock_time(at, &reader.tz, reader.l),
        datetime: at.to_string(),
        at: at.0,
        raw: carried::raw(&message.extra).filter(|_| reader.actor.role() >= Role::Admin),
    }
}

/// Whether two bubbles have the same author and so stand together under one name.
fn same_run(one: &Message, two: &Message) -> bool {
    one.inbound == two.inbound
        && (one.author, one.author_id) == (two.author, two.author_id)
        && (two.author == Author::Contact || one.template_name == two.template_name)
}
