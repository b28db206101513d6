//! Broadcasts at work: a few messages each second go into the outbox.
//!
//! So many that the number never has more than a second's worth of them waiting, and what an agent writes overtakes the
//! rest. Each is one short job of the writer that first looks whether the broadcast still runs: a pause or a cancel
//! counts from the next message on, and customers' messages come in between. Message and row are one transaction, so
//! that nobody is written to twice, whenever we were killed.

use serde_json::json;

use crate::app::App;
use crate::domain::broadcast::row::Fault as RowFault;
use crate::domain::broadcast::{Act, State, room, stops_all, transition};
use crate::domain::ids::{BroadcastId, TemplateId};
use crate::domain::opt_in;
use crate::domain::permission::may_broadcast;
use crate::domain::planned_message::Planner;
use crate::domain::refusal::Refusal;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::broadcasts::load;
use crate::flows::conversations::quiet::send_quietly;
use crate::flows::conversations::write_to::{named_contact, thread_of};
use crate::flows::messages::send::Wanted;
use crate::flows::planned_messages::release::{PLANNER_GONE, actor};
use crate::store::broadcast::Broadcast;
use crate::store::broadcast_row::{self, Next};
use crate::store::{Fault, Tx, audit, broadcast, contact, number, opt_in as opt_ins};

/// What became of one step.
enum Step {
    Sent,
    /// Nothing more for now.
    Rest,
}

/// Starts those whose time has come, and sends the next messages of all that run.
///
/// # Errors
/// [`Fault`] of the store.
pub fn run(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let mut sent = 0;
    for found in app.store.read(|db| broadcast::at_work(db, now))? {
        if found.state == State::Scheduled {
            let id = found.id;
            app.store.write(move |tx| start(tx, id, now))?;
        }
        sent += portion(app, &found, now)?;
    }
    Ok(vec![("sent", sent)])
}

fn start(tx: &Tx<'_>, id: BroadcastId, now: Timestamp) -> Result<(), Fault> {
    let found = load(tx, id)?;
    match transition(found.state, Act::Start) {
        Ok(state) if found.due_at.is_some_and(|at| at <= now) => broadcast::set_state(tx, id, state, now),
        _ => Ok(()),
    }
}

/// As many messages as there is room for.
fn portion(app: &App, found: &Broadcast, now: Timestamp) -> Result<u64, Fault> {
    let (id, margin) = (found.id, app.window_margin);
    let room = app.store.read(|db| {
        let sandbox = number::get(db, found.number)?.sandbox;
        let most = i64::try_from(room(0, sandbox)).unwrap_or(i64::MAX);
        Ok(room(broadcast_row::waiting(db, found.number, most)?, sandbox))
    })?;
    let mut sent = 0;
    // Without room there is still one thing to do: to see that it is done.
    for _ in 0..room.max(1) {
        let may_send = room > 0;
        match app.store.write(move |tx| step(tx, id, may_send, margin, now)) {
            Ok(Step::Sent) => sent += 1,
            Ok(Step::Rest) => break,
            Err(Fault::Refused(refusal)) => {
                let stops = stops_all(&refusal);
                app.store.write(move |tx| refused(tx, id, &refusal, now))?;
                if stops {
                    break;
                }
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(sent)
}

fn step(tx: &Tx<'_>, id: BroadcastId, may_send: bool, margin: Millis, now: Timestamp) -> Result<Step, Fault> {
    let found = load(tx, id)?;
    if found.state != State::Running {
        return Ok(Step::Rest);
    }
    let Some(next) = broadcast_row::next(tx, id)? else {
        if !broadcast_row::any_waiting(tx, id)? {
            broadcast::set_state(tx, id, transition(found.state, Act::Finish)?, now)?;
        }
        return Ok(Step::Rest);
    };
    if !may_send {
        return Ok(Step::Rest);
    }
    let planner = found.confirmed_by.as_deref().and_then(Planner::read);
    let actor = planner.map(|planner| actor(tx, planner)).transpose()?.flatten();
    let Some(actor) = actor.filter(|actor| may_broadcast(*actor).is_ok()) else {
        pause(tx, id, PLANNER_GONE, now)?;
        return Ok(Step::Rest);
    };
    let Next { id: row, address, kept } = next;
    let (known, address) = contact::reach(tx, address)?;
    let contact = named_contact(tx, known, &address, &kept.name, now)?;
    if let Ok(Some(opt_in)) = opt_in::check(&kept.opt_in, true, now) {
        opt_ins::insert(tx, contact, &opt_in, &actor.scope(), now)?;
    }
    let thread = thread_of(tx, found.number, contact, &address, now)?;
    let wanted = Wanted::Template { template: TemplateId(kept.template), values: kept.values };
    let (_, message) = send_quietly(tx, actor, &thread, &wanted, margin, now)?;
    broadcast_row::release(tx, row, message, now)?;
    Ok(Step::Sent)
}

/// The row whose turn it was could not be sent. What is about all of them pauses the broadcast.
fn refused(tx: &Tx<'_>, id: BroadcastId, refusal: &Refusal, now: Timestamp) -> Result<(), Fault> {
    if load(tx, id)?.state != State::Running {
        return Ok(());
    }
    if stops_all(refusal) {
        return pause(tx, id, refusal.code(), now);
    }
    match broadcast_row::next(tx, id)? {
        Some(next) => {
            let fault = RowFault::new("refused").with("code", refusal.code());
            broadcast_row::refuse(tx, next.id, &fault, now)
        }
        None => Ok(()),
    }
}

fn pause(tx: &Tx<'_>, id: BroadcastId, code: &str, now: Timestamp) -> Result<(), Fault> {
    tracing::info!(broadcast = id.0, code, "a broadcast paused by itself");
    broadcast::set_state(tx, id, State::Paused, now)?;
    broadcast::set_paused_because(tx, id, code)?;
    let detail = json!({ "code": code });
    audit::insert(tx, now, "system", "broadcast.paused", &format!("broadcast:{id}"), &detail)
}
