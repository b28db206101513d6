//! The board: what stands in each queue, and what each agent has at hand. Each list stops at a limit, so that a page costs
//! the same however long a queue is.

use rusqlite::Row;

use crate::domain::address::Address;
use crate::domain::conversation::State;
use crate::domain::ids::{ContactId, ConversationId, QueueId, UserId};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::window::Window;
use crate::store::{Db, Fault};

/// A conversation on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub conversation: ConversationId,
    /// The contact.
    pub contact: ContactId,
    /// The contact's name: ours, else the profile's, else the address as people read it.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// Who has it, or is asked to take it.
    pub assignee: Option<UserId>,
    /// Until when the offer to the assignee stands, if there is one.
    pub offered_until: Option<Timestamp>,
    /// Since when it waits; for who has it: since when the contact does.
    pub since: Option<Timestamp>,
    /// What was said last.
    pub words: String,
    /// The thread's window.
    pub window: Window,
    /// Whether the contact opted out.
    pub opted_out: bool,
}

const SELECT: &str = "SELECT c.id AS id, c.contact_id AS contact_id, c.state AS state, c.assignee_id AS assignee_id,
    coalesce(c.waiting_since_at, CASE WHEN c.state = 'open' THEN c.queued_at END) AS since,
    (SELECT until_at FROM offer o WHERE o.conversation_id = c.id AND o.answer IS NULL) AS offered_until,
    coalesce(nullif(p.name, ''), p.profile_name) AS name, t.address AS address, t.last_inbound_at AS last_inbound_at,
    t.refused_at AS refused_at, t.opted_out_at AS opted_out_at, coalesce(m.body, '') AS words
  FROM conversation c JOIN contact p ON p.id = c.contact_id JOIN thread t ON t.id = c.thread_id
    LEFT JOIN message m ON m.id = c.last_message_id";

fn from_row(row: &Row<'_>, margin: Millis) -> rusqlite::Result<Entry> {
    let (name, address): (String, Address) = (row.get("name")?, row.get("address")?);
    Ok(Entry {
        conversation: row.get("id")?,
        contact: row.get("contact_id")?,
        name: if name.trim().is_empty() { address.display() } else { name },
        state: row.get("state")?,
        assignee: row.get("assignee_id")?,
        offered_until: row.get("offered_until")?,
        since: row.get("since")?,
        words: row.get("words")?,
        window: Window { last_inbound_at: row.get("last_inbound_at")?, refused_at: row.get("refused_at")?, margin },
        opted_out: row.get::<_, Option<Timestamp>>("opted_out_at")?.is_some(),
    })
}

/// What nobody has in a queue: the longest in it first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn waiting_in(db: &Db, queue: QueueId, margin: Millis, limit: i64) -> Result<Vec<Entry>, Fault> {
    let sql = format!("{SELECT} WHERE c.queue_id = ?1 AND c.state = 'open' ORDER BY c.queued_at, c.id LIMIT ?2");
    let mut query = db.prepare_cached(&sql)?;
    Ok(query.query_map((queue, limit), |row| from_row(row, margin))?.collect::<Result<_, _>>()?)
}

/// What is offered out of a queue.
///
/// # Errors
/// [`Fault`] of the store.
pub fn offered_from(db: &Db, queue: QueueId, margin: Millis, limit: i64) -> Result<Vec<Entry>, Fault> {
    let sql = format!(
        "{SELECT} WHERE c.id IN (SELECT conversation_id FROM offer WHERE queue_id = ?1 AND answer IS NULL)
         ORDER BY c.queued_at, c.id LIMIT ?2"
    );
    let mut query = db.prepare_cached(&sql)?;
    Ok(query.query_map((queue, limit), |row| from_row(row, margin))?.collect::<Result<_, _>>()?)
}

/// What a user has at hand: what is being talked about first, then what waits for the contact, then wrap-ups.
///
/// # Errors
/// [`Fault`] of the store.
pub fn held_by(db: &Db, user: UserId, margin: Millis, limit: i64) -> Result<Vec<Entry>, Fault> {
    let sql = format!(
        "{SELECT} WHERE c.assignee_id = ?1 AND c.state <> 'closed'
         ORDER BY CASE c.state WHEN 'active' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, c.state_at, c.id LIMIT ?2"
    );
    let mut query = db.prepare_cached(&sql)?;
    Ok(query.query_map((user, limit), |row| from_row(row, margin))?.collect::<Result<_, _>>()?)
}

/// Since when the one waits in any queue that waits longest; `None` if nobody does.
///
/// # Errors
/// [`Fault`] of the store.
pub fn oldest(db: &Db) -> Result<Option<Timestamp>, Fault> {
    let sql = "SELECT min(waiting_since_at) FROM conversation INDEXED BY conversation_open
        WHERE state = 'open' AND waiting_since_at IS NOT NULL";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// How much somebody has, by how it stands with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// In conversation.
    pub active: i64,
    /// Left until the contact writes.
    pub waiting: i64,
    /// Set aside, in either state.
    pub snoozed: i64,
    /// Offered and not answered.
    pub offered: i64,
    /// Ended, with something left to write down.
    pub wrap_up: i64,
}

impl Work {
    /// All of it.
    #[must_use]
    pub const fn all(&self) -> i64 {
        self.active + self.waiting + self.snoozed + self.offered + self.wrap_up
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.all() == 0
    }
}

/// How much `user` has.
///
/// # Errors
/// [`Fault`] of the store.
pub fn work_of(db: &Db, user: UserId) -> Result<Work, Fault> {
    let sql = "SELECT coalesce(sum(kind = 'active'), 0) AS active, coalesce(sum(kind = 'waiting'), 0) AS waiting,
          coalesce(sum(kind = 'snoozed'), 0) AS snoozed, coalesce(sum(kind = 'offered'), 0) AS offered,
          coalesce(sum(kind = 'wrap_up'), 0) AS wrap_up
        FROM (SELECT CASE WHEN state = 'wrap_up' THEN 'wrap_up' WHEN phase IS 'awaiting_acceptance' THEN 'offered'
                WHEN snoozed THEN 'snoozed' ELSE state END AS kind
              FROM conversation WHERE assignee_id = ?1 AND state <> 'closed')";
    Ok(db.prepare_cached(sql)?.query_row([user], |row| {
        Ok(Work {
            active: row.get("active")?,
            waiting: row.get("waiting")?,
            snoozed: row.get("snoozed")?,
            offered: row.get("offered")?,
            wrap_up: row.get("wrap_up")?,
        })
    })?)
}
