//! How many a view holds. Counting stops early, so that no page counts more than it can say.

use rusqlite::named_params;

use crate::domain::ids::{SavedViewId, UserId};
use crate::domain::saved_view::Filter;
use crate::domain::time::{Millis, Timestamp};
use crate::store::error::Fault;
use crate::store::inbox_view::query::{Given, whose};
use crate::store::inbox_view::{Tab, Viewer};
use crate::store::note;
use crate::store::readers::Db;

/// Counting stops here: a page says "999+" and costs no more.
pub const COUNT_MAX: i64 = 1_000;

/// How many a tab and its parts hold; each at most [`COUNT_MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The viewer's.
    pub mine: i64,
    /// Nobody's.
    pub open: i64,
    /// Those in which a note asks the viewer to look, which has not happened yet.
    pub mentioned: i64,
    /// Unread ones in the chosen tab.
    pub unread: i64,
    /// Waiting ones in the chosen tab.
    pub waiting: i64,
    /// Answered ones in the chosen tab.
    pub answered: i64,
    /// The viewer's that wait: the number in the title and on the rail.
    pub for_viewer: i64,
}

struct Counting<'a> {
    db: &'a Db,
    given: Given,
    seen: String,
}

impl Counting<'_> {
    /// How many fulfil a condition on a conversation `c`.
    fn of(&self, condition: &str) -> Result<i64, Fault> {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM conversation c WHERE :viewer IS NOT NULL AND {condition} {} LIMIT {COUNT_MAX})",
            self.seen
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let named = self.given.of(&statement)?;
        Ok(statement.query_row(named.as_slice(), |row| row.get(0))?)
    }
}

/// The numbers beside the tabs and above the parts of one tab.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn counts(
    db: &Db,
    viewer: Viewer,
    (tab, filter): (Tab, &Filter),
    (now, margin): (Timestamp, Millis),
) -> Result<Counts, Fault> {
    let count = Counting { db, given: Given::new(viewer, filter, now, margin), seen: viewer.sees() };
    let none = Filter::default();
    let (mine, whose_tab) = (whose(Tab::Mine, &none), whose(tab, filter));
    // Only these have parts that are told apart by who waits.
    let parts = matches!(tab, Tab::Mine | Tab::Open | Tab::Queues | Tab::Customer | Tab::All | Tab::Saved);
    let part = |condition: &str| {
        if parts { count.of(&format!("{whose_tab} AND c.state <> 'closed' AND {condition}")) } else { Ok(0) }
    };
    Ok(Counts {
        mine: count.of(&mine)?,
        open: count.of(&whose(Tab::Open, &none))?,
        mentioned: note::unseen_count(db, viewer.user)?,
        unread: count.of(&format!("{whose_tab} AND c.state <> 'closed' AND c.has_unread = 1"))?,
        waiting: part("c.waiting_since_at IS NOT NULL")?,
        answered: part("c.waiting_since_at IS NULL")?,
        for_viewer: count.of(&format!("{mine} AND c.waiting_since_at IS NOT NULL"))?,
    })
}

/// How many the views beside the tabs hold; each at most [`COUNT_MAX`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewCounts {
    /// In the viewer's queues.
    pub queues: i64,
    /// Mentions that the viewer has not looked at.
    pub mentioned: i64,
    /// In which it is the contact's turn.
    pub customer: i64,
    /// Whose window ends soon.
    pub closing: i64,
    /// Set aside.
    pub snoozed: i64,
    /// By own view, in the order in which those were given.
    pub saved: Vec<i64>,
}

/// Counts what the menu of views shows.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn view_counts(
    db: &Db,
    viewer: Viewer,
    saved: &[(SavedViewId, Filter)],
    (now, margin): (Timestamp, Millis),
) -> Result<ViewCounts, Fault> {
    let none = Filter::default();
    let seen = viewer.sees();
    let count = |tab: Tab, filter: &Filter| {
        let count = Counting { db, given: Given::new(viewer, filter, now, margin), seen: seen.clone() };
        count.of(&whose(tab, filter))
    };
    Ok(ViewCounts {
        queues: count(Tab::Queues, &none)?,
        mentioned: note::unseen_count(db, viewer.user)?,
        customer: count(Tab::Customer, &none)?,
        closing: count(Tab::Closing, &none)?,
        snoozed: count(Tab::Snoozed, &none)?,
        saved: saved.iter().map(|(_, filter)| count(Tab::Saved, filter)).collect::<Result<_, _>>()?,
    })
}

/// How many of a user's conversations wait, at most [`COUNT_MAX`].
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn waiting_for(db: &Db, user: UserId) -> Result<i64, Fault> {
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM conversation
         WHERE assignee_id = :user AND state <> 'closed' AND snoozed = 0 AND waiting_since_at IS NOT NULL LIMIT {COUNT_MAX})"
    );
    Ok(db.prepare_cached(&sql)?.query_row(named_params! { ":user": user }, |row| row.get(0))?)
}
