//! Which list an address asks for, and the address that leads back to it.

use serde::Deserialize;

use crate::domain::ids::SavedViewId;
use crate::domain::saved_view::Sort;
use crate::domain::search::CHARS_MAX;
use crate::domain::text;
use crate::store::inbox_view::{Cursor, Section, Tab};

/// The list as its address asks for it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    view: Option<String>,
    unread: Option<String>,
    sort: Option<String>,
    q: Option<String>,
    more: Option<String>,
    choose: Option<String>,
    /// Of a search: the place before which the page begins, and that all people are asked for.
    further: Option<String>,
    people: Option<String>,
}

/// The same, understood; anything else counts as not asked for.
#[derive(Clone, Debug)]
pub(super) struct Listing {
    pub tab: Tab,
    /// Which one, if it is a saved one.
    pub saved: Option<SavedViewId>,
    pub unread: bool,
    /// If it is not the usual order.
    pub sort: Option<Sort>,
    pub q: String,
    pub more: Option<(Section, Cursor)>,
    /// Whether rows are ticked without a script.
    pub choose: bool,
    /// Of a search: the place before which the page begins.
    pub further: Option<String>,
    /// Whether all people are asked for.
    pub people: bool,
}

impl From<&Wanted> for Listing {
    fn from(wanted: &Wanted) -> Self {
        let view = wanted.view.as_deref().unwrap_or_default();
        let saved = view.strip_prefix("saved-").and_then(|id| id.parse().ok()).map(SavedViewId);
        let known = TABS.iter().find(|tab| tab_word(**tab) == view).copied().unwrap_or(Tab::Mine);
        Self {
            tab: if saved.is_some() { Tab::Saved } else { known },
            saved,
            unread: wanted.unread.as_deref() == Some("1"),
            sort: wanted.sort.as_deref().and_then(Sort::from_word),
            q: text::one_line(wanted.q.as_deref().unwrap_or_default(), CHARS_MAX + 1),
            more: wanted.more.as_deref().and_then(read_more),
            choose: wanted.choose.as_deref() == Some("1"),
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
        "closing" => Section::Closing,
        "snoozed" => Section::Snoozed,
        _ => return None,
    };
    Some((section, Cursor { key: parts.next()?.parse().ok()?, id: parts.next()?.parse().ok()? }))
}

pub(super) const fn section_word(section: Section) -> &'static str {
    match section {
        Section::Waiting => "waiting",
        Section::Answered => "answered",
        Section::Closed => "closed",
        Section::Mentioned => "mentions",
        Section::Closing => "closing",
        Section::Snoozed => "snoozed",
    }
}

/// Every list that is not somebody's own.
pub(super) const TABS: [Tab; 9] = [
    Tab::Mine,
    Tab::Open,
    Tab::All,
    Tab::Closed,
    Tab::Queues,
    Tab::Mentioned,
    Tab::Customer,
    Tab::Closing,
    Tab::Snoozed,
];

/// What a list is called in addresses; a saved one has its number behind it.
pub(super) const fn tab_word(tab: Tab) -> &'static str {
    match tab {
        Tab::Mine => "mine",
        Tab::Open => "open",
        Tab::Queues => "queues",
        Tab::Mentioned => "mentions",
        Tab::Customer => "customer",
        Tab::Closing => "closing",
        Tab::Snoozed => "snoozed",
        Tab::Saved => "saved",
        Tab::All => "all",
        Tab::Closed => "closed",
    }
}

impl Listing {
    /// The query that leads back to this list: empty, or `?view=open&unread=1`.
    pub(super) fn query(&self) -> String {
        let mut parts = Vec::new();
        match self.saved {
            Some(id) => parts.push(format!("view=saved-{id}")),
            None if self.tab != Tab::Mine => parts.push(format!("view={}", tab_word(self.tab))),
            None => {}
        }
        if self.unread {
            parts.push("unread=1".to_owned());
        }
        if let Some(sort) = self.sort {
            parts.push(format!("sort={}", sort.word()));
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

    /// The same list in another order.
    pub(super) fn sorted(&self, sort: Option<Sort>) -> Self {
        Self { sort, more: None, ..self.clone() }
    }

    /// Another list, of the read and unread alike.
    pub(super) fn of_tab(tab: Tab, saved: Option<SavedViewId>) -> Self {
        Self {
            tab,
            saved,
            unread: false,
            sort: None,
            q: String::new(),
            more: None,
            choose: false,
            further: None,
            people: false,
        }
    }

    /// Its parts, in order.
    pub(super) fn sections(&self) -> Vec<Section> {
        match (self.more, self.tab) {
            (Some((section, _)), _) => vec![section],
            (None, Tab::Closed) => vec![Section::Closed],
            (None, Tab::Mentioned) => vec![Section::Mentioned],
            (None, Tab::Closing) => vec![Section::Closing],
            (None, Tab::Snoozed) => vec![Section::Snoozed],
            (None, Tab::Customer) => vec![Section::Answered],
            (None, _) => vec![Section::Waiting, Section::Answered],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_understood_and_written_again() {
        let wanted = |query: &str| actix_web::web::Query::<Wanted>::from_query(query).unwrap().into_inner();
        for (query, want) in [
            ("", ""),
            ("view=mine", ""),
            ("view=saved-3&sort=newest", "?view=saved-3&sort=newest"),
            ("view=saved-x", ""),
            ("view=saved", ""),
            ("view=snoozed", "?view=snoozed"),
            ("view=closing&unread=1", "?view=closing&unread=1"),
            ("view=open&unread=1", "?view=open&unread=1"),
            ("sort=window&view=none", "?sort=window"),
            ("q=+%CE%B3%CE%B9%20a%0A", "?q=%CE%B3%CE%B9+a"),
        ] {
            assert_eq!(Listing::from(&wanted(query)).query(), want, "{query}");
        }
        let more = Listing::from(&wanted("more=answered.5.7")).more;
        assert_eq!(more, Some((Section::Answered, Cursor { key: 5, id: 7 })));
        assert_eq!(Listing::from(&wanted("more=answered.5")).more, None);
    }
}
