//! One thread as its page shows it: the head, the pane beside it, and pages of the log.
//!
//! The log goes across conversations. Its pages are ranges of the thread's own index, newest first, and the
//! quiet lines are taken for exactly the span of the messages of a page, so that neither counts history.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, named_params};

use crate::domain::address::Address;
use crate::domain::beside::Beside;
use crate::domain::conversation::{CloseReason, Phase, State};
use crate::domain::hours::Hours;
use crate::domain::ids::{
    AccountId, ContactId, ConversationId, HoursId, MessageId, NumberId, ThreadId, UserId, WorkstreamId,
};
use crate::domain::language::Language;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Person;
use crate::domain::variable::Variables;
use crate::domain::window::Window;
use crate::store::audit;
use crate::store::bot_session::WITH_BOT;
use crate::store::conversation::routing::{HELPS, seen};
use crate::store::error::Fault;
use crate::store::hours as opening_hours;
use crate::store::inbox_view::{Aside, aside};
use crate::store::readers::Db;
use crate::store::row::json;
use crate::store::upload::{self, Upload};

mod log;

pub use log::{
    Entry, Event, Item, Media, Message, Page, Place, Quote, Target, around, around_target, named, newer, page, quoted,
    since,
};

/// Everything about a conversation and its thread but the messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The conversation.
    pub conversation: ConversationId,
    /// Its thread.
    pub thread: ThreadId,
    /// The thread's newest conversation; another one means that this one is history.
    pub newest: ConversationId,
    /// Where the conversation stands.
    pub state: State,
    /// What Active means.
    pub phase: Option<Phase>,
    /// Until when it is offered to who is named as its agent.
    pub offered_until: Option<Timestamp>,
    /// The name of its queue.
    pub queue: Option<String>,
    /// What a contact is told that it is called: that of everybody has no name for them.
    pub queue_told: Option<String>,
    /// When that is open; `None`: always, or there is no queue.
    pub hours: Option<Hours>,
    /// Whether that is one of the viewer's.
    pub in_own_queues: bool,
    /// Whether the viewer was brought in to answer with its agent.
    pub helps: bool,
    /// Whether a bot has it.
    pub with_bot: bool,
    /// Who has it.
    pub assignee: Option<Person>,
    /// Who had it last.
    pub former: Option<Person>,
    /// Whether who had it last works here still.
    pub former_works: bool,
    /// Why it is closed.
    pub close_reason: Option<CloseReason>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// When it began.
    pub opened_at: Timestamp,
    /// How it is set aside, or that it came back.
    pub aside: Option<Aside>,
    /// Who set it aside.
    pub aside_by: Option<UserId>,
    /// Since when the contact waits.
    pub waiting_since_at: Option<Timestamp>,
    /// Messages not read yet.
    pub unread: i64,
    /// Reading stopped here.
    pub read_message: Option<MessageId>,
    /// Its last message.
    pub last_message: Option<MessageId>,
    /// The contact.
    pub contact: ContactId,
    /// The contact's name: ours, else the profile's, else the address as people read it.
    pub name: String,
    /// Whether that is a name and not an address.
    pub named: bool,
    /// The name that the contact chose.
    pub profile_name: String,
    /// The contact's language.
    pub contact_language: Option<String>,
    /// Where answers go.
    pub address: Address,
    /// The account of our number.
    pub account: AccountId,
    /// Our number.
    pub number: NumberId,
    /// Its name.
    pub number_name: String,
    /// The workstream of our number.
    pub workstream: WorkstreamId,
    /// Its mark, 1 to 4.
    pub number_colour: i64,
    /// Its language.
    pub number_language: Language,
    /// Whether it is the sandbox.
    pub sandbox: bool,
    /// Whether it and its account are switched on.
    pub number_active: bool,
    /// Whether its account is.
    pub account_active: bool,
    /// Whether it is deleted.
    pub number_deleted: bool,
    /// The thread's window.
    pub window: Window,
    /// When the contact opted out.
    pub opted_out_at: Option<Timestamp>,
    /// Who said so: `contact`, `provider`, `user:3`, `token:2`.
    pub opted_out_by: Option<String>,
    /// The name of whoever of ours noted it.
    pub opted_out_name: Option<String>,
    /// What the viewer has begun to write.
    pub draft: String,
    /// And what stands beside it.
    pub beside: Beside,
    /// The files that the viewer has chosen and not sent.
    pub uploads: Vec<Upload>,
    /// Whether the number takes files from agents.
    pub files_allowed: bool,
    /// Whether its contacts see that somebody writes.
    pub shows_typing: bool,
    /// The conversation's variables.
    pub variables: Variables,
    /// Whether its workstream has words for what becomes of conversations.
    pub has_outcomes: bool,
}

/// The head of a conversation as `viewer` sees it.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn head(db: &Db, viewer: UserId, conversation: ConversationId, margin: Millis) -> Result<Option<Head>, Fault> {
    let sql = format!(
        "SELECT c.id AS id, c.thread_id AS thread_id, c.state AS state, c.phase AS phase, o.until_at AS offered_until, q.name AS queue_name,
           q.hours_id AS hours_id,
           CASE WHEN q.everyone = 0 THEN q.name END AS queue_told,
           {} AS in_own_queues,
           {HELPS} AS helps, {WITH_BOT} AS with_bot, c.closed_at AS closed_at,
           c.close_reason AS close_reason, c.opened_at AS opened_at, c.waiting_since_at AS waiting_since_at,
           c.unread AS unread, c.read_message_id AS read_message_id, c.last_message_id AS last_message_id,
           (SELECT max(id) FROM conversation WHERE thread_id = c.thread_id) AS newest,
           u.id AS assignee_id, u.name AS assignee_name, f.id AS former_id, f.name AS former_name, coalesce(f.active, 0) AS former_works,
           p.id AS contact_id, coalesce(nullif(p.name, ''), p.profile_name) AS name,
           p.profile_name AS profile_name, p.language AS contact_language,
           t.address AS address, t.last_inbound_at AS last_inbound_at, t.refused_at AS refused_at,
           t.opted_out_at AS opted_out_at, t.opted_out_by AS opted_out_by,
           {opted_out_name} AS opted_out_name, n.id AS number_id, n.account_id AS account_id, n.name AS number_name,
           n.workstream_id AS workstream_id, n.colour AS number_colour, n.language AS number_language,
           n.attachments_from_agents AS files_allowed, n.shows_typing AS shows_typing, n.sandbox AS sandbox, n.active AND a.active AS number_active, a.active AS account_active,
           z.at AS snoozed_at, z.until_at AS snoozed_until, z.over_at AS snooze_over, z.closes AS snooze_closes, z.user_id AS snoozed_by,
           n.deleted_at IS NOT NULL AS number_deleted, coalesce(d.body, '') AS draft, coalesce(d.beside, '{{}}') AS beside,
           (SELECT json_group_object(name, value) FROM conversation_variable WHERE conversation_id = c.id) AS variables,
           EXISTS (SELECT 1 FROM outcome WHERE workstream_id = n.workstream_id AND deleted_at IS NULL) AS has_outcomes
         FROM conversation c
           JOIN thread t ON t.id = c.thread_id JOIN contact p ON p.id = c.contact_id
           JOIN number n ON n.id = c.number_id JOIN account a ON a.id = n.account_id
           LEFT JOIN queue q ON q.id = c.queue_id
           LEFT JOIN offer o ON o.conversation_id = c.id AND o.answer IS NULL
           LEFT JOIN snooze z ON z.conversation_id = c.id
           LEFT JOIN user u ON u.id = c.assignee_id LEFT JOIN user f ON f.id = c.former_assignee_id
           LEFT JOIN draft d ON d.user_id = :viewer AND d.thread_id = c.thread_id
         WHERE c.id = :conversation",
        seen(),
        opted_out_name = audit::name_of("t.opted_out_by"),
    );
    let mut statement = db.prepare_cached(&sql)?;
    let given = named_params! { ":viewer": viewer, ":conversation": conversation };
    let found = statement.query_row(given, |row| Ok((head_from(row, margin)?, row.get("hours_id")?))).optional()?;
    let Some((head, hours)) = found else { return Ok(None) };
    let hours: Option<HoursId> = hours;
    let hours = hours.map(|id| opening_hours::by_id(db, id)).transpose()?.flatten();
    let uploads = upload::of_thread(db, &format!("user:{viewer}"), head.thread)?;
    Ok(Some(Head { hours: hours.map(|known| known.hours), uploads, ..head }))
}

fn head_from(row: &rusqlite::Row<'_>, margin: Millis) -> rusqlite::Result<Head> {
    let name: String = row.get("name")?;
    let address: Address = row.get("address")?;
    let named = !name.trim().is_empty();
    let person = |id: &str, name: &str| -> rusqlite::Result<Option<Person>> {
        Ok(match row.get(id)? {
            Some(id) => Some(Person { id, name: row.get(name)? }),
            None => None,
        })
    };
    Ok(Head {
        conversation: row.get("id")?,
        thread: row.get("thread_id")?,
        newest: row.get("newest")?,
        state: row.get("state")?,
        phase: row.get("phase")?,
        offered_until: row.get("offered_until")?,
        queue: row.get("queue_name")?,
        queue_told: row.get("queue_told")?,
        hours: None,
        in_own_queues: row.get("in_own_queues")?,
        helps: row.get("helps")?,
        with_bot: row.get("with_bot")?,
        assignee: person("assignee_id", "assignee_name")?,
        former: person("former_id", "former_name")?,
        former_works: row.get("former_works")?,
        close_reason: row.get("close_reason")?,
        closed_at: row.get("closed_at")?,
        opened_at: row.get("opened_at")?,
        aside: aside(row)?,
        aside_by: row.get("snoozed_by")?,
        waiting_since_at: row.get("waiting_since_at")?,
        unread: row.get("unread")?,
        read_message: row.get("read_message_id")?,
        last_message: row.get("last_message_id")?,
        contact: row.get("contact_id")?,
        name: if named { name } else { address.display() },
        named,
        profile_name: row.get("profile_name")?,
        contact_language: row.get("contact_language")?,
        address,
        account: row.get("account_id")?,
        number: row.get("number_id")?,
        number_name: row.get("number_name")?,
        workstream: row.get("workstream_id")?,
        number_colour: row.get("number_colour")?,
        number_language: row.get("number_language")?,
        sandbox: row.get("sandbox")?,
        number_active: row.get("number_active")?,
        account_active: row.get("account_active")?,
        number_deleted: row.get("number_deleted")?,
        window: Window { last_inbound_at: row.get("last_inbound_at")?, refused_at: row.get("refused_at")?, margin },
        opted_out_at: row.get("opted_out_at")?,
        opted_out_by: row.get("opted_out_by")?,
        opted_out_name: row.get("opted_out_name")?,
        draft: row.get("draft")?,
        beside: json(row, "beside")?,
        uploads: Vec::new(),
        files_allowed: row.get("files_allowed")?,
        shows_typing: row.get("shows_typing")?,
        variables: json(row, "variables")?,
        has_outcomes: row.get("has_outcomes")?,
    })
}

/// An earlier conversation with the same contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The conversation.
    pub conversation: ConversationId,
    /// The contact's first words in it; empty if there were none.
    pub words: String,
    /// When it began.
    pub opened_at: Timestamp,
    /// The number it went over.
    pub number_name: String,
}

/// The contact's conversations before `conversation`, newest first.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn earlier(db: &Db, contact: ContactId, conversation: ConversationId, limit: i64) -> Result<Vec<Earlier>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT c.id AS id, c.opened_at AS opened_at, n.name AS number_name,
           coalesce((SELECT m.body FROM message m WHERE m.thread_id = c.thread_id AND m.created_at >= c.opened_at
             AND m.conversation_id = c.id AND m.direction = 'in' ORDER BY m.created_at, m.id LIMIT 1), '') AS words
         FROM conversation c JOIN number n ON n.id = c.number_id
         WHERE c.contact_id = ?1 AND c.id < ?2 ORDER BY c.id DESC LIMIT ?3",
    )?;
    let rows = statement.query_map((contact, conversation, limit), |row| {
        Ok(Earlier {
            conversation: row.get("id")?,
            words: row.get("words")?,
            opened_at: row.get("opened_at")?,
            number_name: row.get("number_name")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Names of users, for the quiet lines of a log.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn names(db: &Db) -> Result<BTreeMap<UserId, String>, Fault> {
    let mut statement = db.prepare_cached("SELECT id, name FROM user")?;
    let rows = statement.query_map([], |row| Ok((row.get("id")?, row.get("name")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests;
