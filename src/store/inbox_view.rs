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
use crate::domain::window::Window;
use crate::store::bot_session::WITH_BOT;
use crate::store::conversation::routing;
use crate::store::error::Fault;
use crate::store::readers::Db;

mod counts;
mod query;

pub use counts::{COUNT_MAX, Counts, ViewCounts, counts, view_counts, waiting_for};
pub use query::{Query, rows};

/// Which conversations a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The viewer's.
    Mine,
    /// Nobody's.
    Open,
    /// Those in the queues that the viewer works for, whoever has them.
    Queues,
    /// Those in which a note asks the viewer to look.
    Mentioned,
    /// Those in which it is the contact's turn.
    Customer,
    /// Those whose window ends soon.
    Closing,
    /// Those that are set aside.
    Snoozed,
    /// All that are not closed.
    All,
    /// The closed ones.
    Closed,
    /// Those that a filter chooses among all that are not closed.
    Saved,
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
    /// Window ending first.
    Closing,
    /// Back first.
    Snoozed,
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

/// That somebody is behind a conversation `c` still. One whose contact was erased is counted in reports and stands in no list.
pub const IS_SOMEBODYS: &str =
    "NOT EXISTS (SELECT 1 FROM contact e WHERE e.id = c.contact_id AND e.erased_at IS NOT NULL)";

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
    /// How it is set aside, or that it came back.
    pub snooze: Option<Aside>,
    /// Where the page after this row begins.
    pub cursor: Cursor,
}

/// That a conversation is set aside, or was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Until then; `None`: until the contact writes.
    Until(Option<Timestamp>),
    /// It is closed then.
    Closes(Timestamp),
    /// It is back, and nobody whom it concerns has looked.
    Back,
}

/// What a page of any list selects; `x` is the inner query with `id` and `k`.
const COLUMNS: &str = "SELECT x.k AS k, c.id AS id, c.thread_id AS thread_id, c.contact_id AS contact_id,
  c.state AS state, c.phase AS phase, c.assignee_id AS assignee_id, c.waiting_since_at AS waiting_since_at, c.unread AS unread,
  c.last_message_at AS last_message_at, c.closed_at AS closed_at,
  coalesce(nullif(p.name, ''), p.profile_name) AS name, t.address AS address,
  t.last_inbound_at AS last_inbound_at, t.refused_at AS refused_at, t.opted_out_at AS opted_out_at,
  n.id AS number_id, n.name AS number_name, n.colour AS number_colour, d.body AS draft,
  z.at AS snoozed_at, z.until_at AS snoozed_until, z.over_at AS snooze_over, z.closes AS snooze_closes,
  m.id AS m_id, m.direction AS m_direction, m.kind AS m_kind, m.body AS m_body, m.status AS m_status";

/// CROSS JOIN keeps this order: the few rows of the inner query first, everything else by its key.
const JOINS: &str = "CROSS JOIN conversation c ON c.id = x.id
  CROSS JOIN contact p ON p.id = c.contact_id
  CROSS JOIN thread t ON t.id = c.thread_id
  CROSS JOIN number n ON n.id = c.number_id
  LEFT JOIN message m ON m.id = c.last_message_id
  LEFT JOIN snooze z ON z.conversation_id = c.id
  LEFT JOIN draft d ON d.user_id = :viewer AND d.thread_id = c.thread_id";

pub(super) fn outer(inner: &str, order: &str) -> String {
    format!("{COLUMNS}, {WITH_BOT} AS with_bot FROM ({inner}) x {JOINS} ORDER BY {order}")
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
        snooze: aside(row)?,
        cursor: Cursor { key: row.get("k")?, id },
    })
}

pub(in crate::store) fn aside(row: &SqlRow<'_>) -> rusqlite::Result<Option<Aside>> {
    if row.get::<_, Option<i64>>("snoozed_at")?.is_none() {
        return Ok(None);
    }
    let until: Option<Timestamp> = row.get("snoozed_until")?;
    Ok(Some(match until {
        _ if row.get::<_, Option<i64>>("snooze_over")?.is_some() => Aside::Back,
        Some(until) if row.get("snooze_closes")? => Aside::Closes(until),
        until => Aside::Until(until),
    }))
}

#[cfg(test)]
pub(crate) mod tests;
