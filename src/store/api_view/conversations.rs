//! Conversations by id, the newest first, by state and number. The list's own order is in `inbox_view`.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::address::Address;
use crate::domain::conversation::{CloseReason, Phase, State};
use crate::domain::ids::{ContactId, ConversationId, NumberId, OutcomeId, QueueId, ThreadId};
use crate::domain::queue::Priority;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::variable::Variables;
use crate::domain::window::Window;
use crate::store::api_view::Person;
use crate::store::inbox_view::IS_SOMEBODYS;
use crate::store::row::json;
use crate::store::{Db, Fault};

/// A conversation with its contact, its assignee and its window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Its thread.
    pub thread: ThreadId,
    /// Our number.
    pub number: NumberId,
    /// Where it stands.
    pub state: State,
    /// The contact.
    pub contact: ContactId,
    /// The contact's name: ours, else the profile's, else empty.
    pub contact_name: String,
    /// Where answers go.
    pub address: Address,
    /// Who has it.
    pub assignee: Option<Person>,
    /// What Active means.
    pub phase: Option<Phase>,
    /// Until when the offer stands, if there is one.
    pub offered_until: Option<Timestamp>,
    /// Its queue and what that is called.
    pub queue: Option<(QueueId, String)>,
    /// Its own priority.
    pub priority: Priority,
    /// The thread's window.
    pub window: Window,
    /// When the contact opted out.
    pub opted_out_at: Option<Timestamp>,
    /// Messages that nobody has read.
    pub unread: i64,
    /// Since when the contact waits for an answer.
    pub waiting_since_at: Option<Timestamp>,
    /// When something was last said.
    pub last_message_at: Timestamp,
    /// When it began.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Why.
    pub close_reason: Option<CloseReason>,
    /// Since when it is set aside, by whom, and until when, if not until the contact writes.
    pub snoozed: Option<(Timestamp, String, Option<Timestamp>)>,
    /// What is known about it.
    pub variables: Variables,
    /// Its own tags, by name.
    pub tags: Vec<String>,
    /// What was said to have become of it, as ids and names.
    pub outcomes: Vec<(OutcomeId, String)>,
}

/// Which conversations, and from where.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Only in this state.
    pub state: Option<State>,
    /// Only of this number.
    pub number: Option<NumberId>,
    /// Only older ones than this.
    pub before: Option<ConversationId>,
    /// How many at most.
    pub limit: i64,
}

const COLUMNS: &str = "c.id AS id, c.thread_id AS thread_id, c.number_id AS number_id, c.state AS state,
    c.contact_id AS contact_id, coalesce(nullif(p.name, ''), p.profile_name) AS contact_name, t.address AS address,
    u.id AS assignee_id, u.name AS assignee_name, t.last_inbound_at AS last_inbound_at, t.refused_at AS refused_at,
    t.opted_out_at AS opted_out_at, c.unread AS unread, c.waiting_since_at AS waiting_since_at,
    c.last_message_at AS last_message_at, c.opened_at AS opened_at, c.closed_at AS closed_at,
    c.close_reason AS close_reason, c.phase AS phase, c.priority AS priority, q.id AS queue_id, q.name AS queue_name,
    (SELECT until_at FROM offer WHERE conversation_id = c.id AND answer IS NULL) AS offered_until,
    z.at AS snoozed_at, z.actor AS snoozed_by, z.until_at AS snoozed_until,
    (SELECT json_group_object(name, value) FROM conversation_variable WHERE conversation_id = c.id) AS variables,
    (SELECT json_group_array(tag ORDER BY tag) FROM conversation_tag WHERE conversation_id = c.id) AS tags,
    (SELECT json_group_array(json_array(o.id, o.name) ORDER BY o.position, o.id) FROM conversation_outcome x
      JOIN outcome o ON o.id = x.outcome_id WHERE x.conversation_id = c.id) AS outcomes";
const JOINS: &str = "JOIN thread t ON t.id = c.thread_id JOIN contact p ON p.id = c.contact_id
    LEFT JOIN user u ON u.id = c.assignee_id LEFT JOIN queue q ON q.id = c.queue_id
    LEFT JOIN snooze z ON z.conversation_id = c.id AND z.over_at IS NULL";

fn from_row(row: &Row<'_>, margin: Millis) -> rusqlite::Result<Conversation> {
    let assignee = match row.get("assignee_id")? {
        Some(id) => Some(Person { id, name: row.get("assignee_name")? }),
        None => None,
    };
    Ok(Conversation {
        id: row.get("id")?,
        thread: row.get("thread_id")?,
        number: row.get("number_id")?,
        state: row.get("state")?,
        contact: row.get("contact_id")?,
        contact_name: row.get("contact_name")?,
        address: row.get("address")?,
        assignee,
        phase: row.get("phase")?,
        offered_until: row.get("offered_until")?,
        queue: match row.get("queue_id")? {
            Some(id) => Some((id, row.get("queue_name")?)),
            None => None,
        },
        priority: row.get("priority")?,
        window: Window { last_inbound_at: row.get("last_inbound_at")?, refused_at: row.get("refused_at")?, margin },
        opted_out_at: row.get("opted_out_at")?,
        unread: row.get("unread")?,
        waiting_since_at: row.get("waiting_since_at")?,
        last_message_at: row.get("last_message_at")?,
        opened_at: row.get("opened_at")?,
        closed_at: row.get("closed_at")?,
        close_reason: row.get("close_reason")?,
        snoozed: match row.get("snoozed_at")? {
            Some(at) => Some((at, row.get("snoozed_by")?, row.get("snoozed_until")?)),
            None => None,
        },
        variables: json(row, "variables")?,
        tags: json(row, "tags")?,
        outcomes: json(row, "outcomes")?,
    })
}

/// One conversation.
///
/// # Errors
/// As every query.
pub fn conversation(db: &Db, id: ConversationId, margin: Millis) -> Result<Option<Conversation>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM conversation c {JOINS} WHERE c.id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], |row| from_row(row, margin)).optional()?)
}

/// Conversations, newest first.
///
/// # Errors
/// As every query.
pub fn conversations(db: &Db, wanted: &Wanted, margin: Millis) -> Result<Vec<Conversation>, Fault> {
    // What is not closed is read by its own small index, whose condition SQLite does not derive from the state: with a
    // number it would go through all that this ever had, to find the few that are open.
    let (by, state) = match wanted.state {
        None => ("", ""),
        Some(State::Closed) => ("", "AND state = :state"),
        Some(_) => ("INDEXED BY conversation_state", "AND state = :state AND state <> 'closed'"),
    };
    let number = wanted.number.map_or("", |_| "AND number_id = :number");
    let sql = format!(
        "SELECT {COLUMNS} FROM
           (SELECT c.* FROM conversation c {by} WHERE c.id < :before {state} {number} AND {IS_SOMEBODYS}
            ORDER BY c.id DESC LIMIT :limit) c
           {JOINS} ORDER BY c.id DESC"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let before = wanted.before.map_or(i64::MAX, |id| id.0);
    let mut given = named_params! { ":before": before, ":limit": wanted.limit }.to_vec();
    if wanted.state.is_some() {
        given.push((":state", &wanted.state));
    }
    if wanted.number.is_some() {
        given.push((":number", &wanted.number));
    }
    let rows = statement.query_map(given.as_slice(), |row| from_row(row, margin))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
