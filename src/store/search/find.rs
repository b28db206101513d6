//! Asking the index: newest first, one page, and no more work than the patience of whoever waits.
//!
//! The index finds what is said and by whom; whether the reader may see it and what the index does not know (tags, instants)
//! is looked at row by row. It is asked for stretches of rows from the newest back, so that even a question that
//! nothing answers ends in time: then the place is told from which the search goes on.

mod rows;
mod words;

use std::time::Duration;

use crate::clock::Stopwatch;
use crate::domain::ids::{ContactId, ConversationId, MessageId, NoteId, NumberId, UserId};
use crate::domain::message::Kind as MessageKind;
use crate::domain::search::Query;
use crate::domain::time::Timestamp;
use crate::store::Fault;
use crate::store::inbox_view::Viewer;
use crate::store::readers::Db;
use crate::store::search::index::Kind;
use crate::store::search::names::{Meant, meant};

use rows::{Candidate, Rows};

/// Rows of the first stretch.
const STRETCH: i64 = 100_000;

/// Where a page begins: what is older than these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Messages before this one.
    pub message: i64,
    /// Notes before this one.
    pub note: i64,
}

impl Place {
    /// Before all of them.
    pub const NEWEST: Self = Self { message: i64::MAX, note: i64::MAX };

    const fn of(self, kind: Kind) -> i64 {
        if matches!(kind, Kind::Note) { self.note } else { self.message }
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// Who asks; `None`: a program, which sees everything.
    pub viewer: Option<Viewer>,
    /// The question.
    pub query: &'a Query,
    /// Said at this instant or later.
    pub since: Option<Timestamp>,
    /// Said before this instant.
    pub until: Option<Timestamp>,
    /// Where the page begins.
    pub before: Place,
    /// How much a page holds.
    pub limit: usize,
    /// After so long no further stretch is looked at.
    pub patience: Duration,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The message; `None`: it is a note.
    pub message: Option<MessageId>,
    /// The note.
    pub note: Option<NoteId>,
    /// Its conversation.
    pub conversation: ConversationId,
    /// The conversation in which the reader sees it.
    pub open: ConversationId,
    /// The contact.
    pub contact: ContactId,
    /// The contact's name: ours, else the profile's; may be empty.
    pub name: String,
    /// The contact's address in this thread.
    pub address: crate::domain::address::Address,
    /// Our number.
    pub number: NumberId,
    /// Its name.
    pub number_name: String,
    /// Its mark, 1 to 4.
    pub number_colour: i64,
    /// When it was said.
    pub at: Timestamp,
    /// Whether the contact wrote it.
    pub inbound: bool,
    /// Who of ours wrote it.
    pub author: Option<String>,
    /// Which user that is.
    pub user: Option<UserId>,
    /// What it is; a note is a text.
    pub kind: MessageKind,
    /// What it says: its text, a place, names of files.
    pub said: Vec<String>,
}

/// A page of what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Newest first.
    pub hits: Vec<Hit>,
    /// Where the next page begins; `None`: that was all.
    pub next: Option<Place>,
    /// Patience ended before the page was full, having looked back to here.
    pub looked_to: Option<Timestamp>,
}

/// How far one kind was looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reached {
    /// To its end.
    End,
    /// The page is full.
    Full,
    /// Patience ended; everything from this row on was looked at, the oldest of which is of this time.
    Stopped(i64, Option<Timestamp>),
}

/// One page.
///
/// # Errors
/// As every query.
pub fn find(db: &Db, wanted: &Wanted<'_>) -> Result<Results, Fault> {
    let watch = Stopwatch::start();
    let viewer = wanted.viewer.map(|viewer| viewer.user);
    let meant = meant(db, wanted.query, viewer, (wanted.since, wanted.until))?;
    if !wanted.query.asks() || meant.is_nothing() {
        return Ok(Results::default());
    }
    let notes = look(db, wanted, &meant, Kind::Note, &watch)?;
    let messages = look(db, wanted, &meant, Kind::Message, &watch)?;
    page(db, wanted, &[(Kind::Message, messages), (Kind::Note, notes)])
}

/// Looks through one kind from the newest back until the page is full, nothing is left, or patience ends.
fn look(
    db: &Db,
    wanted: &Wanted<'_>,
    meant: &Meant,
    kind: Kind,
    watch: &Stopwatch,
) -> Result<(Vec<Candidate>, Reached), Fault> {
    let mut found = Vec::new();
    let expression = words::expression(db, wanted.query, meant, kind)?;
    let Some(expression) = expression else { return Ok((found, Reached::End)) };
    let mut rows = Rows::new(db, wanted, meant, kind);
    let newest = rows.newest()?.saturating_add(1);
    let last = meant.last.filter(|_| kind == Kind::Message).unwrap_or(i64::MAX);
    let mut high = wanted.before.of(kind).min(newest).min(last.saturating_add(1));
    let bottom = if kind == Kind::Message { meant.first } else { 0 };
    let mut stretch = STRETCH;
    while high > bottom.saturating_add(1) {
        let low = high.saturating_sub(stretch).max(bottom);
        let before = watch.elapsed();
        let mut stopped = None;
        rows.each(expression.as_deref(), low, high, &mut |candidate, fits| {
            if fits {
                found.push(candidate);
            }
            let full = found.len() > wanted.limit;
            if !full && watch.elapsed() > wanted.patience {
                stopped = Some((candidate.id, candidate.at));
            }
            full || stopped.is_some()
        })?;
        if found.len() > wanted.limit {
            return Ok((found, Reached::Full));
        }
        if let Some((id, at)) = stopped {
            return Ok((found, Reached::Stopped(id, Some(at))));
        }
        high = low.saturating_add(1);
        if watch.elapsed() > wanted.patience && high > bottom.saturating_add(1) {
            return Ok((found, Reached::Stopped(high, rows.time_of(high)?)));
        }
        // A stretch in which little had to be done is followed by a longer one.
        if watch.elapsed().saturating_sub(before) < wanted.patience / 8 {
            stretch = stretch.saturating_mul(8);
        }
    }
    Ok((found, Reached::End))
}

/// Both kinds in the order of time, and where to go on.
fn page(db: &Db, wanted: &Wanted<'_>, found: &[(Kind, (Vec<Candidate>, Reached)); 2]) -> Result<Results, Fault> {
    // What is older than where one of them stopped may stand behind something that was not looked at.
    let horizon = found.iter().filter_map(|(_, (_, reached))| match reached {
        Reached::Stopped(_, at) => Some(at.unwrap_or(Timestamp(i64::MAX))),
        Reached::End | Reached::Full => None,
    });
    let horizon = horizon.max();
    let mut all: Vec<(Kind, Candidate)> =
        found.iter().flat_map(|(kind, (some, _))| some.iter().map(|one| (*kind, *one))).collect();
    all.sort_by_key(|(_, one)| std::cmp::Reverse(one.at));
    let own = |kind: Kind| {
        found.iter().any(|(other, (_, reached))| *other == kind && matches!(reached, Reached::Stopped(..)))
    };
    let shown: Vec<(Kind, Candidate)> = all
        .iter()
        .filter(|(kind, one)| horizon.is_none_or(|horizon| own(*kind) || one.at >= horizon))
        .take(wanted.limit)
        .copied()
        .collect();
    let mut next = Place { message: 0, note: 0 };
    let mut more = false;
    for (kind, (some, reached)) in found {
        let taken = shown.iter().filter(|(other, _)| other == kind);
        let last = taken.clone().map(|(_, one)| one.id).min();
        let left = some.len() > taken.count();
        let from = match reached {
            _ if left => last.unwrap_or(wanted.before.of(*kind)),
            Reached::Stopped(id, _) => *id,
            Reached::End | Reached::Full => 0,
        };
        more |= from > 0;
        match kind {
            Kind::Note => next.note = from,
            Kind::Message | Kind::Contact => next.message = from,
        }
    }
    let mut hits = Vec::new();
    for (kind, one) in shown {
        hits.extend(rows::hit(db, kind, one)?);
    }
    let looked_to = horizon.filter(|at| at.0 < i64::MAX && hits.len() < wanted.limit);
    Ok(Results { hits, next: more.then_some(next), looked_to })
}
