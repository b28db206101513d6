//! One page of one part of a list: an index, in its order, from a place on.
//!
//! What is going on is the team's work, not its past: whatever a view asks for beyond its index (a tag, a queue, what the
//! viewer may see) is looked at row by row on the way.

use rusqlite::{Statement, ToSql};

use crate::domain::saved_view::{Agent, Filter, Sort};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::window::WINDOW;
use crate::store::conversation::routing::OWN_QUEUES;
use crate::store::error::Fault;
use crate::store::inbox_view::{Cursor, IS_SOMEBODYS, Row, Section, Tab, Viewer, from_row, outer};
use crate::store::readers::Db;

/// Later than any window: puts what cannot be answered freely behind everything that can.
const BEHIND: i64 = 1_000_000_000_000_000;
/// So long before its end a window is said to end soon.
pub(super) const SOON: Millis = Millis::hours(4);

/// What a list is asked for.
#[derive(Clone, Debug)]
pub struct Query {
    /// Whose list it is.
    pub viewer: Viewer,
    /// Which conversations.
    pub tab: Tab,
    /// Which part of them.
    pub section: Section,
    /// Only those with something unread.
    pub unread: bool,
    /// The order of those who wait.
    pub sort: Sort,
    /// What [`Tab::Saved`] holds.
    pub filter: Filter,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// Rows at most.
    pub limit: i64,
    /// The instant that windows are judged at.
    pub now: Timestamp,
    /// The safety margin of windows.
    pub margin: Millis,
}

/// The condition of a view on a conversation `c`; it names `:viewer` or what [`Given`] has.
pub(super) fn whose(tab: Tab, filter: &Filter) -> String {
    let going_on = "c.state <> 'closed' AND c.snoozed = 0";
    match tab {
        Tab::Mine => format!("{going_on} AND c.assignee_id = :viewer"),
        Tab::Open => "c.state = 'open' AND c.snoozed = 0".to_owned(),
        Tab::Queues => format!("{going_on} AND c.queue_id IN {OWN_QUEUES}"),
        Tab::Customer => format!("{going_on} AND c.state <> 'wrap_up' AND c.waiting_since_at IS NULL"),
        Tab::Closing => format!(
            "{going_on} AND c.state <> 'wrap_up' AND EXISTS (SELECT 1 FROM thread t WHERE t.id = c.thread_id AND {ENDS_SOON})"
        ),
        Tab::Mentioned => "c.id IN (SELECT conversation_id FROM mention WHERE user_id = :viewer)".to_owned(),
        Tab::Snoozed => "c.state <> 'closed' AND c.snoozed = 1".to_owned(),
        Tab::All | Tab::Closed => "c.state <> 'closed'".to_owned(),
        Tab::Saved => format!("{going_on}{}", chosen(filter)),
    }
}

/// That the window of a thread `t` ends soon. `expiry_from_at` is indexed and never later than the last message.
const ENDS_SOON: &str = "t.expiry_from_at > :ended AND t.expiry_from_at <= :soon AND t.last_inbound_at > :ended
    AND t.last_inbound_at <= :soon AND t.refused_at IS NULL AND t.opted_out_at IS NULL";

/// What a filter asks of a conversation `c`.
fn chosen(filter: &Filter) -> String {
    let mut sql = String::new();
    let mut and = |condition: &str| {
        sql.push_str(" AND ");
        sql.push_str(condition);
    };
    if filter.number.is_some() {
        and("c.number_id = :number");
    }
    if filter.queue.is_some() {
        and("c.queue_id = :queue");
    }
    match filter.agent {
        Some(Agent::Me) => and("c.assignee_id IS :viewer"),
        Some(Agent::Nobody) => and("c.assignee_id IS NULL"),
        Some(Agent::User(_)) => and("c.assignee_id = :agent"),
        None => {}
    }
    if filter.tag.is_some() {
        and("(EXISTS (SELECT 1 FROM conversation_tag g WHERE g.conversation_id = c.id AND g.tag = :tag)
              OR EXISTS (SELECT 1 FROM contact_tag g WHERE g.contact_id = c.contact_id AND g.tag = :tag))");
    }
    if filter.unread {
        and("c.has_unread = 1");
    }
    match filter.waits {
        Some(true) => and("c.waiting_since_at IS NOT NULL"),
        Some(false) => and("c.waiting_since_at IS NULL"),
        None => {}
    }
    sql
}

/// The values of a statement.
pub(super) struct Given {
    viewer: Viewer,
    after: Cursor,
    limit: i64,
    open_for: Millis,
    now: Timestamp,
    ended: Timestamp,
    soon: Timestamp,
    filter: Filter,
    agent: Option<i64>,
}

impl Given {
    pub(super) fn new(viewer: Viewer, filter: &Filter, now: Timestamp, margin: Millis) -> Self {
        let open_for = WINDOW - margin;
        let agent = match filter.agent {
            Some(Agent::User(id)) => Some(id.0),
            _ => None,
        };
        Self {
            viewer,
            after: Cursor { key: 0, id: 0 },
            limit: 0,
            open_for,
            now,
            ended: now - open_for,
            soon: now + SOON - open_for,
            filter: filter.clone(),
            agent,
        }
    }

    /// Those that a statement names.
    pub(super) fn of(&self, statement: &Statement<'_>) -> Result<Vec<(&'static str, &dyn ToSql)>, Fault> {
        let all: [(&'static str, &dyn ToSql); 12] = [
            (":viewer", &self.viewer.user),
            (":key", &self.after.key),
            (":id", &self.after.id),
            (":limit", &self.limit),
            (":open_for", &self.open_for),
            (":now", &self.now),
            (":ended", &self.ended),
            (":soon", &self.soon),
            (":number", &self.filter.number),
            (":queue", &self.filter.queue),
            (":agent", &self.agent),
            (":tag", &self.filter.tag),
        ];
        let mut named = Vec::new();
        for one in all {
            if statement.parameter_index(one.0)?.is_some() {
                named.push(one);
            }
        }
        Ok(named)
    }
}

/// The end of free text in SQL, and those that have none behind all others.
fn window_key() -> String {
    format!(
        "CASE WHEN t.last_inbound_at IS NULL OR t.opted_out_at IS NOT NULL THEN 2 * {BEHIND}
           WHEN min(t.last_inbound_at + :open_for, coalesce(t.refused_at, t.last_inbound_at + :open_for)) <= :now
             THEN {BEHIND} + c.waiting_since_at
           ELSE min(t.last_inbound_at + :open_for, coalesce(t.refused_at, t.last_inbound_at + :open_for)) END"
    )
}

/// The inner query: one index, in its order, from the cursor on. Also used to look at its plan.
pub(super) fn inner(query: &Query) -> String {
    let whose = whose(query.tab, &query.filter);
    let unread = if query.unread { "AND c.has_unread = 1" } else { "" };
    let seen = if query.tab == Tab::Mine { String::new() } else { query.viewer.sees() };
    match query.section {
        Section::Closed => format!(
            "SELECT c.id AS id, c.closed_at AS k FROM conversation c
             WHERE c.state = 'closed' AND c.quiet = 0 AND (c.closed_at, c.id) < (:key, :id) AND {IS_SOMEBODYS} {seen}
             ORDER BY c.closed_at DESC, c.id DESC LIMIT :limit"
        ),
        Section::Mentioned => format!(
            "SELECT c.id AS id, x.at AS k FROM (
               SELECT conversation_id, max(at) AS at FROM mention WHERE user_id = :viewer GROUP BY conversation_id) x
               CROSS JOIN conversation c ON c.id = x.conversation_id
             WHERE (x.at, c.id) < (:key, :id) AND {IS_SOMEBODYS} {unread} ORDER BY x.at DESC, c.id DESC LIMIT :limit"
        ),
        Section::Closing => format!(
            "SELECT id, k FROM (SELECT c.id AS id, t.last_inbound_at + :open_for AS k
               FROM thread t INDEXED BY thread_expiry
               CROSS JOIN conversation c INDEXED BY conversation_live ON c.thread_id = t.id AND c.state <> 'closed'
               WHERE {ENDS_SOON} AND c.snoozed = 0 AND c.state <> 'wrap_up' {unread} {seen})
             WHERE (k, id) > (:key, :id) ORDER BY k, id LIMIT :limit"
        ),
        Section::Snoozed => format!(
            "SELECT c.id AS id, coalesce(z.until_at, 1000000000000000) AS k
             FROM snooze z INDEXED BY snooze_order CROSS JOIN conversation c ON c.id = z.conversation_id
             WHERE z.over_at IS NULL AND coalesce(z.until_at, 1000000000000000) >= :key {unread} {seen}
               AND (coalesce(z.until_at, 1000000000000000), z.conversation_id) > (:key, :id)
             ORDER BY coalesce(z.until_at, 1000000000000000), z.conversation_id LIMIT :limit"
        ),
        Section::Answered => {
            // Without statistics the planner takes a shorter index and sorts. Nearly nothing that is answered
            // is unread, so there the small index finds it sooner.
            let by = match query.tab {
                _ if query.unread => "conversation_unread_answered",
                Tab::Mine => "conversation_assignee_answered",
                Tab::Open => "conversation_open_answered",
                _ => "conversation_answered",
            };
            format!(
                "SELECT c.id AS id, c.last_message_at AS k FROM conversation c INDEXED BY {by}
                 WHERE {whose} AND c.state <> 'closed' AND c.waiting_since_at IS NULL {unread} {seen}
                   AND (c.last_message_at, c.id) < (:key, :id)
                 ORDER BY c.last_message_at DESC, c.id DESC LIMIT :limit"
            )
        }
        Section::Waiting if query.sort == Sort::Window => format!(
            "SELECT id, k FROM (SELECT c.id AS id, {} AS k
               FROM conversation c CROSS JOIN thread t ON t.id = c.thread_id
               WHERE {whose} AND c.waiting_since_at IS NOT NULL {unread} {seen})
             WHERE (k, id) > (:key, :id) ORDER BY k, id LIMIT :limit",
            window_key()
        ),
        Section::Waiting => {
            let by = match query.tab {
                Tab::Mine => "conversation_assignee",
                Tab::Open => "conversation_open",
                _ => "conversation_waits",
            };
            let (way, order) = if rising(query) { (">", "") } else { ("<", "DESC") };
            format!(
                "SELECT c.id AS id, c.waiting_since_at AS k FROM conversation c INDEXED BY {by}
                 WHERE {whose} AND c.state <> 'closed' AND c.waiting_since_at IS NOT NULL {unread} {seen}
                   AND (c.waiting_since_at, c.id) {way} (:key, :id)
                 ORDER BY c.waiting_since_at {order}, c.id {order} LIMIT :limit"
            )
        }
    }
}

/// Whether the smallest comes first.
fn rising(query: &Query) -> bool {
    match query.section {
        Section::Waiting => query.sort != Sort::Newest,
        Section::Closing | Section::Snoozed => true,
        Section::Answered | Section::Closed | Section::Mentioned => false,
    }
}

/// The statement of a page.
pub(super) fn whole(query: &Query) -> String {
    outer(&inner(query), if rising(query) { "x.k, x.id" } else { "x.k DESC, x.id DESC" })
}

/// One page of one part of a list.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn rows(db: &Db, query: &Query) -> Result<Vec<Row>, Fault> {
    let key = if rising(query) { i64::MIN } else { i64::MAX };
    let mut given = Given::new(query.viewer, &query.filter, query.now, query.margin);
    given.after = query.after.unwrap_or(Cursor { key, id: 0 });
    given.limit = query.limit;
    let mut statement = db.prepare_cached(&whole(query))?;
    let named = given.of(&statement)?;
    let rows = statement.query_map(named.as_slice(), |row| from_row(row, query.margin))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
