//! The list: tabs with their numbers, those who wait, those who were answered.

use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::message::Kind;
use crate::domain::search::CHARS_MAX;
use crate::domain::text;
use crate::store::Fault;
use crate::store::inbox_view::{self, Counts, Cursor, Query, Row, Section, Sort, Tab};
use crate::web::agent::Reader;
use crate::web::agent::face::{Face, Left};
use crate::web::agent::search::{self, SearchView};
use crate::web::agent::words::{self, Tick};
use crate::web::time;

/// Rows of one part of a page.
const ROWS_MAX: i64 = 50;
/// Characters of the last words; the rest is cut by the row's width anyway.
const WORDS_CHARS_MAX: usize = 90;

/// The list as its address asks for it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    view: Option<String>,
    unread: Option<String>,
    sort: Option<String>,
    q: Option<String>,
    more: Option<String>,
    /// Of a search: the place before which the page begins, and that all people are asked for.
    further: Option<String>,
    people: Option<String>,
}

/// The same, understood; anything else counts as not asked for.
#[derive(Clone, Debug)]
pub(super) struct Listing {
    tab: Tab,
    unread: bool,
    sort: Sort,
    pub q: String,
    more: Option<(Section, Cursor)>,
    pub(super) further: Option<String>,
    pub(super) people: bool,
}

impl From<&Wanted> for Listing {
    fn from(wanted: &Wanted) -> Self {
        Self {
            tab: match wanted.view.as_deref() {
                Some("open") => Tab::Open,
                Some("mentions") => Tab::Mentioned,
                Some("all") => Tab::All,
                Some("closed") => Tab::Closed,
                _ => Tab::Mine,
            },
            unread: wanted.unread.as_deref() == Some("1"),
            sort: if wanted.sort.as_deref() == Some("window") { Sort::Window } else { Sort::Waiting },
            q: text::one_line(wanted.q.as_deref().unwrap_or_default(), CHARS_MAX + 1),
            more: wanted.more.as_deref().and_then(read_more),
            further: wanted.further.clone(),
            people: wanted.people.as_deref() == Some("all"),
        }
    }
}

/// `waiting.1800000000000.17`: a part of the list and the place after which it goes on.
fn read_more(text: &str) -> Option<(Section, Cursor)> {
    let mut parts = text.split('.');
    let section = match parts.next()? {
        "waiting" => Section::Waiting,
        "answered" => Section::Answered,
        "closed" => Section::Closed,
        "mentions" => Section::Mentioned,
        _ => return None,
    };
    Some((section, Cursor { key: parts.next()?.parse().ok()?, id: parts.next()?.parse().ok()? }))
}

const fn section_word(section: Section) -> &'static str {
    match section {
        Section::Waiting => "waiting",
        Section::Answered => "answered",
        Section::Closed => "closed",
        Section::Mentioned => "mentions",
    }
}

const fn tab_word(tab: Tab) -> &'static str {
    match tab {
        Tab::Mine => "mine",
        Tab::Open => "open",
        Tab::Mentioned => "mentions",
        Tab::All => "all",
        Tab::Closed => "closed",
    }
}

impl Listing {
    /// Nothing in particular.
    const fn nothing() -> Self {
        Self {
            tab: Tab::Mine,
            unread: false,
            sort: Sort::Waiting,
            q: String::new(),
            more: None,
            further: None,
            people: false,
        }
    }

    /// The query that leads back to this list: empty, or `?view=open&unread=1`.
    pub(super) fn query(&self) -> String {
        let mut parts = Vec::new();
        if self.tab != Tab::Mine {
            parts.push(format!("view={}", tab_word(self.tab)));
        }
        if self.unread {
            parts.push("unread=1".to_owned());
        }
        if self.sort == Sort::Window {
            parts.push("sort=window".to_owned());
        }
        if !self.q.is_empty() {
            parts.push(form_urlencoded::Serializer::new(String::new()).append_pair("q", &self.q).finish());
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// An address with this query and one more pair.
    pub(super) fn with(&self, path: &str, pair: &str) -> String {
        let query = self.query();
        format!("{path}{}{}{pair}", query, if query.is_empty() { "?" } else { "&" })
    }

    fn sections(&self) -> Vec<Section> {
        match (self.more, self.tab) {
            (Some((section, _)), _) => vec![section],
            (None, Tab::Closed) => vec![Section::Closed],
            (None, Tab::Mentioned) => vec![Section::Mentioned],
            (None, _) => vec![Section::Waiting, Section::Answered],
        }
    }
}

/// What the store says about a list.
pub(super) struct Loaded {
    counts: Counts,
    parts: Vec<(Option<Section>, Vec<Row>, bool)>,
    search: Option<search::Loaded>,
}

/// Reads a list.
pub(super) fn load(app: &App, reader: &Reader, listing: &Listing) -> Result<Loaded, Fault> {
    let now = app.clock.now();
    app.store.read(|db| {
        let viewer = inbox_view::viewer(db, reader.user)?;
        let counts = inbox_view::counts(db, viewer, listing.tab)?;
        if !listing.q.is_empty() {
            let mut found = search::load(app, db, viewer, listing, reader)?;
            let people = std::mem::take(&mut found.people);
            let parts = vec![(None, people, found.more_people)];
            return Ok(Loaded { counts, parts, search: Some(found) });
        }
        let mut parts = Vec::new();
        for section in listing.sections() {
            let query = Query {
                viewer,
                tab: listing.tab,
                section,
                unread: listing.unread,
                sort: listing.sort,
                after: listing.more.map(|(_, cursor)| cursor),
                limit: ROWS_MAX + 1,
                now,
                margin: app.window_margin,
            };
            let mut rows = inbox_view::rows(db, &query)?;
            let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > ROWS_MAX;
            if more {
                rows.pop();
            }
            parts.push((Some(section), rows, more));
        }
        Ok(Loaded { counts, parts, search: None })
    })
}

/// A tab.
pub(super) struct TabView {
    pub href: String,
    pub label: String,
    pub count: Option<String>,
    pub current: bool,
}

/// A part of the list.
pub(super) struct Part {
    pub word: &'static str,
    pub title: String,
    pub count: Option<String>,
    pub waits: bool,
    pub rows: Vec<RowView>,
    pub more: Option<String>,
}

/// The last words of a row.
pub(super) struct LastView {
    pub tick: Option<Tick>,
    pub icon: Option<&'static str>,
    pub failed: bool,
    pub draft: bool,
    /// That it is offered, and whether to the reader.
    pub offered: Option<&'static str>,
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

/// A sentence where the rows would be.
pub(super) struct Nothing {
    pub title: String,
    pub text: String,
    pub link: Option<(String, String)>,
}

/// The list as the template shows it.
pub(super) struct ListView {
    pub query: String,
    pub tabs: Vec<TabView>,
    pub unread: TabView,
    /// Where colleagues ask the viewer to look; a sign of its own beside the tabs, which are full.
    pub mentions: TabView,
    pub sort_href: String,
    pub sort_label: String,
    pub sort_hint: String,
    pub q: String,
    pub view: &'static str,
    pub parts: Vec<Part>,
    /// What was found, if something is searched for.
    pub search: Option<SearchView>,
    pub nothing: Option<Nothing>,
    /// Conversations of the viewer that wait.
    pub waiting: i64,
    /// Where to begin: the first row.
    pub first: Option<(String, String)>,
    /// Conversations that nobody has.
    pub open: i64,
}

impl ListView {
    /// The list in words; `chosen` is the conversation that is open beside it.
    pub(super) fn of(loaded: Loaded, listing: &Listing, chosen: Option<ConversationId>, reader: &Reader) -> Self {
        let l = reader.l;
        let counts = loaded.counts;
        let searching = !listing.q.is_empty();
        let other = |tab, unread, sort| Listing { tab, unread, sort, ..Listing::nothing() };
        let tab = |tab: Tab, count: Option<i64>| TabView {
            href: format!("/inbox{}", other(tab, listing.unread, listing.sort).query()),
            label: l.t(format!("inbox-tab-{}", tab_word(tab))),
            count: count.filter(|count| tab != Tab::Mentioned || *count > 0).map(capped),
            current: !searching && tab == listing.tab,
        };
        let parts: Vec<Part> = loaded
            .parts
            .into_iter()
            .filter(|(_, rows, _)| !rows.is_empty())
            .map(|(section, rows, more)| part(section, rows, more, listing, &counts, chosen, reader))
            .collect();
        let first = parts.iter().flat_map(|part| &part.rows).next();
        let first = first.map(|row| (row.href.clone(), row.name.clone()));
        let by_window = listing.sort == Sort::Window;
        let empty = parts.iter().all(|part| part.rows.is_empty());
        Self {
            query: listing.query(),
            tabs: vec![
                tab(Tab::Mine, Some(counts.mine)),
                tab(Tab::Open, Some(counts.open)),
                tab(Tab::All, None),
                tab(Tab::Closed, None),
            ],
            mentions: tab(Tab::Mentioned, Some(counts.mentioned)),
            unread: TabView {
                href: format!("/inbox{}", other(listing.tab, !listing.unread, listing.sort).query()),
                label: l.t("inbox-tab-unread"),
                count: Some(capped(counts.unread)),
                current: listing.unread,
            },
            sort_href: format!(
                "/inbox{}",
                other(listing.tab, listing.unread, if by_window { Sort::Waiting } else { Sort::Window }).query()
            ),
            sort_label: l.t(if by_window { "inbox-sort-window" } else { "inbox-sort-waiting" }),
            sort_hint: l.t(if by_window { "inbox-sort-window-hint" } else { "inbox-sort-waiting-hint" }),
            q: listing.q.clone(),
            view: tab_word(listing.tab),
            nothing: match &loaded.search {
                Some(found) => search::nothing(found, empty, &listing.q, reader),
                None => empty.then(|| nothing(listing, &counts, reader)),
            },
            search: loaded.search.map(|found| SearchView::of(&found, listing, reader)),
            parts,
            waiting: counts.for_viewer,
            first,
            open: counts.open,
        }
    }
}

fn nothing(listing: &Listing, counts: &Counts, reader: &Reader) -> Nothing {
    let l = reader.l;
    if listing.unread {
        return Nothing { title: l.t("inbox-none-unread"), text: l.t("inbox-none-unread-text"), link: None };
    }
    let word = tab_word(listing.tab);
    let to_open = listing.tab == Tab::Mine && counts.open > 0;
    Nothing {
        title: l.t(format!("inbox-none-{word}")),
        text: l.t(format!("inbox-none-{word}-text")),
        link: to_open.then(|| ("/inbox?view=open".to_owned(), l.t1("inbox-see-open", "n", counts.open))),
    }
}

fn part(
    section: Option<Section>,
    rows: Vec<Row>,
    more: bool,
    listing: &Listing,
    counts: &Counts,
    chosen: Option<ConversationId>,
    reader: &Reader,
) -> Part {
    let l = reader.l;
    let (title, count) = match section {
        None => (l.t("inbox-found"), None),
        Some(Section::Waiting) if listing.tab == Tab::Mine => (l.t("inbox-waiting-for-you"), Some(counts.waiting)),
        Some(Section::Waiting) => (l.t("inbox-waiting"), Some(counts.waiting)),
        Some(Section::Answered) => (l.t("inbox-answered"), Some(counts.answered)),
        Some(Section::Closed) => (l.t("inbox-closed"), None),
        Some(Section::Mentioned) => (l.t("inbox-mentions"), None),
    };
    let word = section.map_or("found", section_word);
    let last = rows.last().map(|row| row.cursor).filter(|_| more);
    let query = listing.query();
    Part {
        word,
        title,
        count: count.filter(|_| !listing.unread && listing.more.is_none()).map(capped),
        waits: section == Some(Section::Waiting),
        more: last.map(|cursor| match section {
            Some(_) => listing.with("/inbox", &format!("more={word}.{}.{}", cursor.key, cursor.id)),
            None => listing.with("/inbox", "people=all"),
        }),
        rows: rows.into_iter().map(|row| RowView::of(row, &query, chosen, reader)).collect(),
    }
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

fn last_words(row: &Row, reader: &Reader) -> LastView {
    let l = reader.l;
    let mut view = LastView { tick: None, icon: None, failed: false, draft: false, offered: None, text: String::new() };
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

/// `7`, and `999+` where counting stopped.
fn capped(count: i64) -> String {
    if count >= inbox_view::COUNT_MAX { format!("{}+", inbox_view::COUNT_MAX - 1) } else { count.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_understood_and_written_again() {
        let wanted = |query: &str| actix_web::web::Query::<Wanted>::from_query(query).unwrap().into_inner();
        for (query, want) in [
            ("", ""),
            ("view=mine&sort=waiting", ""),
            ("view=open&unread=1", "?view=open&unread=1"),
            ("sort=window&view=none", "?sort=window"),
            ("q=+%CE%B3%CE%B9%20a%0A", "?q=%CE%B3%CE%B9+a"),
        ] {
            assert_eq!(Listing::from(&wanted(query)).query(), want, "{query}");
        }
        let more = Listing::from(&wanted("more=answered.5.7")).more;
        assert_eq!(more, Some((Section::Answered, Cursor { key: 5, id: 7 })));
        assert_eq!(Listing::from(&wanted("more=answered.5")).more, None);
        assert_eq!(capped(7), "7");
        assert_eq!(capped(1_000), "999+");
    }
}
