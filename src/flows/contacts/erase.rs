//! Somebody is forgotten. Who it was goes at once; what was said goes in pieces, and a start goes on where it was.

use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::conversation::CloseReason;
use crate::domain::ids::{BroadcastId, ContactId};
use crate::domain::message::Status;
use crate::domain::permission::may_erase_contact;
use crate::domain::planned_message::PlannedState;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Actor;
use crate::flows::Counts;
use crate::flows::accounts::credentials::credentials;
use crate::flows::contacts::cover;
use crate::flows::conversations::{distribute, step};
use crate::flows::messages::consequence;
use crate::flows::paced::paced;
use crate::store::contact_elsewhere::{self as elsewhere, Place};
use crate::store::contact_erasure::{self as erasure, Due, Erasure, Marks, Phase, There};
use crate::store::message::Progress;
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{
    Fault, Tx, account, audit, contact, contact_candidate, contact_merge, content, conversation, erasure as texts,
    message, outbox, planned_message,
};

/// Messages, or rows of one kind, in one job of the writer.
const BATCH: u32 = 100;
/// Pieces of files in one job.
const PARTS: u32 = 16;
/// Jobs in one run; the rest waits for the next, a second later.
const JOBS_MAX: u32 = 200;
/// Calls of the provider in one run.
const CALLS_MAX: u32 = 50;
/// So long the provider is asked again to delete what it did not.
const PATIENCE: Millis = Millis::days(1);
/// Messages are counted up to here.
pub const COUNTED: i64 = 1_000_000;

/// What an admin chose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice {
    /// Whether the admin said that it is meant.
    pub sure: bool,
    /// Whether the provider is to delete messages and files too.
    pub at_provider: bool,
}

/// Begins it. Open conversations are closed, what has not left does not leave.
///
/// # Errors
/// [`Refusal::NotAllowed`] unless an admin asks; [`Refusal::NotFound`]; the problem of `sure`; [`Fault`] of the store.
pub fn erase(app: &App, actor: Actor, id: ContactId, choice: Choice) -> Result<(), Fault> {
    may_erase_contact(actor)?;
    if !choice.sure {
        return Err(FieldProblem::new("sure", "erase-sure").into());
    }
    let now = app.clock.now();
    app.store.write(move |tx| {
        contact::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        let marks = marks(tx, id)?;
        for live in conversation::live_of_contact(tx, id)? {
            step::close(tx, &live, CloseReason::Forced, now)?;
            let detail = json!({ "reason": CloseReason::Forced.word() });
            let place = (live.thread_id, live.id);
            thread_event::insert(tx, place, ThreadEventKind::Closed, Some(&actor.scope()), &detail, now)?;
        }
        call_off(tx, id, now)?;
        let total = erasure::count(tx, id, COUNTED)?;
        erasure::begin(tx, id, &actor.scope(), choice.at_provider, (&marks, total), now)?;
        erasure::overwriting(tx, |tx| erasure::forget_person(tx, id, now))?;
        distribute::distribute(tx, now)?;
        contact_merge::tell(tx, id)?;
        let detail = json!({ "at_provider": choice.at_provider });
        audit::insert(tx, now, &actor.scope(), "contact.erased", &format!("contact:{id}"), &detail)
    })
}

/// Every address that it has, writes from, or was written to at.
fn marks(tx: &Tx<'_>, id: ContactId) -> Result<Marks, Fault> {
    let mut all: Vec<Address> = contact::addresses(tx, id)?;
    all.extend(contact_candidate::claims(tx, id)?);
    all.extend(erasure::thread_addresses(tx, id)?);
    all.sort_unstable();
    all.dedup();
    let (mut own, mut shared) = (Vec::new(), Vec::new());
    for address in all {
        let others = contact::by_address(tx, &address)?.is_some_and(|known| known.id != id);
        if others { shared.push(address) } else { own.push(address) }
    }
    Ok(Marks::of(&own, &shared))
}

/// What has not left does not leave. What is just being handed over settles by itself and is erased then.
fn call_off(tx: &Tx<'_>, id: ContactId, now: Timestamp) -> Result<(), Fault> {
    for waiting in outbox::waiting_of_contact(tx, id)? {
        if let Some(found) = message::by_id(tx, waiting)? {
            consequence::apply(tx, &found, Status::Canceled, None, &Progress::default(), now)?;
        }
    }
    for planned in planned_message::open_of_contact(tx, id)? {
        planned_message::end(tx, planned, PlannedState::Cancelled, None, None, now)?;
    }
    Ok(())
}

/// Goes on with what is to be forgotten.
///
/// # Errors
/// [`Fault`] of the store; what is gone stays gone.
pub fn pass(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let mut jobs = 0;
    for id in app.store.read(erasure::open)?.into_iter().map(|one| one.contact) {
        while jobs < JOBS_MAX {
            let Some(at) = app.store.read(|db| erasure::get(db, id))?.filter(|one| one.done_at.is_none()) else {
                break;
            };
            jobs += 1;
            if !go_on(app, &at, now)? {
                break;
            }
        }
    }
    Ok(vec![("pieces", u64::from(jobs))])
}

/// One step; whether the next can be done at once.
fn go_on(app: &App, at: &Erasure, now: Timestamp) -> Result<bool, Fault> {
    let (id, next) = match at.phase {
        Phase::Messages => match messages(app, at, now)? {
            Some(more) => return Ok(more),
            None => (at.contact, Phase::Beside),
        },
        Phase::Beside => {
            let id = at.contact;
            let more = paced(app, move |tx| {
                erasure::overwriting(tx, |tx| {
                    Ok(erasure::erase_beside(tx, id, BATCH, now)? || content::remove_loose(tx, PARTS, now)?)
                })
            })?;
            if more {
                return Ok(true);
            }
            (id, Phase::Elsewhere)
        }
        Phase::Elsewhere => {
            all_elsewhere(app, at)?;
            (at.contact, Phase::Index)
        }
        Phase::Index => match cover::go_on(app, at)? {
            Some(more) => return Ok(more),
            None => (at.contact, if at.at_provider { Phase::There } else { Phase::Done }),
        },
        Phase::There => match told_there(app, at, now)? {
            Some(more) => return Ok(more),
            None => (at.contact, Phase::Done),
        },
        Phase::Done => return Ok(false),
    };
    app.store.write(move |tx| erasure::overwriting(tx, |tx| erasure::set_phase(tx, id, next, now)))?;
    Ok(true)
}

/// Texts and files of some messages; whether there are more, `None` when all are gone.
fn messages(app: &App, at: &Erasure, now: Timestamp) -> Result<Option<bool>, Fault> {
    let (id, keeps) = (at.contact, at.at_provider);
    let due = app.store.read(|db| erasure::due(db, id, BATCH))?;
    if due.is_empty() {
        return Ok(None);
    }
    let ready: Vec<Due> = due.into_iter().filter(|one| !one.busy).collect();
    let any = !ready.is_empty();
    paced(app, move |tx| {
        erasure::overwriting(tx, |tx| {
            for one in &ready {
                texts::erase(tx, one.id, now)?;
                erasure::erase_files(tx, one.id, keeps)?;
                if let Some(message) = message::by_id(tx, one.id)? {
                    tx.publish(message.changed());
                }
            }
            erasure::note_done(tx, id, i64::try_from(ready.len()).unwrap_or(i64::MAX))
        })
    })?;
    Ok(Some(any))
}

/// Raw posts, calls of webhooks, lists.
fn all_elsewhere(app: &App, at: &Erasure) -> Result<(), Fault> {
    let id = at.contact;
    for place in Place::ALL {
        let mut after = 0;
        loop {
            let found = app.store.read(|db| elsewhere::find(db, place, (id, &at.marks), after, BATCH))?;
            let Some(last) = found.last().copied() else { break };
            after = last;
            paced(app, move |tx| erasure::overwriting(tx, |tx| elsewhere::remove(tx, place, &found)))?;
        }
    }
    let mut after = BroadcastId(0);
    while let Some(broadcast) = app.store.read(|db| elsewhere::broadcasts(db, after))? {
        let marks = at.marks.clone();
        paced(app, move |tx| erasure::overwriting(tx, |tx| elsewhere::leave_broadcast(tx, broadcast, &marks)))?;
        after = broadcast;
    }
    Ok(())
}

/// Has the provider delete some messages with their files; whether there are more, `None` when it was told of all. What it does
/// not delete is tried again for a day.
fn told_there(app: &App, at: &Erasure, now: Timestamp) -> Result<Option<bool>, Fault> {
    let id = at.contact;
    let found = app.store.read(|db| erasure::there(db, id, at.there_to, CALLS_MAX))?;
    if found.is_empty() {
        return Ok(None);
    }
    for one in found {
        let gone = is_gone_there(app, &one);
        if !gone && now - at.at < PATIENCE {
            return Ok(Some(false));
        }
        app.store.write(move |tx| erasure::note_there(tx, id, one.id, i64::from(!gone)))?;
    }
    Ok(Some(true))
}

fn is_gone_there(app: &App, one: &There) -> bool {
    let account = match app.store.read(|db| account::by_id(db, one.account)) {
        Ok(Some(account)) => account,
        Ok(None) => return true,
        Err(_) => return false,
    };
    let Ok(who) = credentials(app, &account) else { return false };
    let mine = one.urls.iter().filter(|url| app.twilio.is_media_of(&who, &one.sid, url));
    let files = mine.map(|url| app.twilio.delete_media(&who, url)).collect::<Result<Vec<()>, _>>();
    match files.and_then(|_| app.twilio.delete_message(&who, &one.sid)) {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "a message could not be deleted at the provider; it is tried again for a day");
            false
        }
    }
}
