//! The list of the inbox: who waits, for how long, and what was said last.
//!
//! Every list is an index range with a keyset, so that a page costs the same however much history there
//! is: the inner query walks one index and stops at the limit, only then are names and last words joined.
//! Sorting by window left looks at every conversation that waits, which is the team's backlog, not its past.

use rusqlite::{OptionalExtension as _, Row as SqlRow, named_params};

use crate::domain::address::Address;
use crate::domain::conversation::{Phase, State};
use crate::domain::ids::{ContactId, ConversationId, MessageId, NumberId, ThreadId, UserId};
use crate::domain::message::{Kind, Status};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::window::{WINDOW, Window};
use crate::store::bot_session::WITH_BOT;
use crate::store::conversation::routing;
use crate::store::error::Fault;
use crate::store::note;
use crate::store::readers::Db;

/// Counting stops here: a page says "999+" and costs no more.
pub const COUNT_MAX: i64 = 1_000;
/// Later than any window: puts what cannot be answered freely behind everything that can.
const BEHIND: i64 = 1_000_000_000_000_000;

/// Which conversations a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The viewer's.
    Mine,
    /// Nobody's.
    Open,
    /// Those in which a note asks the viewer to look.
    Mentioned,
    /// All that are not closed.
    All,
    /// The closed ones.
    Closed,
}

/// A part of a list, with an order of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The contact waits for an answer: longest waiting first, or window ending first.
    Waiting,
    /// Answered, newest first.
    Answered,
    /// Closed, newest first.
    Closed,
    /// Asked last, first.
    Mentioned,
}

/// The order of those who wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Longest waiting first.
    Waiting,
    /// Window ending first.
    Window,
}

/// The place after which a page begins: the sorting value and the id of the last row before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The sorting value.
    pub key: i64,
    /// The conversation.
    pub id: i64,
}

/// Whose list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Whose drafts are shown, and whose conversations "mine" means.
    pub user: UserId,
    /// Whether there are queues that are none of theirs: what stands in those is not shown.
    pub own_only: bool,
}

/// What a user may see of all lists.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn viewer(db: &Db, user: UserId) -> Result<Viewer, Fault> {
    let sql = "SELECT role = 'agent' AND EXISTS (SELECT 1 FROM queue q WHERE q.everyone = 0 AND NOT EXISTS (
          SELECT 1 FROM queue_member m WHERE m.queue_id = q.id AND m.user_id = user.id)) FROM user WHERE id = ?1";
    let own_only: Option<bool> = db.prepare_cached(sql)?.query_row([user], |row| row.get(0)).optional()?;
    Ok(Viewer { user, own_only: own_only.unwrap_or(true) })
}

impl Viewer {
    /// The condition on a conversation `c`, if there is any; it names `:viewer`.
    pub(super) fn sees(self) -> String {
        if !self.own_only {
            return String::new();
        }
        format!("AND (c.assignee_id IS :viewer OR {})", routing::seen())
    }
}

/// What a list is asked for.
#[derive(Clone, Copy, Debug)]
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
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// Rows at most.
    pub limit: i64,
    /// The instant that windows are judged at.
    pub now: Timestamp,
    /// The safety margin of windows.
    pub margin: Millis,
}

/// The last message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// The message.
    pub id: MessageId,
    /// Whether the contact wrote it.
    pub inbound: bool,
    /// What it is.
    pub kind: Kind,
    /// Its text, not cut.
    pub body: String,
    /// What became of it.
    pub status: Status,
}

/// One conversation of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The conversation.
    pub conversation: ConversationId,
    /// Its thread.
    pub thread: ThreadId,
    /// The contact.
    pub contact: ContactId,
    /// The contact's name: ours, else the profile's, else the address as people read it.
    pub name: String,
    /// Our number.
    pub number: NumberId,
    /// Its name.
    pub number_name: String,
    /// Its mark, 1 to 4.
    pub number_colour: i64,
    /// Where the conversation stands.
    pub state: State,
    /// Whether it is offered to who is named as its agent.
    pub offered: bool,
    /// Whether a bot has it.
    pub with_bot: bool,
    /// Who has it.
    pub assignee: Option<UserId>,
    /// Since when the contact waits.
    pub waiting_since_at: Option<Timestamp>,
    /// Messages not read yet.
    pub unread: i64,
    /// When something was said last.
    pub last_message_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// The thread's window.
    pub window: Window,
    /// Whether the contact opted out.
    pub opted_out: bool,
    /// What the viewer has begun to write.
    pub draft: Option<String>,
    /// What was said last.
    pub last: Option<Last>,
    /// Where the page after this row begins.
    pub cursor: Cursor,
}

/// How many a tab and its parts hold; each at most [`COUNT_MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The viewer's.
    pub mine: i64,
    /// Nobody's.
    pub open: i64,
    /// Those in which a note asks the viewer to look, which has not happened yet.
    pub mentioned: i64,
    /// All that are not closed.
    pub all: i64,
    /// Unread ones in the chosen tab.
    pub unread: i64,
    /// Waiting ones in the chosen tab.
    pub waiting: i64,
    /// Answered ones in the chosen tab.
    pub answered: i64,
    /// The viewer's that wait: the number in the title and on the rail.
    pub for_viewer: i64,
}

/// What a page of any list selects; `x` is the inner query with `id` and `k`.
const COLUMNS: &str = "SELECT x.k AS k, c.id AS id, c.thread_id AS thread_id, c.contact_id AS contact_id,
  c.state AS state, c.phase AS phase, c.assignee_id AS assignee_id, c.waiting_since_at AS waiting_since_at, c.unread AS unread,
  c.last_message_at AS last_message_at, c.closed_at AS closed_at,
  coalesce(nullif(p.name, ''), p.profile_name) AS name, t.address AS address,
  t.last_inbound_at AS last_inbound_at, t.refused_at AS refused_at, t.opted_out_at AS opted_out_at,
  n.id AS number_id, n.name AS number_name, n.colour AS number_colour, d.body AS draft,
  m.id AS m_id, m.direction AS m_direction, m.kind AS m_kind, m.body AS m_body, m.status AS m_status";

/// CROSS JOIN keeps this order: the few rows of the inner query first, everything else by its key.
const JOINS: &str = "CROSS JOIN conversation c ON c.id = x.id
  CROSS JOIN contact p ON p.id = c.contact_id
  CROSS JOIN thread t ON t.id = c.thread_id
  CROSS JOIN number n ON n.id = c.number_id
  LEFT JOIN message m ON m.id = c.last_message_id
  LEFT JOIN draft d ON d.user_id = :viewer AND d.thread_id = c.thread_id";

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
fn inner(query: &Query) -> String {
    let whose = match query.tab {
        Tab::Mine => "c.state <> 'closed' AND c.assignee_id = :viewer",
        Tab::Open => "c.state = 'open'",
        Tab::All | Tab::Closed | Tab::Mentioned => "c.state <> 'closed'",
    };
    let unread = if query.unread { "AND c.has_unread = 1" } else { "" };
    let seen = if query.tab == Tab::Mine { String::new() } else { query.viewer.sees() };
    match query.section {
        Section::Closed => format!(
            "SELECT c.id AS id, c.closed_at AS k FROM conversation c
             WHERE c.state = 'closed' AND c.quiet = 0 AND (c.closed_at, c.id) < (:key, :id) {seen}
             ORDER BY c.closed_at DESC, c.id DESC LIMIT :limit"
        ),
        Section::Mentioned => format!(
            "SELECT c.id AS id, x.at AS k FROM (
               SELECT conversation_id, max(at) AS at FROM mention WHERE user_id = :viewer GROUP BY conversation_id) x
               CROSS JOIN conversation c ON c.id = x.conversation_id
             WHERE (x.at, c.id) < (:key, :id) {unread} ORDER BY x.at DESC, c.id DESC LIMIT :limit"
        ),
        Section::Answered => {
            // Without statistics the planner takes a shorter index and sorts. Nearly nothing that is answered
            // is unread, so there the small index finds it sooner.
            let by = match query.tab {
                _ if query.unread => "conversation_unread_answered",
                Tab::Mine => "conversation_assignee_answered",
                Tab::Open => "conversation_open_answered",
                Tab::All | Tab::Closed | Tab::Mentioned => "conversation_answered",
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
                Tab::All | Tab::Closed | Tab::Mentioned => "conversation_waits",
            };
            format!(
                "SELECT c.id AS id, c.waiting_since_at AS k FROM conversation c INDEXED BY {by}
                 WHERE {whose} AND c.state <> 'closed' AND c.waiting_since_at IS NOT NULL {unread} {seen}
                   AND (c.waiting_since_at, c.id) > (:key, :id)
                 ORDER BY c.waiting_since_at, c.id LIMIT :limit"
            )
        }
    }
}

pub(super) fn outer(inner: &str, order: &str) -> String {
    format!("{COLUMNS}, {WITH_BOT} AS with_bot FROM ({inner}) x {JOINS} ORDER BY {order}")
}

fn whole(query: &Query) -> String {
    let rising = query.section == Section::Waiting;
    outer(&inner(query), if rising { "x.k, x.id" } else { "x.k DESC, x.id DESC" })
}

/// One page of one part of a list.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn rows(db: &Db, query: &Query) -> Result<Vec<Row>, Fault> {
    let rising = query.section == Section::Waiting;
    let start = if rising { Cursor { key: i64::MIN, id: 0 } } else { Cursor { key: i64::MAX, id: 0 } };
    let after = query.after.unwrap_or(start);
    let mut statement = db.prepare_cached(&whole(query))?;
    let mut given: Vec<(&str, &dyn rusqlite::ToSql)> =
        vec![(":viewer", &query.viewer.user), (":key", &after.key), (":id", &after.id), (":limit", &query.limit)];
    let open_for = WINDOW - query.margin;
    if rising && query.sort == Sort::Window {
        given.push((":open_for", &open_for));
        given.push((":now", &query.now));
    }
    let rows = statement.query_map(given.as_slice(), |row| from_row(row, query.margin))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One conversation as a list shows it.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn row(db: &Db, viewer: UserId, conversation: ConversationId, margin: Millis) -> Result<Option<Row>, Fault> {
    let sql = outer("SELECT id, 0 AS k FROM conversation WHERE id = :conversation", "x.id");
    let given = named_params! { ":viewer": viewer, ":conversation": conversation };
    Ok(db.prepare_cached(&sql)?.query_row(given, |row| from_row(row, margin)).optional()?)
}

pub(super) fn from_row(row: &SqlRow<'_>, margin: Millis) -> rusqlite::Result<Row> {
    let id: i64 = row.get("id")?;
    let name: String = row.get("name")?;
    let address: Address = row.get("address")?;
    let last = match row.get::<_, Option<MessageId>>("m_id")? {
        Some(id) => Some(Last {
            id,
            inbound: row.get::<_, String>("m_direction")? == "in",
            kind: row.get("m_kind")?,
            body: row.get("m_body")?,
            status: row.get("m_status")?,
        }),
        None => None,
    };
    Ok(Row {
        conversation: ConversationId(id),
        thread: row.get("thread_id")?,
        contact: row.get("contact_id")?,
        name: if name.trim().is_empty() { address.display() } else { name },
        number: row.get("number_id")?,
        number_name: row.get("number_name")?,
        number_colour: row.get("number_colour")?,
        state: row.get("state")?,
        with_bot: row.get("with_bot")?,
        offered: row.get::<_, Option<Phase>>("phase")? == Some(Phase::AwaitingAcceptance),
        assignee: row.get("assignee_id")?,
        waiting_since_at: row.get("waiting_since_at")?,
        unread: row.get("unread")?,
        last_message_at: row.get("last_message_at")?,
        closed_at: row.get("closed_at")?,
        window: Window { last_inbound_at: row.get("last_inbound_at")?, refused_at: row.get("refused_at")?, margin },
        opted_out: row.get::<_, Option<Timestamp>>("opted_out_at")?.is_some(),
        draft: row.get("draft")?,
        last,
        cursor: Cursor { key: row.get("k")?, id },
    })
}

/// The numbers beside the tabs and above the parts of one tab.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn counts(db: &Db, viewer: Viewer, tab: Tab) -> Result<Counts, Fault> {
    let seen = viewer.sees();
    let mine = "state <> 'closed' AND assignee_id = :viewer";
    let whose = match tab {
        Tab::Mine => mine,
        Tab::Open => "state = 'open'",
        Tab::Mentioned => "c.id IN (SELECT conversation_id FROM mention WHERE user_id = :viewer)",
        Tab::All | Tab::Closed => "state <> 'closed'",
    };
    let count = |condition: &str| -> Result<i64, Fault> {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM conversation c WHERE :viewer IS NOT NULL AND {condition} {seen} LIMIT {COUNT_MAX})"
        );
        Ok(db.prepare_cached(&sql)?.query_row(named_params! { ":viewer": viewer.user }, |row| row.get(0))?)
    };
    Ok(Counts {
        mine: count(mine)?,
        open: count("state = 'open'")?,
        mentioned: note::unseen_count(db, viewer.user)?,
        all: count("state <> 'closed'")?,
        unread: count(&format!("{whose} AND state <> 'closed' AND has_unread = 1"))?,
        waiting: count(&format!("{whose} AND state <> 'closed' AND waiting_since_at IS NOT NULL"))?,
        answered: count(&format!("{whose} AND state <> 'closed' AND waiting_since_at IS NULL"))?,
        for_viewer: count(&format!("{mine} AND waiting_since_at IS NOT NULL"))?,
    })
}

/// How many of a user's conversations wait, at most [`COUNT_MAX`].
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn waiting_for(db: &Db, user: UserId) -> Result<i64, Fault> {
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM conversation
         WHERE assignee_id = ?1 AND state <> 'closed' AND waiting_since_at IS NOT NULL LIMIT {COUNT_MAX})"
    );
    Ok(db.prepare_cached(&sql)?.query_row([user], |row| row.get(0))?)
}

#[cfg(test)]
pub(crate) mod tests;
