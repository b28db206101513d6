//! What got lost on the way is found again: messages that no webhook brought, and our own messages whose
//! last report never came.
//!
//! The provider keeps no queue of webhooks; if ours and the fallback failed, a contact's message exists
//! only in its list. So the list is read at every start and every few minutes, page by page: it may hold
//! more than fits in memory, and of most messages we only learn that we know them.

use std::collections::{HashMap, HashSet};

use crate::app::App;
use crate::domain::inbound::{Inbound, StatusReport};
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::accounts::credentials::credentials;
use crate::flows::messages::receive::{Received, Source, receive};
use crate::flows::messages::receive_status;
use crate::store::account::Account;
use crate::store::message::Unfinished;
use crate::store::{Fault, account, message, number};
use crate::twilio::client::{CallError, Credentials};
use crate::twilio::messages::{ListFilter, Listed};

/// How far back the list is read.
const BACK: Millis = Millis::days(3);
/// How far back it is read while running, when the last reading was whole.
const OVERLAP: Millis = Millis::days(1);
/// A message this young may still be on its way as a webhook, which says more than the list does.
const GRACE: Millis = Millis::seconds(60);
/// A send without a final report for this long is asked for.
const SILENT: Millis = Millis::hours(1);
/// Messages in one answer of the provider.
const PAGE: u16 = 1_000;
/// Sends without an end that one run looks after.
const SILENT_MAX: u32 = 5_000;
/// Those of them that the list did not show are asked for one by one, so many in one run.
const FETCH_MAX: usize = 50;

/// Reads every active account's list. While running, very young messages are left to their webhooks.
///
/// # Errors
/// [`Fault`] of the store; a provider that does not answer is logged and counted.
pub fn reconcile(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    run(app, now, false)
}

/// As [`reconcile`] at a start: the whole stretch is read, and what came while we were down has no webhook
/// left to wait for.
///
/// # Errors
/// As [`reconcile`].
pub fn reconcile_at_start(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    run(app, now, true)
}

/// One account in one run.
struct Reading<'a> {
    app: &'a App,
    account: &'a Account,
    who: &'a Credentials,
    now: Timestamp,
    /// The provider's ids of our sends without an end; what the list tells about one takes it out.
    silent: HashMap<String, Unfinished>,
}

fn run(app: &App, now: Timestamp, at_start: bool) -> Result<Counts, Fault> {
    let accounts = app.store.read(account::list)?;
    let (mut recovered, mut settled, mut unread) = (0, 0, 0);
    for account in accounts.into_iter().filter(|account| account.active) {
        let Ok(who) = credentials(app, &account) else {
            unread += 1;
            continue;
        };
        let id = account.id;
        let silent = app.store.read(|db| message::unfinished(db, id, now - BACK, now - SILENT, SILENT_MAX))?;
        let silent = silent.into_iter().map(|waiting| (waiting.provider_sid.clone(), waiting)).collect();
        let mut reading = Reading { app, account: &account, who: &who, now, silent };
        match reading.list(at_start)? {
            Ok(found) => {
                recovered += reading.recover(found.missed)?;
                for (waiting, listed) in found.reports {
                    settled += reading.settle(&waiting, &listed)?;
                }
            }
            Err(error) => {
                tracing::warn!(account = account.id.0, %error, "the provider's list could not be read");
                unread += 1;
            }
        }
        settled += reading.ask()?;
    }
    Ok(vec![("recovered", recovered), ("settled", settled), ("unread_accounts", unread)])
}

/// What the list told that we did not know.
#[derive(Default)]
struct Found {
    /// Messages of contacts that no webhook brought, newest first.
    missed: Vec<Listed>,
    /// How sends of ours without an end stand.
    reports: Vec<(Unfinished, Listed)>,
}

impl Reading<'_> {
    fn list(&mut self, at_start: bool) -> Result<Result<Found, CallError>, Fault> {
        let (id, now) = (self.account.id, self.now);
        let ours = self.app.store.read(|db| number::list_of_account(db, id))?;
        let ours: HashSet<String> = ours.into_iter().map(|number| number.address.as_str().to_owned()).collect();
        // A clock that was set back must not leave us waiting for the time it had shown.
        let read_until = self.account.reconciled_until_at.filter(|_| !at_start).map(|until| until.min(now));
        let since = read_until.map_or(now - BACK, |until| (until - OVERLAP).max(now - BACK));
        let grace = if at_start { Millis::ZERO } else { GRACE };
        let filter = ListFilter { sent_after: Some(since), page_size: PAGE, ..ListFilter::default() };
        let mut found = Found::default();
        for page in self.app.twilio.message_pages(self.who, &filter) {
            let page = match page {
                Ok(page) => page,
                Err(error) => return Ok(Err(error)),
            };
            let (theirs, ours_sent): (Vec<Listed>, Vec<Listed>) = page.into_iter().partition(|one| one.direction_in);
            for listed in ours_sent {
                if let Some(waiting) = self.silent.remove(&listed.sid) {
                    found.reports.push((waiting, listed));
                }
            }
            let settled = |one: &Listed| grace == Millis::ZERO || one.sent_at.or(one.created_at) <= Some(now - grace);
            let theirs = theirs.into_iter().filter(|one| ours.contains(&one.to) && settled(one)).collect();
            found.missed.extend(self.unknown(theirs)?);
        }
        Ok(Ok(found))
    }

    fn unknown(&self, listed: Vec<Listed>) -> Result<Vec<Listed>, Fault> {
        let id = self.account.id;
        self.app.store.read(|db| {
            let mut unknown = Vec::new();
            for one in listed {
                if !message::is_known(db, id, &one.sid)? {
                    unknown.push(one);
                }
            }
            Ok(unknown)
        })
    }

    /// Stores what was missed. The stretch counts as read only when all of it is stored.
    fn recover(&self, missed: Vec<Listed>) -> Result<u64, Fault> {
        let (id, now) = (self.account.id, self.now);
        let (mut count, mut whole) = (0, true);
        // The list begins with the newest; a thread wants its messages in order.
        for listed in missed.into_iter().rev() {
            match self.inbound(listed) {
                Ok(Some(inbound)) => {
                    let stored = self.app.store.write(move |tx| receive(tx, id, &inbound, &Source::Recovered, now))?;
                    count += u64::from(stored == Received::New);
                }
                Ok(None) => {}
                Err(error) => {
                    // Without its files it would be half a message for ever; the next run has it whole.
                    tracing::warn!(account = id.0, %error, "the files of a missed message could not be listed");
                    whole = false;
                }
            }
        }
        if whole {
            self.app.store.write(move |tx| account::set_reconciled_until(tx, id, now))?;
        }
        Ok(count)
    }

    /// The list knows neither names nor buttons; what it knows is enough to show and answer.
    fn inbound(&self, listed: Listed) -> Result<Option<Inbound>, CallError> {
        let media = match listed.num_media {
            0 => Vec::new(),
            _ => self.app.twilio.list_media(self.who, &listed.sid)?,
        };
        Ok(listed.into_inbound(&self.account.account_sid, media))
    }

    /// Asks one by one for what the list did not show.
    fn ask(&mut self) -> Result<u64, Fault> {
        let mut settled = 0;
        for (sid, waiting) in std::mem::take(&mut self.silent).into_iter().take(FETCH_MAX) {
            let Ok(found) = self.app.twilio.fetch_message(self.who, &sid) else { continue };
            settled += self.settle(&waiting, &found)?;
        }
        Ok(settled)
    }

    fn settle(&self, waiting: &Unfinished, found: &Listed) -> Result<u64, Fault> {
        // Nothing new, or a word that we do not know: no write for that.
        let Some(status) = found.status.and_then(|status| waiting.status.after(status)) else { return Ok(0) };
        let (id, now) = (self.account.id, self.now);
        let report = StatusReport {
            account_sid: self.account.account_sid.clone(),
            provider_sid: found.sid.clone(),
            message_id: Some(waiting.id),
            status: Some(status),
            error_code: found.error_code,
        };
        let reported = self.app.store.write(move |tx| receive_status::apply(tx, id, &report, now))?;
        Ok(u64::from(reported == receive_status::Reported::Moved))
    }
}
