//! A conversation waits in a queue: since when, for whom first, in which lane, and when time comes to it.

use crate::domain::assignment::Kept;
use crate::domain::automatic::{Settings as Automated, Trigger};
use crate::domain::conversation::State;
use crate::domain::conversation::timers::{Stay, Timers};
use crate::domain::ids::{ConversationId, QueueId};
use crate::domain::offer::Refused;
use crate::domain::refusal::Refusal;
use crate::domain::skill::Skills;
use crate::domain::time::Timestamp;
use crate::domain::trace::Step;
use crate::domain::workstream::{Mode, Settings};
use crate::flows::conversations::meanwhile;
use crate::store::conversation::{self, Conversation, routing};
use crate::store::{Fault, Tx, automated_message, offer, queue, trace_step};

/// Puts it into `queue`, kept for somebody or for nobody.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn enter(
    tx: &Tx<'_>,
    id: ConversationId,
    queue: QueueId,
    kept: Option<Kept>,
    settings: &Settings,
    now: Timestamp,
) -> Result<(), Fault> {
    routing::enter(tx, id, queue, now)?;
    routing::set_kept(tx, id, kept)?;
    if let Some(Kept { agent, until }) = kept.filter(|kept| kept.excludes_others(now)) {
        trace_step::add(tx, id, &Step::Kept { agent, until }, now)?;
    }
    place(tx, id, settings, now)
}

/// It is nobody's again and waits where it waited before. What came back from the contact is kept for its agent for a
/// while; what an agent gave back is not.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn again(tx: &Tx<'_>, before: &Conversation, settings: &Settings, now: Timestamp) -> Result<(), Fault> {
    let kept = settings
        .keep_agent
        .filter(|_| before.state == State::Waiting)
        .and_then(|wait| before.assignee.map(|agent| Kept::on_return(agent, wait, now)));
    let queue = match before.queue {
        Some(known) if queue::by_id(tx, known)?.is_some_and(|queue| queue.deleted_at.is_none()) => known,
        _ => settings.fallback_queue,
    };
    enter(tx, before.id, queue, kept, settings, now)
}

/// Puts it into the lane where it belongs now, and says when it is to be looked at again.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn place(tx: &Tx<'_>, id: ConversationId, settings: &Settings, now: Timestamp) -> Result<(), Fault> {
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    let lane = match conversation.queue {
        // What is set aside is given to nobody.
        Some(queue) if conversation.state == State::Open && settings.mode == Mode::Push && !conversation.snoozed => {
            let (skills, refused) = (routing::skills(tx, id)?, offer::refused(tx, id)?);
            Some(lane(&conversation, queue, &skills, &refused, now)?)
        }
        _ => None,
    };
    routing::set_lane(tx, id, lane.as_deref())?;
    reckon_for(tx, &conversation, settings, now)
}

/// The name of a lane: of all whose names are equal, none fits anybody whom another does not fit. The number stands for
/// its workstream.
fn lane(
    conversation: &Conversation,
    queue: QueueId,
    skills: &Skills,
    refused: &Refused,
    now: Timestamp,
) -> Result<String, Fault> {
    let kept = conversation.kept.map(|kept| (kept.agent, kept.excludes_others(now)));
    let counts: Vec<_> = refused.iter().collect();
    Ok(serde_json::to_string(&(conversation.number_id, queue, skills, kept, counts))?)
}

/// Says when it is to be looked at again.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn reckon(tx: &Tx<'_>, id: ConversationId, settings: &Settings, now: Timestamp) -> Result<(), Fault> {
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    reckon_for(tx, &conversation, settings, now)
}

fn reckon_for(tx: &Tx<'_>, conversation: &Conversation, settings: &Settings, now: Timestamp) -> Result<(), Fault> {
    let automated = automated_message::of_number(tx, conversation.number_id)?;
    let mut times = vec![
        stay(conversation).due_at(&timers(settings, &automated)),
        meanwhile::look_at(tx, conversation, &automated, now)?,
    ];
    if conversation.state == State::Open && !conversation.snoozed {
        times.push(conversation.kept.map(|kept| kept.until).filter(|until| now < *until));
        if let (Some(queue), Some(queued_at)) = (conversation.queue, conversation.queued_at) {
            times.push(queue::by_id(tx, queue)?.and_then(|queue| queue.settings.overflow.due_at(queued_at)));
        }
    }
    if conversation.state == State::WrapUp {
        times.push(settings.block.time().map(|time| conversation.state_at + time).filter(|at| now < *at));
    }
    routing::set_due(tx, conversation.id, times.into_iter().flatten().min())
}

/// How it stays where it is.
pub(crate) fn stay(conversation: &Conversation) -> Stay {
    Stay {
        state: conversation.state,
        since: conversation.state_at,
        last_message_at: conversation.last_message_at,
        unanswered: conversation.waiting_since_at.is_some(),
        reminded_at: conversation.reminded_at,
        rests_until: conversation.rests_until,
    }
}

/// What its workstream says about time.
pub(crate) fn timers(settings: &Settings, automated: &Automated) -> Timers {
    let notice = automated.active(Trigger::ClosingSoon).and_then(|setting| setting.after);
    Timers { auto_close: settings.auto_close, block: settings.block, notice }
}
