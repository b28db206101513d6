//! Conversations: the state machine's rows. What routing keeps in them is written by [`routing`].

pub mod routing;

use rusqlite::OptionalExtension as _;

use crate::domain::assignment::Kept;
use crate::domain::conversation::{CloseReason, Phase, State};
use crate::domain::event::Event;
use crate::domain::ids::{ContactId, ConversationId, MessageId, NumberId, QueueId, ThreadId, UserId};
use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::domain::permission::Access;
use crate::domain::queue::Priority;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::{Db, Fault, Tx};

/// A conversation as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Its thread.
    pub thread_id: ThreadId,
    /// Our number.
    pub number_id: NumberId,
    /// The contact.
    pub contact_id: ContactId,
    /// Its state.
    pub state: State,
    /// Who has it.
    pub assignee: Option<UserId>,
    /// Who had it before.
    pub former_assignee: Option<UserId>,
    /// Since when the contact waits for an answer.
    pub waiting_since_at: Option<Timestamp>,
    /// Messages that nobody has read.
    pub unread: i64,
    /// When it began.
    pub opened_at: Timestamp,
    /// The last message of either side.
    pub last_message_at: Timestamp,
    /// The queue in which it waits, or last did; `None` for what was never put into one.
    pub queue: Option<QueueId>,
    /// When it came into that.
    pub queued_at: Option<Timestamp>,
    /// What Active means; `None` in every other state.
    pub phase: Option<Phase>,
    /// When it came into its state.
    pub state_at: Timestamp,
    /// Its own priority.
    pub priority: Priority,
    /// Who is asked first, and until when alone.
    pub kept: Option<Kept>,
    /// Which place in the line the contact was last told.
    pub told_place: Option<i64>,
    /// When the contact was told that it will be closed.
    pub reminded_at: Option<Timestamp>,
    /// Which agent the contact was last told of, or could read.
    pub joined: Option<UserId>,
    /// Whether it is set aside.
    pub snoozed: bool,
    /// When it comes, or came, back from a snooze with a time.
    pub rests_until: Option<Timestamp>,
}

impl Conversation {
    /// The facts that decide rights. What is in no queue is everybody's, and one's own is looked at no further.
    ///
    /// # Errors
    /// [`Fault`] of the store.
    pub fn access(&self, db: &Db, actor: Actor) -> Result<Access, Fault> {
        let access = Access { state: self.state, assignee: self.assignee, in_own_queues: true, helps: false };
        let Some(user) = actor.user().filter(|user| self.assignee != Some(*user)) else { return Ok(access) };
        let (in_own_queues, helps) = routing::seen_by(db, self.id, user)?;
        Ok(Access { in_own_queues, helps, ..access })
    }

    /// Since when it waits for somebody: the contact's first message that nobody answered; if all were, since it came into
    /// its queue.
    #[must_use]
    pub fn waits_since(&self) -> Timestamp {
        self.waiting_since_at.or(self.queued_at).unwrap_or(self.opened_at)
    }

    /// Whether it is offered to somebody who has not answered.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.phase == Some(Phase::AwaitingAcceptance)
    }

    /// What browsers are told about a change of it.
    #[must_use]
    pub const fn changed(&self, assignee: Option<UserId>) -> Event {
        Event::ConversationChanged { thread: self.thread_id, conversation: self.id, assignee }
    }
}

const SELECT: &str = "SELECT id, thread_id, number_id, contact_id, state, assignee_id, former_assignee_id,
    waiting_since_at, unread, opened_at, last_message_at, queue_id, queued_at, phase, state_at, priority, kept_for_id,
    kept_until_at, told_place, reminded_at, joined_id, snoozed, rests_until_at FROM conversation";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Conversation> {
    Ok(Conversation {
        id: row.get("id")?,
        thread_id: row.get("thread_id")?,
        number_id: row.get("number_id")?,
        contact_id: row.get("contact_id")?,
        state: row.get("state")?,
        assignee: row.get("assignee_id")?,
        former_assignee: row.get("former_assignee_id")?,
        waiting_since_at: row.get("waiting_since_at")?,
        unread: row.get("unread")?,
        opened_at: row.get("opened_at")?,
        last_message_at: row.get("last_message_at")?,
        queue: row.get("queue_id")?,
        queued_at: row.get("queued_at")?,
        phase: row.get("phase")?,
        state_at: row.get("state_at")?,
        priority: row.get("priority")?,
        kept: match row.get("kept_for_id")? {
            Some(agent) => Some(Kept { agent, until: row.get("kept_until_at")? }),
            None => None,
        },
        told_place: row.get("told_place")?,
        reminded_at: row.get("reminded_at")?,
        joined: row.get("joined_id")?,
        snoozed: row.get("snoozed")?,
        rests_until: row.get("rests_until_at")?,
    })
}

/// A conversation by id.
///
/// # Errors
/// [`Fault`] of the store.
pub fn by_id(db: &Db, id: ConversationId) -> Result<Option<Conversation>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id], from_row).optional()?)
}

/// The thread's conversation that is not closed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn live(db: &Db, thread: ThreadId) -> Result<Option<Conversation>, Fault> {
    Ok(db
        .prepare_cached(&format!("{SELECT} WHERE thread_id = ?1 AND state <> 'closed'"))?
        .query_row([thread], from_row)
        .optional()?)
}

/// The thread's latest conversation, closed or not.
///
/// # Errors
/// [`Fault`] of the store.
pub fn latest(db: &Db, thread: ThreadId) -> Result<Option<Conversation>, Fault> {
    Ok(db
        .prepare_cached(&format!("{SELECT} WHERE thread_id = ?1 ORDER BY id DESC LIMIT 1"))?
        .query_row([thread], from_row)
        .optional()?)
}

/// All live conversations of a user.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of_assignee(db: &Db, user: UserId) -> Result<Vec<Conversation>, Fault> {
    let mut query = db.prepare_cached(&format!("{SELECT} WHERE assignee_id = ?1 AND state <> 'closed'"))?;
    let rows = query.query_map([user], from_row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// A new conversation, open and nobody's, that begins at `at`: with its first message.
///
/// # Errors
/// [`Fault`] of the store; a thread has one live conversation at most.
pub fn insert(
    tx: &Tx<'_>,
    thread: ThreadId,
    number: NumberId,
    contact: ContactId,
    former_assignee: Option<UserId>,
    at: Timestamp,
) -> Result<ConversationId, Fault> {
    tx.prepare_cached(
        "INSERT INTO conversation (thread_id, number_id, contact_id, state, former_assignee_id, last_message_at, opened_at,
           state_at)
         VALUES (?1, ?2, ?3, 'open', ?4, ?5, ?5, ?5)",
    )?
    .execute((thread, number, contact, former_assignee, at))?;
    Ok(ConversationId(tx.last_insert_rowid()))
}

/// A new conversation for what is sent to somebody without anybody being at work on it: closed from its beginning
/// and in no list, so that the contact's answer opens an ordinary one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert_quiet(
    tx: &Tx<'_>,
    thread: ThreadId,
    number: NumberId,
    contact: ContactId,
    former_assignee: Option<UserId>,
    at: Timestamp,
) -> Result<ConversationId, Fault> {
    tx.prepare_cached(
        "INSERT INTO conversation (thread_id, number_id, contact_id, state, former_assignee_id, last_message_at, opened_at,
           closed_at, state_at, quiet)
         VALUES (?1, ?2, ?3, 'closed', ?4, ?5, ?5, ?5, ?5, 1)",
    )?
    .execute((thread, number, contact, former_assignee, at))?;
    Ok(ConversationId(tx.last_insert_rowid()))
}

/// Where a conversation comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct To {
    /// The state.
    pub state: State,
    /// What Active means.
    pub phase: Option<Phase>,
    /// Who has it then.
    pub assignee: Option<UserId>,
    /// Whether whoever had it before is remembered; who was only asked is not.
    pub remember: bool,
}

/// Moves it. It is looked for nobody after this, until it is put into a lane.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_state(tx: &Tx<'_>, id: ConversationId, to: To, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE conversation SET lane = NULL, phase = ?3, state = ?2,
           state_at = CASE WHEN state = ?2 THEN state_at ELSE ?6 END,
           former_assignee_id = CASE WHEN assignee_id IS NOT ?4 AND ?5 THEN coalesce(assignee_id, former_assignee_id)
                                     ELSE former_assignee_id END,
           assignee_id = ?4
         WHERE id = ?1",
    )?
    .execute((id, to.state, to.phase, to.assignee, to.remember, now))?;
    Ok(())
}

/// Closes it; whoever had it is remembered, who was only asked to take it is not.
///
/// # Errors
/// [`Fault`] of the store.
pub fn close(tx: &Tx<'_>, id: ConversationId, reason: CloseReason, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE conversation SET lane = NULL, due_at = NULL, state = 'closed', closed_at = ?2, state_at = ?2,
           close_reason = ?3, waiting_since_at = NULL,
           former_assignee_id = CASE WHEN phase IS 'awaiting_acceptance' THEN former_assignee_id
                                     ELSE coalesce(assignee_id, former_assignee_id) END,
           assignee_id = CASE WHEN phase IS 'awaiting_acceptance' THEN NULL ELSE assignee_id END,
           phase = NULL
         WHERE id = ?1",
    )?
    .execute((id, now, reason))?;
    tx.tell(Happened::to(Topic::ConversationClosed, id, now));
    Ok(())
}

/// The contact's message `message` came at `at`. `conversation` is as it was before in this transaction.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_inbound(tx: &Tx<'_>, conversation: &Conversation, message: MessageId, at: Timestamp) -> Result<(), Fault> {
    let plain = "UPDATE conversation SET
           unread = unread + 1,
           opened_at = min(opened_at, ?3),
           last_message_id = CASE WHEN last_message_id IS NULL OR last_message_at <= ?3 THEN ?2 ELSE last_message_id END,
           last_message_at = CASE WHEN last_message_id IS NULL THEN ?3 ELSE max(last_message_at, ?3) END";
    // Naming these two columns rewrites their indexes, and mostly the contact is waiting already.
    let turns = conversation.unread == 0 || conversation.waiting_since_at.is_none_or(|since| at < since);
    let more = if turns { ", has_unread = 1, waiting_since_at = min(coalesce(waiting_since_at, ?3), ?3)" } else { "" };
    tx.prepare_cached(&format!("{plain}{more} WHERE id = ?1"))?.execute((conversation.id, message, at))?;
    Ok(())
}

/// The contact waits no longer, without an answer of ours.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_rest(tx: &Tx<'_>, id: ConversationId) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET waiting_since_at = NULL WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// We wrote `message` at `at`: the contact no longer waits.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_outbound(tx: &Tx<'_>, id: ConversationId, message: MessageId, at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE conversation SET waiting_since_at = NULL, last_message_id = ?2, last_message_at = ?3,
           opened_at = min(opened_at, ?3)
         WHERE id = ?1",
    )?
    .execute((id, message, at))?;
    Ok(())
}

/// A text that nobody wrote left at `at`: it is the last message, but whoever waits waits on.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_automatic(tx: &Tx<'_>, id: ConversationId, message: MessageId, at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE conversation SET last_message_id = ?2, last_message_at = ?3 WHERE id = ?1")?
        .execute((id, message, at))?;
    Ok(())
}

/// Everything up to `message` was read; the rest is counted anew. Whether that changed anything.
///
/// # Errors
/// [`Fault`] of the store.
pub fn mark_read(tx: &Tx<'_>, id: ConversationId, message: MessageId) -> Result<bool, Fault> {
    let changed = tx
        .prepare_cached(
            "UPDATE conversation SET read_message_id = max(coalesce(read_message_id, 0), ?2),
               (unread, has_unread) = (SELECT count(*), count(*) > 0 FROM message m
                 WHERE m.thread_id = conversation.thread_id AND m.created_at >= conversation.opened_at
                   AND m.conversation_id = ?1 AND m.id > ?2 AND m.direction = 'in')
             WHERE id = ?1 AND unread > 0",
        )?
        .execute((id, message))?;
    Ok(changed > 0)
}

/// The newest message of a conversation.
///
/// # Errors
/// [`Fault`] of the store.
pub fn last_message(db: &Db, id: ConversationId) -> Result<Option<MessageId>, Fault> {
    let mut query = db.prepare_cached("SELECT last_message_id FROM conversation WHERE id = ?1")?;
    Ok(query.query_row([id], |row| row.get(0)).optional()?.flatten())
}

/// The conversations of a contact that are not closed, at most one per number.
///
/// # Errors
/// [`Fault`] of the store.
pub fn live_of_contact(db: &Db, contact: ContactId) -> Result<Vec<Conversation>, Fault> {
    let mut query = db.prepare_cached(&format!("{SELECT} WHERE contact_id = ?1 AND state <> 'closed' ORDER BY id"))?;
    let found = query.query_map([contact], from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}
