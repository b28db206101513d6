//! What an agent has before the eyes on every page: where they stand, how much they have, and what is offered to them.

use rusqlite::OptionalExtension as _;

use crate::domain::capacity::Load;
use crate::domain::conversation::Phase;
use crate::domain::ids::{ConversationId, OfferId, UserId};
use crate::domain::message::Kind;
use crate::domain::presence::{Allowed, By, Standing};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::trace::{How, Step};
use crate::store::consult_call::{self, ConsultCall};
use crate::store::inbox_view::{self, Row};
use crate::store::named_presence::NamedPresence;
use crate::store::offer::{self, Stored};
use crate::store::row::json;
use crate::store::{Db, Fault, floor, named_presence, queue, standing, trace_step};

/// So long a missed offer is told, unless it made its agent Away: then until the agent says to be there again.
const MISSED_FOR: Millis = Millis::minutes(3);
/// So many questions to queues are shown at once.
const CALLS_MAX: usize = 3;
/// The decision for an agent stands among so many of the newest steps.
const STEPS_MAX: i64 = 5;

/// The desk of an agent.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// Whose.
    pub user: UserId,
    /// Where they stand.
    pub standing: Standing,
    /// What of their capacity is taken.
    pub load: Load,
    /// The presences with names of their own.
    pub named: Vec<NamedPresence>,
    /// In which presences each workstream that pushes does so.
    pub pushed: Vec<Allowed>,
    /// What is offered, the oldest.
    pub offered: Option<Offered>,
    /// How many more are.
    pub more: usize,
    /// What was offered and not answered.
    pub missed: Option<Missed>,
    /// Questions to queues of theirs, while they are there.
    pub calls: Vec<ConsultCall>,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// The offer.
    pub made: Stored,
    /// The conversation, as a list shows it.
    pub row: Row,
    /// The name of the queue.
    pub queue: String,
    /// The first words that wait for an answer.
    pub words: Option<(Kind, String)>,
    /// How this agent was chosen.
    pub how: Option<How>,
}

/// What was offered and not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The offer.
    pub id: OfferId,
    /// The contact's name.
    pub name: String,
    /// The name of the queue.
    pub queue: String,
    /// Who has it now, if somebody does.
    pub holder: Option<String>,
    /// Whether that one has not answered either.
    pub offered: bool,
}

/// The desk of a user at `now`; `None` for one who does not exist.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of(db: &Db, user: UserId, margin: Millis, now: Timestamp) -> Result<Option<Desk>, Fault> {
    let Some(standing) = standing::of(db, user)? else { return Ok(None) };
    let offers: Vec<Stored> = offer::standing_of(db, user)?.into_iter().filter(|made| made.offer.stands(now)).collect();
    Ok(Some(Desk {
        user,
        standing,
        load: floor::load_of(db, user, now)?,
        named: named_presence::list(db)?,
        pushed: pushed(db)?,
        offered: offers.first().map(|made| offered(db, user, *made, margin)).transpose()?.flatten(),
        more: offers.len().saturating_sub(1),
        missed: missed(db, user, standing.by == By::Missed, margin, now)?,
        calls: if standing.is_here() { calls(db, user)? } else { Vec::new() },
    }))
}

/// What a queue of `user` is asked by somebody else, unless they said that it is not for them.
fn calls(db: &Db, user: UserId) -> Result<Vec<ConsultCall>, Fault> {
    let mut found = Vec::new();
    for call in consult_call::open(db)?.into_iter().filter(|call| call.asker != user) {
        let asked = queue::members(db, call.queue)?.iter().any(|member| member.agent == user);
        if found.len() < CALLS_MAX && asked && !consult_call::passed(db, call.id)?.iter().any(|(who, _)| *who == user) {
            found.push(call);
        }
    }
    Ok(found)
}

fn pushed(db: &Db) -> Result<Vec<Allowed>, Fault> {
    let sql = "SELECT presences FROM workstream WHERE mode = 'push' AND deleted_at IS NULL ORDER BY id";
    let mut query = db.prepare_cached(sql)?;
    Ok(query.query_map([], |row| json(row, "presences"))?.collect::<Result<_, _>>()?)
}

fn offered(db: &Db, user: UserId, made: Stored, margin: Millis) -> Result<Option<Offered>, Fault> {
    let conversation = made.offer.conversation;
    let Some(row) = inbox_view::row(db, user, conversation, margin)? else { return Ok(None) };
    Ok(Some(Offered {
        made,
        row,
        queue: queue::by_id(db, made.queue)?.map(|queue| queue.settings.name).unwrap_or_default(),
        words: words(db, conversation)?,
        how: how(db, conversation, user)?,
    }))
}

/// What the contact wrote first of what nobody has answered.
fn words(db: &Db, conversation: ConversationId) -> Result<Option<(Kind, String)>, Fault> {
    let sql = "SELECT m.kind AS kind, m.body AS body FROM conversation c JOIN message m ON m.thread_id = c.thread_id
          AND m.created_at >= coalesce(c.waiting_since_at, c.opened_at) AND m.conversation_id = c.id
        WHERE c.id = ?1 AND m.direction = 'in' ORDER BY m.created_at, m.id LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get("kind")?, row.get("body")?));
    Ok(db.prepare_cached(sql)?.query_row([conversation], read).optional()?)
}

fn how(db: &Db, conversation: ConversationId, user: UserId) -> Result<Option<How>, Fault> {
    let steps = trace_step::latest(db, conversation, STEPS_MAX)?;
    Ok(steps.into_iter().find_map(|stored| match stored.step {
        Step::Assigned { agent, how, .. } if agent == user => Some(how),
        _ => None,
    }))
}

fn missed(db: &Db, user: UserId, for_long: bool, margin: Millis, now: Timestamp) -> Result<Option<Missed>, Fault> {
    let since = if for_long { Timestamp(i64::MIN) } else { now - MISSED_FOR };
    let sql = "SELECT o.id AS id, o.conversation_id AS conversation_id, q.name AS queue, u.name AS holder, c.phase AS phase
        FROM offer o JOIN conversation c ON c.id = o.conversation_id JOIN queue q ON q.id = coalesce(c.queue_id, o.queue_id)
          LEFT JOIN user u ON u.id = c.assignee_id
        WHERE o.user_id = ?1 AND o.answer = 'timed_out' AND o.answered_at > ?2
          AND c.state <> 'closed' AND c.assignee_id IS NOT ?1
        ORDER BY o.answered_at DESC, o.id DESC LIMIT 1";
    let found = db
        .prepare_cached(sql)?
        .query_row((user, since), |row| {
            let missed = Missed {
                id: row.get("id")?,
                name: String::new(),
                queue: row.get("queue")?,
                holder: row.get("holder")?,
                offered: row.get::<_, Option<Phase>>("phase")? == Some(Phase::AwaitingAcceptance),
            };
            Ok((missed, row.get::<_, ConversationId>("conversation_id")?))
        })
        .optional()?;
    let Some((missed, conversation)) = found else { return Ok(None) };
    let row = inbox_view::row(db, user, conversation, margin)?;
    Ok(row.map(|row| Missed { name: row.name, ..missed }))
}
