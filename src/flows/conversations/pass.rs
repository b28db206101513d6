//! A second passes: offers run out, conversations wait too long or are forgotten, wrap-ups free their agents, and what
//! waits is distributed.

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::conversation::timers::Due;
use crate::domain::conversation::{CloseReason, State};
use crate::domain::overflow::{Destination, place_after_waiting};
use crate::domain::presence::Happening;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::trace::Step;
use crate::domain::workstream::Settings;
use crate::flows::Counts;
use crate::flows::conversations::close::close_in;
use crate::flows::conversations::fronts::Fronts;
use crate::flows::conversations::{answer, distribute, meanwhile, overflowed, route, wait};
use crate::flows::messages::automatic::{self, Extra};
use crate::flows::messages::receive;
use crate::flows::surveys::ask::ask;
use crate::flows::users::standing;
use crate::store::conversation::{Conversation, routing};
use crate::store::{
    Fault, Tx, automated_message, message, offer, queue, standing as standings, thread, trace_step, workstream,
};

/// Looked at in one transaction.
const BATCH: u32 = 100;

/// Does what time alone does to conversations, and gives away what can be given.
///
/// # Errors
/// [`Fault`] of the store.
pub fn pass(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let (mut timed_out, mut looked_at, mut given) = (0, 0, 0);
    while app.store.read(|db| Ok(!offer::over(db, now, 1)?.is_empty()))? {
        timed_out += app.store.write(move |tx| {
            let over = offer::over(tx, now, BATCH)?;
            for made in &over {
                answer::time_out(tx, made, now)?;
            }
            Ok(count(over.len()))
        })?;
    }
    while app.store.read(|db| Ok(!routing::due(db, now, 1)?.is_empty()))? {
        looked_at += app.store.write(move |tx| {
            let due = routing::due(tx, now, BATCH)?;
            for conversation in &due {
                look_at(tx, conversation, now)?;
            }
            Ok(count(due.len()))
        })?;
    }
    while app.store.read(|db| Ok(!routing::lanes(db)?.is_empty()))? {
        let more = app.store.write(move |tx| distribute::distribute(tx, now))?;
        given += count(more);
        if more == 0 {
            break;
        }
    }
    Ok(vec![("timed_out", timed_out), ("looked_at", looked_at), ("given", given)])
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

fn look_at(tx: &Tx<'_>, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    let settings = workstream::of_number(tx, conversation.number_id)?.settings;
    let automated = automated_message::of_number(tx, conversation.number_id)?;
    match wait::stay(conversation).due(&wait::timers(&settings, &automated), now) {
        Some(Due::Close(reason)) => {
            close_in(tx, conversation, reason, None, now)?;
            return ask(tx, conversation, now);
        }
        Some(Due::BeginAgain) => return begin_again(tx, conversation, now),
        Some(Due::Remind(notice)) => remind(tx, conversation, notice, now)?,
        None => {}
    }
    match conversation.state {
        State::Open => {
            if conversation.snoozed || !move_on(tx, conversation, &settings, now)? {
                meanwhile::say(tx, conversation, &automated, now)?;
                wait::place(tx, conversation.id, &settings, now)?;
            }
        }
        State::WrapUp => {
            if let (Some(time), Some(user)) = (settings.block.time(), conversation.assignee)
                && conversation.state_at + time <= now
            {
                standings::note_freed(tx, user, now)?;
                standing::happen(tx, user, now, Happening::Load)?;
            }
            wait::reckon(tx, conversation.id, &settings, now)?;
        }
        State::Active | State::Waiting | State::Closed => {
            meanwhile::say(tx, conversation, &automated, now)?;
            wait::reckon(tx, conversation.id, &settings, now)?;
        }
    }
    Ok(())
}

/// The contact is told that it will be closed. If that cannot be said, it is closed at its time all the same.
fn remind(tx: &Tx<'_>, conversation: &Conversation, notice: Millis, now: Timestamp) -> Result<(), Fault> {
    let extra = Extra { minutes: Some(notice.whole_minutes()), ..Extra::default() };
    automatic::tell(tx, conversation, Trigger::ClosingSoon, &extra, now)?;
    routing::set_reminded(tx, conversation.id, now)
}

/// A wrap-up that was forgotten ends, and what the contact wrote in it is new work.
fn begin_again(tx: &Tx<'_>, old: &Conversation, now: Timestamp) -> Result<(), Fault> {
    close_in(tx, old, CloseReason::WrapUp, None, now)?;
    let Some(thread) = thread::by_id(tx, old.thread_id)? else { return Ok(()) };
    let since = old.waiting_since_at.unwrap_or(now);
    let opened = receive::open_conversation(tx, &thread, since, now)?;
    routing::hand_over(tx, old, opened.id, since)?;
    let first = message::first_inbound(tx, opened.thread_id, opened.id)?;
    let (body, extra) = first.unwrap_or_default();
    let facts = route::facts(tx, &opened, &body, &extra, now)?;
    route::arrive(tx, opened.id, facts, false, now)?;
    distribute::distribute_for(tx, opened.id, now)
}

/// One that waited in its queue for too long goes where the overflow says. Whether it did.
fn move_on(tx: &Tx<'_>, conversation: &Conversation, settings: &Settings, now: Timestamp) -> Result<bool, Fault> {
    let (Some(from), Some(queued_at)) = (conversation.queue, conversation.queued_at) else { return Ok(false) };
    let overflow = queue::by_id(tx, from)?.map(|queue| queue.settings.overflow).unwrap_or_default();
    let Some(then) = overflow.when_waiting(queued_at, now) else { return Ok(false) };
    let fronts = Fronts::new(tx, now);
    let placing = place_after_waiting(from, then, settings.fallback_queue, |queue| fronts.look(queue));
    let placing = fronts.trusted(placing)?;
    trace_step::add(tx, conversation.id, &Step::moved(&placing, None), now)?;
    match placing.destination {
        Destination::Queue(queue) => {
            wait::enter(tx, conversation.id, queue, None, settings, now)?;
            tx.publish(conversation.changed(None));
            distribute::distribute_for(tx, conversation.id, now)?;
        }
        Destination::End(queue, cause) => {
            overflowed::tell(tx, conversation, (queue, cause), false, now)?;
            close_in(tx, conversation, CloseReason::Overflow, None, now)?;
        }
    }
    Ok(true)
}
