//! The list in words: tabs and orders, those who wait, those who were answered, and a sentence where nobody is.
//!
//! What the store is asked for is in [`read`]; tabs and views with their numbers, which other pages show too, in [`menu`].

mod menu;
mod read;

use crate::domain::bulk::ITEMS_MAX;
use crate::domain::ids::ConversationId;
use crate::domain::saved_view::{Filter, Sort};
use crate::domain::user::{Person, Role};
use crate::store::inbox_view::{Counts, Row, Section, Tab};
use crate::web::agent::Reader;
use crate::web::agent::listing::{section_word, tab_word};
use crate::web::agent::search::{self, SearchView};
use crate::web::agent::snooze::{Way, ways};
use crate::web::i18n::Locale;

use menu::capped;

pub(super) use crate::web::agent::listing::Listing;
pub use crate::web::agent::listing::Wanted;
pub(super) use crate::web::agent::row::RowView;
pub(super) use menu::{TabView, saved, views};
pub(super) use read::{Loaded, ids_of, load};

/// What acts on many need to be chosen.
pub(super) struct BulkView {
    pub people: Vec<(String, String)>,
    pub ways: Vec<Way>,
    pub max: usize,
    /// The same list without ticks.
    pub leave: String,
    /// One and many, with # for the number.
    pub words: String,
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

/// A sentence where the rows would be.
pub(super) struct Nothing {
    pub title: String,
    pub text: String,
    pub link: Option<(String, String)>,
}

/// An order that can be chosen.
pub(super) struct Order {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// The list as the template shows it.
pub(super) struct ListView {
    pub query: String,
    /// What is chosen, in words: the inbox, or a view beside the tabs.
    pub title: String,
    pub tabs: Vec<TabView>,
    pub unread: TabView,
    /// Where colleagues ask the viewer to look; a sign of its own beside the tabs, which are full.
    pub mentions: TabView,
    pub views: Vec<TabView>,
    pub saved: Vec<TabView>,
    /// The orders there are; none where there is one alone.
    pub orders: Vec<Order>,
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
    pub bulk: BulkView,
    /// Whether rows are ticked without a script.
    pub choosing: bool,
    /// Where they can be.
    pub choose: String,
}

impl ListView {
    /// The list in words; `chosen` is the conversation that is open beside it.
    pub(super) fn of(loaded: Loaded, listing: &Listing, chosen: Option<ConversationId>, reader: &Reader) -> Self {
        let l = reader.l;
        let counts = loaded.counts;
        let searching = !listing.q.is_empty();
        let tab = |tab: Tab, count: Option<i64>| TabView {
            href: format!(
                "/inbox{}",
                Listing { unread: listing.unread, ..Listing::of_tab(tab, None) }.sorted(listing.sort).query()
            ),
            label: l.t(format!("inbox-tab-{}", tab_word(tab))),
            count: count.filter(|count| tab != Tab::Mentioned || *count > 0).map(capped),
            current: !searching && tab == listing.tab,
        };
        let views = views(None, listing, l);
        let saved = saved(&loaded.saved, None, listing);
        let title = views.iter().chain(&saved).find(|view| view.current).map(|view| view.label.clone());
        let parts: Vec<Part> = loaded
            .parts
            .into_iter()
            .filter(|(_, rows, _)| !rows.is_empty())
            .map(|(section, rows, more)| part(section, rows, more, listing, &counts, chosen, reader))
            .collect();
        let first = parts.iter().flat_map(|part| &part.rows).next();
        let first = first.map(|row| (row.href.clone(), row.name.clone()));
        let empty = parts.iter().all(|part| part.rows.is_empty());
        let unread = Listing { unread: !listing.unread, q: String::new(), more: None, ..listing.clone() };
        Self {
            query: listing.query(),
            title: title.unwrap_or_else(|| l.t("shell-inbox")),
            tabs: vec![
                tab(Tab::Mine, Some(counts.mine)),
                tab(Tab::Open, Some(counts.open)),
                tab(Tab::All, None),
                tab(Tab::Closed, None),
            ],
            mentions: tab(Tab::Mentioned, Some(counts.mentioned)),
            unread: TabView {
                href: format!("/inbox{}", unread.query()),
                label: l.t("inbox-tab-unread"),
                count: Some(capped(counts.unread)),
                current: listing.unread,
            },
            views,
            saved,
            orders: orders(listing, loaded.filter.as_ref(), l),
            q: listing.q.clone(),
            view: tab_word(listing.tab),
            nothing: match &loaded.search {
                Some(found) => search::nothing(found, empty, &listing.q, reader),
                None => empty.then(|| nothing(listing, loaded.filter.is_none(), &counts, reader)),
            },
            search: loaded.search.map(|found| SearchView::of(&found, listing, reader)),
            parts,
            waiting: counts.for_viewer,
            first,
            open: counts.open,
            bulk: bulk(loaded.people, listing, reader),
            choosing: listing.choose,
            choose: listing.with("/inbox", "choose=1"),
        }
    }
}

/// Agents take for themselves alone.
fn bulk(people: Vec<Person>, listing: &Listing, reader: &Reader) -> BulkView {
    let l = reader.l;
    let all = reader.actor.role() >= Role::Supervisor;
    let mut people = people;
    people.sort_by_key(|person| person.id != reader.user);
    let named = |person: Person| {
        let name = if person.id == reader.user { l.t("bulk-me") } else { person.name };
        (person.id.to_string(), name)
    };
    BulkView {
        people: people.into_iter().filter(|person| all || person.id == reader.user).map(named).collect(),
        ways: ways(None, reader),
        max: ITEMS_MAX,
        leave: format!("/inbox{}", listing.query()),
        words: serde_json::json!([
            l.t1("bulk-chosen", "n", 1),
            l.t1("bulk-chosen", "n", 7),
            l.t("bulk-choose"),
            l.t1("bulk-too-many", "n", ITEMS_MAX)
        ])
        .to_string(),
    }
}

/// The orders of those who wait; where nobody does there is nothing to choose.
fn orders(listing: &Listing, filter: Option<&Filter>, l: Locale) -> Vec<Order> {
    if !listing.q.is_empty() || !listing.sections().contains(&Section::Waiting) {
        return Vec::new();
    }
    let usual = filter.and_then(|filter| filter.sort).unwrap_or(Sort::Waiting);
    let now = listing.sort.unwrap_or(usual);
    Sort::ALL
        .iter()
        .map(|sort| Order {
            href: format!("/inbox{}", listing.sorted(Some(*sort).filter(|sort| *sort != usual)).query()),
            label: l.t(format!("inbox-sort-{}", sort.word())),
            current: *sort == now,
        })
        .collect()
}

fn nothing(listing: &Listing, gone: bool, counts: &Counts, reader: &Reader) -> Nothing {
    let l = reader.l;
    if gone {
        let link = Some(("/inbox/views".to_owned(), l.t("views-title")));
        return Nothing { title: l.t("inbox-none-gone"), text: l.t("inbox-none-gone-text"), link };
    }
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
        Some(Section::Closing) => (l.t("inbox-closing"), None),
        Some(Section::Snoozed) => (l.t("inbox-snoozed"), None),
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
