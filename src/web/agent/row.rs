//! One row of the list in words.

use crate::domain::ids::ConversationId;
use crate::domain::message::Kind;
use crate::domain::text;
use crate::store::inbox_view::{Aside, Row};
use crate::web::agent::Reader;
use crate::web::agent::face::{Face, Left};
use crate::web::agent::words::{self, Tick};
use crate::web::time;

/// Characters of the last words; the rest is cut by the row's width anyway.
const WORDS_CHARS_MAX: usize = 90;

/// The last words of a row.
pub(super) struct LastView {
    pub tick: Option<Tick>,
    pub icon: Option<&'static str>,
    pub failed: bool,
    pub draft: bool,
    /// That it is offered, and whether to the reader.
    pub offered: Option<&'static str>,
    /// That it is set aside, or came back.
    pub aside: Option<String>,
    pub text: String,
}

/// A row.
pub(super) struct RowView {
    pub id: i64,
    pub href: String,
    pub current: bool,
    pub unread: i64,
    pub face: Face,
    pub name: String,
    pub number_name: String,
    pub colour: i64,
    /// Since when the contact waits, in milliseconds; 0 if not.
    pub since: i64,
    pub when: String,
    pub datetime: String,
    pub last: LastView,
    pub left: Left,
}

impl RowView {
    /// A row in words; `query` leads back to the list it stands in.
    pub(super) fn of(row: Row, query: &str, chosen: Option<ConversationId>, reader: &Reader) -> Self {
        let (l, now) = (reader.l, reader.now);
        let said_at = row.closed_at.unwrap_or(row.last_message_at);
        let since = row.waiting_since_at;
        Self {
            id: row.conversation.0,
            href: format!("/inbox/{}{query}", row.conversation),
            current: chosen == Some(row.conversation),
            unread: row.unread,
            face: Face::of(row.contact, &row.name, &row.window, row.opted_out, now),
            since: since.map_or(0, |since| since.0),
            when: match since {
                Some(since) => time::waited(now - since, l),
                None => time::moment_short(said_at, now, &reader.tz, l),
            },
            datetime: since.unwrap_or(said_at).to_string(),
            left: Left::of(&row.window, row.opted_out, now, l),
            last: last_words(&row, reader),
            name: row.name,
            number_name: row.number_name,
            colour: row.number_colour,
        }
    }
}

fn set_aside(aside: Aside, reader: &Reader) -> String {
    let (l, at) = (reader.l, |at| time::moment(at, reader.now, &reader.tz, reader.l));
    match aside {
        Aside::Until(Some(until)) => l.t1("row-snoozed-until", "when", at(until)),
        Aside::Until(None) => l.t("row-snoozed-answer"),
        Aside::Closes(until) => l.t1("row-closes", "when", at(until)),
        Aside::Back => l.t("row-back"),
    }
}

fn last_words(row: &Row, reader: &Reader) -> LastView {
    let l = reader.l;
    let mut view = LastView {
        tick: None,
        icon: None,
        failed: false,
        draft: false,
        offered: None,
        aside: None,
        text: String::new(),
    };
    view.aside = row.snooze.map(|aside| set_aside(aside, reader));
    view.offered =
        row.offered.then(|| if row.assignee == Some(reader.user) { "inbox-offered-you" } else { "inbox-offered" });
    view.offered = view.offered.or(row.with_bot.then_some("row-bot"));
    if let Some(draft) = row.draft.as_deref().filter(|draft| !draft.trim().is_empty()) {
        view.draft = true;
        view.text = text::one_line(draft, WORDS_CHARS_MAX);
        return view;
    }
    let Some(last) = &row.last else {
        view.text = l.t("event-opened");
        return view;
    };
    if !last.inbound {
        view.tick = Tick::of(last.status, l);
        view.failed = last.status.is_failure();
    }
    let shown = text::one_line(&last.body, WORDS_CHARS_MAX);
    let plain = matches!(last.kind, Kind::Text | Kind::Template | Kind::Button | Kind::List);
    if !plain {
        view.icon = Some(words::kind_icon(last.kind));
    }
    view.text = match (plain, shown.is_empty()) {
        (true, false) => shown,
        (_, true) => words::instead_of_words(last.kind, l),
        (false, false) => l.t2("inbox-kind-with-words", "kind", words::kind_name(last.kind, l), "words", shown),
    };
    view
}
