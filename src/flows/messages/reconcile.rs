//! What got lost on the way is found again: messages that no webhook brought, and our own messages whose
//! last report never came.
//!
//! The provider keeps no queue of webhooks; if ours and the fallback failed, a contact's message exists
//! only in its list. So the list is read at every start and every few minutes.

use crate::app::App;
use crate::domain::inbound::{Inbound, StatusReport};
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::accounts::credentials::credentials;
use crate::flows::messages::receive::{Received, Source, receive};
use crate::flows::messages::receive_status;
use crate::store::account::Account;
use crate::store::{Fault, account, message};
use crate::twilio::client::{CallError, Credentials};
use crate::twilio::messages::{ListFilter, Listed};

/// How far back the list is read.
const BACK: Millis = Millis::days(3);
/// How far back it is read when the last reading was whole.
const OVERLAP: Millis = Millis::days(1);
/// A message this young may still be on its way as a webhook, which says more than the list does.
const GRACE: Millis = Millis::seconds(60);
/// A send without a final report for this long is asked for.
const SILENT: Millis = Millis::hours(1);
/// Messages read per account and run.
const LIST_MAX: usize = 10_000;
/// Sends asked for per account and run.
const FETCH_MAX: u32 = 50;

/// Reads every active account's list. While running, very young messages are left to their webhooks.
///
/// # Errors
/// [`Fault`] of the store; a provider that does not answer is logged and counted.
pub fn reconcile(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    run(app, now, GRACE)
}

/// As [`reconcile`] at a start: what came while we were down has no webhook left to wait for.
///
/// # Errors
/// As [`reconcile`].
pub fn reconcile_at_start(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    run(app, now, Millis::ZERO)
}

fn run(app: &App, now: Timestamp, grace: Millis) -> Result<Counts, Fault> {
    let accounts = app.store.read(account::list)?;
    let (mut recovered, mut settled, mut unread) = (0, 0, 0);
    for account in accounts.into_iter().filter(|account| account.active) {
        let Ok(who) = credentials(app, &account) else {
            unread += 1;
            continue;
        };
        match recover_inbound(app, &account, &who, grace, now)? {
            Ok(count) => recovered += count,
            Err(error) => {
                tracing::warn!(account = account.id.0, %error, "the provider's list could not be read");
                unread += 1;
            }
        }
        settled += settle_silent(app, &account, &who, now)?;
    }
    Ok(vec![("recovered", recovered), ("settled", settled), ("unread_accounts", unread)])
}

fn recover_inbound(
    app: &App,
    account: &Account,
    who: &Credentials,
    grace: Millis,
    now: Timestamp,
) -> Result<Result<u64, CallError>, Fault> {
    let since = account.reconciled_until_at.map_or(now - BACK, |until| (until - OVERLAP).max(now - BACK));
    let filter = ListFilter { sent_after: Some(since), page_size: 1_000, ..ListFilter::default() };
    let mut listed = match app.twilio.list_messages(who, &filter, LIST_MAX) {
        Ok(listed) => listed,
        Err(error) => return Ok(Err(error)),
    };
    // The list begins with the newest; a thread wants its messages in order.
    listed.reverse();
    let mut count = 0;
    for found in listed.into_iter().filter(|found| found.direction_in) {
        let at = found.sent_at.or(found.created_at).unwrap_or(now);
        if at > now - grace && grace > Millis::ZERO {
            continue;
        }
        let (id, sid) = (account.id, found.sid.clone());
        if app.store.read(|db| message::is_known(db, id, &sid))? {
            continue;
        }
        if let Some(inbound) = to_inbound(app, who, account, found) {
            let received = app.store.write(move |tx| receive(tx, id, &inbound, &Source::Recovered, now))?;
            count += u64::from(received == Received::New);
        }
    }
    let id = account.id;
    app.store.write(move |tx| account::set_reconciled_until(tx, id, now))?;
    Ok(Ok(count))
}

/// The list knows neither names nor buttons; what it knows is enough to show and answer.
fn to_inbound(app: &App, who: &Credentials, account: &Account, found: Listed) -> Option<Inbound> {
    let media =
        if found.num_media == 0 { Vec::new() } else { app.twilio.list_media(who, &found.sid).unwrap_or_default() };
    found.into_inbound(&account.account_sid, media)
}

fn settle_silent(app: &App, account: &Account, who: &Credentials, now: Timestamp) -> Result<u64, Fault> {
    let id = account.id;
    let silent = app.store.read(|db| message::unfinished(db, id, now - BACK, now - SILENT, FETCH_MAX))?;
    let mut settled = 0;
    for waiting in silent {
        let Ok(found) = app.twilio.fetch_message(who, &waiting.provider_sid) else { continue };
        let report = StatusReport {
            account_sid: account.account_sid.clone(),
            provider_sid: waiting.provider_sid,
            message_id: Some(waiting.id),
            status: found.status,
            error_code: found.error_code,
        };
        let reported = app.store.write(move |tx| receive_status::apply(tx, id, &report, now))?;
        settled += u64::from(reported == receive_status::Reported::Moved);
    }
    Ok(settled)
}
