//! What waits goes to who is there: called inside the transaction of every cause, so that whoever caused it finds it done.
//!
//! It costs nothing where nothing is pushed, and little where everybody is full: the backlog is only read as far as
//! there are places for it.

use serde_json::json;

use crate::domain::assignment::backlog::{Backlog, Given};
use crate::domain::assignment::{Floor, Item, Kept};
use crate::domain::conversation::Act;
use crate::domain::event::Event;
use crate::domain::ids::ConversationId;
use crate::domain::offer::Offer;
use crate::domain::queue::Priority;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::trace::Step;
use crate::domain::workstream::Settings;
use crate::flows::conversations::joined::{self, Came};
use crate::flows::conversations::{step, tell_system, wait};
use crate::store::conversation::{self, Conversation, routing};
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Db, Fault, Tx, floor, offer, queue, trace_step, workstream};

/// Conversations that one pass gives away at most; the next second has the next pass.
const MOST: usize = 500;
/// Of one lane so many are read at most.
const OF_LANE: i64 = 500;

/// Gives away what can be given; how many.
///
/// # Errors
/// [`Fault`] of the store.
pub fn distribute(tx: &Tx<'_>, now: Timestamp) -> Result<usize, Fault> {
    let lanes = routing::lanes(tx)?;
    if lanes.is_empty() { Ok(0) } else { give_out(tx, lanes, &mut floor::load(tx, now)?, now) }
}

/// As [`distribute`], out of these lanes to these people, who have it then.
fn give_out(tx: &Tx<'_>, lanes: Vec<String>, floor: &mut Floor, now: Timestamp) -> Result<usize, Fault> {
    let room = floor.room();
    if room.is_none() {
        return Ok(0);
    }
    let mut backlog = Backlog::default();
    for lane in lanes {
        let Some(first) = routing::first_of_lane(tx, &lane, 1)?.pop() else { continue };
        let settings = workstream::of_number(tx, first.number_id)?.settings;
        let Some(first) = item(tx, &first, &settings)?.filter(|first| room.may_fit(&first.needs)) else { continue };
        let queue = floor.queues.get(&first.needs.queue).map_or_else(Priority::default, |queue| queue.priority);
        for waiting in routing::first_of_lane(tx, &lane, floor.places_for(&first.needs).min(OF_LANE))? {
            backlog.add(like(&first, &waiting), queue, now);
        }
    }
    let given = backlog.assign(floor, now, MOST);
    let count = given.len();
    for one in given {
        give(tx, one, now)?;
    }
    Ok(count)
}

/// Another one of the same lane, which differs in its place alone.
fn like(first: &Item, waiting: &Conversation) -> Item {
    let kept = waiting.kept.filter(|kept| first.refused.count(kept.agent) == 0);
    let (conversation, since) = (waiting.id, waiting.waits_since());
    Item { conversation, kept, priority: waiting.priority, since, ..first.clone() }
}

/// After one conversation began to wait: gives away what can be given, and if this one still waits, notes why.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn distribute_for(tx: &Tx<'_>, id: ConversationId, now: Timestamp) -> Result<(), Fault> {
    let lanes = routing::lanes(tx)?;
    if lanes.is_empty() {
        return Ok(());
    }
    let mut floor = floor::load(tx, now)?;
    give_out(tx, lanes, &mut floor, now)?;
    if !routing::is_in_lane(tx, id)? {
        return Ok(());
    }
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    let settings = workstream::of_number(tx, conversation.number_id)?.settings;
    let Some(item) = item(tx, &conversation, &settings)? else { return Ok(()) };
    let choice = floor.choose(&item, now);
    if choice.agent.is_none() {
        trace_step::add(tx, id, &Step::chosen(item.needs.queue, item.kept.map(|kept| kept.agent), choice), now)?;
    }
    Ok(())
}

/// Settings changed that decide how conversations wait: each is put where it belongs now, and then they are distributed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn place_all(tx: &Tx<'_>, now: Timestamp) -> Result<(), Fault> {
    let mut after = ConversationId(0);
    loop {
        let page = routing::open_after(tx, after, 500)?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for waiting in &page {
            let settings = workstream::of_number(tx, waiting.number_id)?.settings;
            wait::place(tx, waiting.id, &settings, now)?;
        }
    }
    distribute(tx, now)?;
    Ok(())
}

/// A conversation as assignment wants it; `None` for one that is in no queue.
///
/// # Errors
/// [`Fault`] of the store.
pub fn item(db: &Db, conversation: &Conversation, settings: &Settings) -> Result<Option<Item>, Fault> {
    let Some(queue) = conversation.queue else { return Ok(None) };
    let refused = offer::refused(db, conversation.id)?;
    // Whoever refused it does not get it first any more.
    let kept = conversation.kept.filter(|kept| refused.count(kept.agent) == 0);
    Ok(Some(Item {
        conversation: conversation.id,
        needs: settings.needs(queue, routing::skills(db, conversation.id)?),
        kept,
        refused,
        priority: conversation.priority,
        since: conversation.waits_since(),
    }))
}

fn give(tx: &Tx<'_>, given: Given, now: Timestamp) -> Result<(), Fault> {
    let (agent, queue) = (given.agent, given.item.needs.queue);
    let conversation = conversation::by_id(tx, given.item.conversation)?.ok_or(Refusal::NotFound)?;
    let manner = workstream::of_number(tx, conversation.number_id)?.settings.offer;
    let kept = given.item.kept.map(|kept: Kept| kept.agent);
    trace_step::add(tx, conversation.id, &Step::chosen(queue, kept, given.choice), now)?;
    queue::note_assigned(tx, queue, agent, now)?;
    match manner.until(now) {
        None => {
            step::step(tx, &conversation, Act::Take, Some(agent), now)?;
            tell_system(tx, &conversation, ThreadEventKind::Assigned, &json!({ "to": agent }), now)?;
            joined::tell(tx, &conversation, agent, Came::Given, now)?;
        }
        Some(until) => {
            step::step(tx, &conversation, Act::Offer, Some(agent), now)?;
            let made = Offer { conversation: conversation.id, agent, way: manner.way, until };
            offer::insert(tx, &made, queue, now)?;
            trace_step::add(tx, conversation.id, &Step::Offered { agent, until }, now)?;
            tx.publish(Event::OffersChanged { user: agent });
        }
    }
    tx.publish(conversation.changed(Some(agent)));
    Ok(())
}
