//! What becomes of an accepted message: the rungs it climbs, and the report of each.
//!
//! The message itself never climbs down, whatever order its reports are posted in; so the Messages list
//! always tells the truth, and reports may lie about the order, come twice, or wait.

use std::sync::Arc;

use super::core::{Core, State};
use super::journal::{Note, What};
use super::message::{Message, Status};
use super::post::{self, Stamp};
use super::rules;

/// A report that waits for its release.
#[derive(Clone, Debug)]
pub struct Held {
    sid: String,
    status: Status,
}

/// Lets a message that was just accepted go its way.
pub fn start(core: &Arc<Core>, sid: &str) {
    let Some(mut rungs) = rungs(&core.lock(), sid) else {
        return;
    };
    if core.lock().mischief.reports_reversed {
        rungs.reverse();
    }
    for status in rungs {
        push(core, sid, status);
    }
}

fn rungs(state: &State, sid: &str) -> Option<Vec<Status>> {
    let message = state.world.message(sid)?;
    let mut rungs = if message.service.is_some() { vec![Status::Queued] } else { Vec::new() };
    match message.outcome {
        Some(code) if rules::never_left(code) => rungs.push(Status::Failed),
        Some(_) => rungs.extend([Status::Sent, Status::Undelivered]),
        None => {
            rungs.push(Status::Sent);
            if state.habits.deliver {
                rungs.push(Status::Delivered);
            }
            if state.habits.deliver && state.habits.read {
                rungs.push(Status::Read);
            }
        }
    }
    rungs.retain(|status| status.rank() > message.status.rank());
    Some(rungs)
}

/// Makes one report after those of the same message that wait already.
pub fn push(core: &Arc<Core>, sid: &str, status: Status) {
    let (core_of_job, sid_of_job) = (Arc::clone(core), sid.to_owned());
    core.lanes.push(sid, move || report(&core_of_job, &sid_of_job, status));
}

fn report(core: &Arc<Core>, sid: &str, status: Status) {
    let pace = core.lock().habits.pace;
    if !pace.is_zero() {
        std::thread::sleep(pace);
    }
    if status == Status::Sent {
        super::files::fetch(core, sid);
    }
    let now = core.now();
    let status = core.change(|state| climb(state, sid, status, now));
    let Some(status) = status else { return };
    let mut state = core.lock();
    if state.mischief.reports_held {
        state.held.push(Held { sid: sid.to_owned(), status });
        return;
    }
    let twice = state.mischief.reports_twice;
    drop(state);
    post_one(core, sid, status, &[]);
    if twice {
        post_one(core, sid, status, &[Note::SecondCopy]);
    }
}

/// Moves the message up to `status`; answers what to report. A message whose files could not be fetched
/// reports `failed` once and nothing after it.
fn climb(state: &mut State, sid: &str, status: Status, now: i64) -> Option<Status> {
    let message = state.world.message_mut(sid)?;
    if message.status.is_bad() || message.reported.contains(&status) {
        return None;
    }
    let gone = message.outcome.is_some_and(rules::never_left);
    let status = if gone && status == Status::Sent { Status::Failed } else { status };
    if message.reported.contains(&status) {
        return None;
    }
    message.reported.push(status);
    if status.is_bad() {
        message.error = message.outcome;
    }
    if status.rank() > message.status.rank() {
        message.status = status;
        message.updated_at = now;
    }
    if status.rank() >= Status::Sent.rank() && status != Status::Failed && message.sent_at.is_none() {
        message.sent_at = Some(now);
    }
    Some(status)
}

fn post_one(core: &Arc<Core>, sid: &str, status: Status, notes: &[Note]) {
    let state = core.lock();
    let Some(message) = state.world.message(sid) else {
        return;
    };
    let Some(address) = message.status_callback.clone().filter(|address| !address.is_empty()) else {
        return;
    };
    let params = params(message, status);
    let party = message.to.clone();
    let out_of_order = message.status.rank() > status.rank() && !message.status.is_bad();
    let Some(stamp) = stamp(core, &state, &message.account_sid) else {
        return;
    };
    let wrong_key = state.mischief.wrong_key;
    drop(state);
    let began = core.now();
    let outcome = post::form(core, &address, None, &params, &stamp);
    let mut entry = core.entry(What::Report(status), began);
    entry.status = outcome.status;
    (entry.sid, entry.party) = (Some(sid.to_owned()), Some(party));
    entry.notes.extend(notes.iter().cloned());
    if out_of_order && notes.is_empty() {
        entry.notes.push(Note::OutOfOrder);
    }
    if wrong_key {
        entry.notes.push(Note::WrongKey);
    }
    entry.notes.extend(outcome.notes);
    core.log(entry);
}

/// Who signs for this account now.
#[must_use]
pub fn stamp(core: &Core, state: &State, account_sid: &str) -> Option<Stamp> {
    let account = state.world.account(account_sid)?;
    let auth_token = if state.mischief.wrong_key { "a wrong key".to_owned() } else { account.auth_token.clone() };
    Some(Stamp { auth_token, token: core.sid("") })
}

fn params(message: &Message, status: Status) -> Vec<(String, String)> {
    let mut params: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: &str| params.push((name.to_owned(), value.to_owned()));
    add("ChannelPrefix", "whatsapp");
    add("ApiVersion", "2010-04-01");
    add("MessageStatus", status.as_str());
    add("SmsSid", &message.sid);
    add("SmsStatus", status.as_str());
    add("ChannelInstallSid", "XE00000000000000000000000000000000");
    add("To", &message.to);
    add("From", &message.from);
    add("MessageSid", &message.sid);
    add("AccountSid", &message.account_sid);
    if let Some(service) = &message.service {
        add("MessagingServiceSid", service);
    }
    if status == Status::Read {
        add("EventType", "READ");
    }
    if let Some(code) = message.error.filter(|_| status.is_bad()) {
        add("ErrorCode", &code.to_string());
        add("ChannelStatusMessage", rules::sentence(code));
    }
    params
}

/// Posts what was held back, in the order in which it happened.
pub fn release(core: &Arc<Core>) {
    let held = core.change(|state| std::mem::take(&mut state.held));
    for Held { sid, status } in held {
        let (core_of_job, sid_of_job) = (Arc::clone(core), sid.clone());
        core.lanes.push(&sid, move || post_one(&core_of_job, &sid_of_job, status, &[]));
    }
}

/// The customer looks at the phone: everything that arrived from this sender is read. With `soon`, that
/// includes what is still on its way.
pub fn read_all(core: &Arc<Core>, sender_sid: &str, customer_id: &str, soon: bool) {
    let state = core.lock();
    let arrived = |message: &&Message| {
        let there = message.status == Status::Delivered || (soon && message.status.rank() < Status::Read.rank());
        !message.inbound && message.outcome.is_none() && there
    };
    let unread = state.world.between(sender_sid, customer_id).filter(arrived).map(|message| message.sid.clone());
    let unread: Vec<String> = unread.collect();
    drop(state);
    for sid in unread {
        push(core, &sid, Status::Read);
    }
}
