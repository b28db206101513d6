//! A delivery report moves the ticks: by rank, so that early, repeated and shuffled ones do no harm.

use crate::domain::ids::AccountId;
use crate::domain::inbound::StatusReport;
use crate::domain::time::Timestamp;
use crate::flows::messages::consequence;
use crate::store::message::{self, Message, Progress};
use crate::store::post::{self, Hook};
use crate::store::{Db, Fault, Tx, number, thread};

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    /// It moved a message.
    Moved,
    /// It said nothing new.
    NothingNew,
    /// It is about a message that we do not have.
    NotOurs,
}

/// The job for the writer. `form` is the raw body, kept for later versions.
///
/// # Errors
/// [`Fault`] of the store.
pub fn receive_status(
    tx: &Tx<'_>,
    account: AccountId,
    report: &StatusReport,
    form: &str,
    now: Timestamp,
) -> Result<Reported, Fault> {
    post::keep_raw(tx, account, Hook::Status, form, now)?;
    let Some(message) = find(tx, account, report)? else {
        return Ok(Reported::NotOurs);
    };
    // Only a report itself proves that reports reach us; what the list tells does not.
    if let Some(thread) = thread::by_id(tx, message.thread_id)? {
        number::touch_status(tx, thread.number_id, now)?;
    }
    settle(tx, &message, report, now)
}

/// As [`receive_status`] for what was read from the provider's list.
///
/// # Errors
/// [`Fault`] of the store.
pub fn apply(tx: &Tx<'_>, account: AccountId, report: &StatusReport, now: Timestamp) -> Result<Reported, Fault> {
    match find(tx, account, report)? {
        Some(message) => settle(tx, &message, report, now),
        None => Ok(Reported::NotOurs),
    }
}

fn settle(tx: &Tx<'_>, message: &Message, report: &StatusReport, now: Timestamp) -> Result<Reported, Fault> {
    let error_code = report.error_code.map(|code| code.to_string());
    let progress =
        Progress { provider_sid: Some(&report.provider_sid), error_code: error_code.as_deref(), handed_over_at: None };
    // A word that we do not know still tells us the provider's id, and that it has the message.
    let status = report.status.unwrap_or(crate::domain::message::Status::Accepted);
    let moved = consequence::apply(tx, message, status, report.error_code, &progress, now)?;
    Ok(if moved { Reported::Moved } else { Reported::NothingNew })
}

/// By our own id, which came with the address that the provider signed, else by the provider's.
fn find(db: &Db, account: AccountId, report: &StatusReport) -> Result<Option<Message>, Fault> {
    if let Some(id) = report.message_id
        && let Some(message) = message::by_id(db, id)?
        && message.account_id == account
        && message.provider_sid.as_deref().is_none_or(|sid| sid == report.provider_sid)
    {
        return Ok(Some(message));
    }
    message::by_provider_sid(db, account, &report.provider_sid)
}
