//! Texts are erased when their number has kept them long enough: here, and at the provider where that is wanted. That there
//! was a message stays, and says so.

use crate::app::App;
use crate::domain::ids::MessageId;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::accounts::credentials::credentials;
use crate::store::erasure::{self, Due};
use crate::store::number::Number;
use crate::store::{Fault, account, message, number};

/// Messages in one job of the writer.
const BATCH: u32 = 100;
/// Jobs for one number in one run; the rest waits for the next.
const JOBS_MAX: u32 = 400;
/// Fewer where the provider is called for each message.
const JOBS_WITH_CALLS_MAX: u32 = 20;

/// Erases what is due.
///
/// # Errors
/// [`Fault`] of the store; what was erased until then stays erased.
pub fn erase(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let mut erased = 0;
    for number in app.store.read(number::list_with_deleted)? {
        let Some(days) = number.text_days else { continue };
        let before = now - Millis::days(days);
        erased += of_number(app, &number, before, now)?;
        let id = number.id;
        while app.store.write(move |tx| erasure::erase_beside(tx, id, (before, now), BATCH))? {}
    }
    Ok(vec![("texts", erased)])
}

fn of_number(app: &App, number: &Number, before: Timestamp, now: Timestamp) -> Result<u64, Fault> {
    let id = number.id;
    let (mut after, to) = app.store.read(|db| Ok((erasure::reached(db, id)?, erasure::last_before(db, before)?)))?;
    let (mut erased, mut none_left_behind) = (0, true);
    let jobs = if number.text_erase_at_provider { JOBS_WITH_CALLS_MAX } else { JOBS_MAX };
    for _ in 0..jobs {
        let due = app.store.read(|db| erasure::due(db, id, after, to, BATCH))?;
        let last = u32::try_from(due.len()).unwrap_or(u32::MAX) < BATCH;
        let end = if last { to } else { due.last().map_or(to, |one| one.id) };
        let mut gone = Vec::new();
        let mut first_kept = None;
        for one in due {
            if !one.waits && (!number.text_erase_at_provider || is_gone_there(app, &one)) {
                gone.push(one.id);
            } else {
                first_kept = first_kept.or(Some(one.id));
            }
        }
        // What stays is looked at again in the next run.
        let reached = first_kept.map_or(end, |kept| MessageId(kept.0.saturating_sub(1)));
        let counts = none_left_behind;
        none_left_behind &= first_kept.is_none();
        let none = gone.is_empty();
        erased += u64::try_from(gone.len()).unwrap_or(u64::MAX);
        app.store.write(move |tx| {
            for id in &gone {
                erasure::erase(tx, *id, now)?;
                if let Some(message) = message::by_id(tx, *id)? {
                    tx.publish(message.changed());
                }
            }
            if counts { erasure::set_reached(tx, id, reached) } else { Ok(()) }
        })?;
        // Nothing is due any more, or the provider cannot be reached: then ours stay too, until the next run.
        if last || none {
            break;
        }
        after = end;
    }
    Ok(erased)
}

/// Has the provider forget it first: what failed there is tried again, since it is still here.
fn is_gone_there(app: &App, one: &Due) -> bool {
    let Some(sid) = &one.sid else { return true };
    let account = match app.store.read(|db| account::by_id(db, one.account)) {
        Ok(Some(account)) => account,
        Ok(None) => return true,
        Err(_) => return false,
    };
    let Ok(who) = credentials(app, &account) else { return false };
    match app.twilio.delete_message(&who, sid) {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "a message could not be erased at the provider; it is tried again");
            false
        }
    }
}
