//! Tabs and views with their numbers. The list shows them, and so do the menu of views and the page where they are kept.

use crate::store::inbox_view::{COUNT_MAX, Tab, ViewCounts};
use crate::store::saved_view::SavedView;
use crate::web::agent::listing::{Listing, tab_word};
use crate::web::i18n::Locale;

/// The views beside the tabs.
const VIEWS: [Tab; 5] = [Tab::Queues, Tab::Mentioned, Tab::Customer, Tab::Closing, Tab::Snoozed];

/// A tab, or a view beside them.
pub(in crate::web::agent) struct TabView {
    pub href: String,
    pub label: String,
    pub count: Option<String>,
    pub current: bool,
}

/// The views beside the tabs, with their numbers where those were counted.
pub(in crate::web::agent) fn views(counted: Option<&ViewCounts>, listing: &Listing, l: Locale) -> Vec<TabView> {
    VIEWS
        .into_iter()
        .map(|tab| {
            let count = counted.and_then(|counts| match tab {
                Tab::Queues => Some(counts.queues),
                Tab::Mentioned => Some(counts.mentioned),
                Tab::Customer => Some(counts.customer),
                Tab::Closing => Some(counts.closing),
                Tab::Snoozed => Some(counts.snoozed),
                Tab::Mine | Tab::Open | Tab::All | Tab::Closed | Tab::Saved => None,
            });
            TabView {
                href: format!("/inbox{}", Listing::of_tab(tab, None).query()),
                label: l.t(format!("inbox-view-{}", tab_word(tab))),
                count: count.map(capped),
                current: listing.q.is_empty() && listing.tab == tab,
            }
        })
        .collect()
}

/// The same for those that people made.
pub(in crate::web::agent) fn saved(
    known: &[SavedView],
    counted: Option<&ViewCounts>,
    listing: &Listing,
) -> Vec<TabView> {
    let view = |(place, view): (usize, &SavedView)| TabView {
        href: format!("/inbox{}", Listing::of_tab(Tab::Saved, Some(view.id)).query()),
        label: view.name.clone(),
        count: counted.and_then(|counts| counts.saved.get(place)).map(|count| capped(*count)),
        current: listing.q.is_empty() && listing.saved == Some(view.id),
    };
    known.iter().enumerate().map(view).collect()
}

/// `7`, and `999+` where counting stopped.
pub(super) fn capped(count: i64) -> String {
    if count >= COUNT_MAX { format!("{}+", COUNT_MAX - 1) } else { count.to_string() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn nobody_is_told_more_than_was_counted() {
        assert_eq!(super::capped(7), "7");
        assert_eq!(super::capped(1_000), "999+");
    }
}
