//! A send without an answer is looked up before it is repeated.
//!
//! The provider's list is read. A candidate must have been made after our attempt and belong to no other
//! row of ours; a text must be the same, a template matches without its body, which the list may not
//! have. Only when two look-ups found nothing is the message sent again.

use crate::app::App;
use crate::domain::delivery::{self, Next};
use crate::domain::event::Event;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::accounts::credentials::credentials;
use crate::flows::messages::deliver::{self, Job};
use crate::store::attempt::{self, AttemptOutcome};
use crate::store::outbox::{self, OutboxState};
use crate::store::{Db, Fault, message};
use crate::twilio::messages::{ListFilter, Listed};

/// The provider's clock may be this much behind ours.
const CLOCK_SKEW: Millis = Millis::minutes(1);
/// How many messages of one contact are read.
const LIST_MAX: usize = 200;
/// When the list itself cannot be read, we ask again after this.
const AGAIN: Millis = Millis::seconds(10);

/// Looks a claimed row up and settles it, or puts it back.
pub(crate) fn look_up(app: &App, job: Job) -> Result<(), Fault> {
    let attempted_at =
        app.store.read(|db| attempt::last_started_at(db, job.message.id))?.unwrap_or(job.message.created_at);
    let listed = credentials(app, &job.account).ok().and_then(|who| {
        let filter = ListFilter {
            to: Some(job.recipient.as_str()),
            from: Some(job.thread.number_address.as_str()),
            sent_after: Some(attempted_at - CLOCK_SKEW),
            page_size: 100,
        };
        app.twilio.list_messages(&who, &filter, LIST_MAX).ok()
    });
    let now = app.clock.now();
    let found = app.store.write(move |tx| {
        let current = deliver::reload(tx, &job)?;
        if current.provider_sid.is_some() {
            return deliver::settle_reported(tx, &current, attempted_at, now).map(|()| false);
        }
        let Some(listed) = listed else {
            // A list that we could not read told nothing: it does not count as a look.
            outbox::put_back_unread(tx, job.row.id, now + AGAIN)?;
            tx.publish(Event::OutboxFilled);
            return Ok(false);
        };
        if let Some(found) = find(tx, &job, &listed, attempted_at)? {
            deliver::end_attempt(tx, job.message.id, AttemptOutcome::Found, None, None, None, now)?;
            let status = found.status.unwrap_or(crate::domain::message::Status::Accepted);
            return deliver::settle_accepted(tx, &job, &found.sid, status, attempted_at, now).map(|()| true);
        }
        match delivery::after_lookup(job.row.lookups + 1, job.row.attempts, now) {
            Next::LookUp(at) => deliver::put_back(tx, job.row.id, OutboxState::LookUp, at),
            Next::Retry(at) => deliver::put_back(tx, job.row.id, OutboxState::Due, at),
            Next::Fail | Next::Done => deliver::give_up(tx, &current, None, now),
        }
        .map(|()| false)
    })?;
    if found {
        app.metrics.attempt(AttemptOutcome::Found.word());
    }
    Ok(())
}

/// The oldest message of the list that can be ours.
fn find<'a>(db: &Db, job: &Job, listed: &'a [Listed], attempted_at: Timestamp) -> Result<Option<&'a Listed>, Fault> {
    let mut best: Option<&Listed> = None;
    for candidate in listed.iter().filter(|candidate| fits(candidate, job, attempted_at)) {
        let older = best.is_none_or(|best| candidate.created_at < best.created_at);
        if older && !message::is_known(db, job.account.id, &candidate.sid)? {
            best = Some(candidate);
        }
    }
    Ok(best)
}

fn fits(candidate: &Listed, job: &Job, attempted_at: Timestamp) -> bool {
    let same_text = job.message.template_id.is_some() || candidate.body.trim() == job.message.body.trim();
    let in_time = candidate.created_at.is_none_or(|at| at >= attempted_at - CLOCK_SKEW);
    !candidate.direction_in && same_text && in_time
}
