//! A conversation on the board: who it is, how long it waits, and why, in one line. A queue's own page shows the same.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::app::App;
use crate::domain::assignment::{Floor, Waits};
use crate::domain::conversation::State;
use crate::domain::ids::UserId;
use crate::domain::text;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Presence;
use crate::domain::workstream::Mode;
use crate::flows::conversations::distribute;
use crate::store::board_view::{self, Entry};
use crate::store::queue::Queue;
use crate::store::{Db, Fault, conversation, floor, thread_view, workstream};
use crate::web::agent::face::Face;
use crate::web::i18n::Locale;
use crate::web::{presence_words, shell, time};

/// Conversations of one queue on a page; the rest is a number.
const ENTRIES_MAX: i64 = 15;

/// Somebody who could be given a conversation.
#[derive(Clone)]
pub(super) struct Choice {
    pub id: i64,
    pub name: String,
    pub initial: String,
    pub hue: i64,
    pub room: String,
}

/// A conversation.
pub struct EntryView {
    /// Its id.
    pub id: i64,
    /// The contact's face, with the ring of the window.
    pub(crate) face: Face,
    /// The contact's name.
    pub name: String,
    /// For how long it waits; empty if it does not.
    pub waited: String,
    /// Whether that is longer than its queue's goal.
    pub late: bool,
    /// Whether somebody is asked to take it now.
    pub offered: bool,
    /// What was said last.
    pub words: String,
    /// Why it waits, and for whom.
    pub why: String,
    pub(super) choices: Vec<Choice>,
}

/// What is offered out of a queue and what waits in it, the longest first, up to a limit; and why.
///
/// # Errors
/// [`Fault`] of the store.
pub fn waiting_in(app: &App, db: &Db, queue: &Queue, l: Locale, tz: &TimeZone) -> Result<Vec<EntryView>, Fault> {
    let reader = Reader { l, tz: tz.clone(), now: app.clock.now(), app };
    let (floor, names) = (floor::load(db, reader.now)?, thread_view::names(db)?);
    Ok(reader.waiting(db, queue, &People { floor: &floor, names: &names }, &[])?.0)
}

/// Who looks, and when.
pub(super) struct Reader<'a> {
    pub l: Locale,
    pub tz: TimeZone,
    pub now: Timestamp,
    pub app: &'a App,
}

impl Reader<'_> {
    /// What is offered out of a queue and what waits in it, and how many of the latter there are here.
    pub(super) fn waiting(
        &self,
        db: &Db,
        queue: &Queue,
        people: &People<'_>,
        choices: &[Choice],
    ) -> Result<(Vec<EntryView>, i64), Fault> {
        let margin = self.app.window_margin;
        let mut entries = board_view::offered_from(db, queue.id, margin, ENTRIES_MAX)?;
        entries.extend(board_view::waiting_in(db, queue.id, margin, ENTRIES_MAX)?);
        let waiting = entries.iter().filter(|entry| entry.state == State::Open).count();
        let view = |entry: Entry| {
            let why = self.why(db, &entry, people)?;
            let late = self.is_late(&entry, queue.settings.goal);
            Ok(self.entry(entry, why, late, choices.to_vec()))
        };
        let views = entries.into_iter().map(view).collect::<Result<Vec<_>, Fault>>()?;
        Ok((views, i64::try_from(waiting).unwrap_or(i64::MAX)))
    }

    fn is_late(&self, entry: &Entry, goal: Option<Millis>) -> bool {
        goal.is_some_and(|goal| entry.since.is_some_and(|since| since + goal < self.now))
    }

    pub(super) fn entry(&self, entry: Entry, why: String, late: bool, choices: Vec<Choice>) -> EntryView {
        EntryView {
            id: entry.conversation.0,
            face: Face::of(entry.contact, &entry.name, &entry.window, entry.opted_out, self.now),
            name: entry.name,
            waited: entry.since.map(|since| time::waited(self.now - since, self.l)).unwrap_or_default(),
            offered: entry.offered_until.is_some(),
            late,
            words: text::one_line(&entry.words, 120),
            why,
            choices,
        }
    }

    /// Why it waits, in one line.
    fn why(&self, db: &Db, entry: &Entry, people: &People<'_>) -> Result<String, Fault> {
        let l = self.l;
        if let (Some(agent), Some(until)) = (entry.assignee, entry.offered_until) {
            let until = time::clock_time(until, &self.tz, l);
            return Ok(l.t2("board-offered", "name", people.name(agent), "until", until));
        }
        let Some(stored) = conversation::by_id(db, entry.conversation)? else { return Ok(String::new()) };
        let settings = workstream::of_number(db, stored.number_id)?.settings;
        if settings.mode == Mode::Pick {
            return Ok(l.t("board-waits-pick"));
        }
        let Some(item) = distribute::item(db, &stored, &settings)? else { return Ok(String::new()) };
        let waits = people.floor.choose(&item, self.now).waits();
        Ok(match (waits, stored.kept) {
            (None, _) => l.t("board-waits-now"),
            (Some(Waits::Kept), Some(kept)) => l.t1("board-waits-kept-for", "name", people.name(kept.agent)),
            (Some(waits), _) => l.t(format!("board-waits-{}", waits.word().replace('_', "-"))),
        })
    }

    pub(super) fn choice(&self, id: UserId, people: &People<'_>) -> Choice {
        let name = people.name(id);
        let agent = people.floor.agents.get(&id);
        let presence = agent.map_or(Presence::Offline, |agent| agent.standing.shown.base);
        let room = agent.map_or_else(String::new, |agent| match agent.load.free().0 {
            free if free > 0 => self.l.t1("board-free", "n", free),
            _ => self.l.t2("board-above", "used", agent.load.used.0 + 1, "places", agent.load.total.0),
        });
        let presence = presence_words::name(presence, self.l);
        Choice {
            id: id.0,
            initial: text::initial(&name),
            hue: shell::hue(id.0),
            name,
            room: format!("{presence} · {room}"),
        }
    }
}

/// Who there is, and what they are called.
pub(super) struct People<'a> {
    pub floor: &'a Floor,
    pub names: &'a BTreeMap<UserId, String>,
}

impl People<'_> {
    pub(super) fn name(&self, id: UserId) -> String {
        self.names.get(&id).cloned().unwrap_or_default()
    }

    pub(super) fn members(&self, queue: &Queue) -> Vec<UserId> {
        let known = self.floor.queues.get(&queue.id);
        known.map(|known| known.members.iter().map(|member| member.agent).collect()).unwrap_or_default()
    }
}
