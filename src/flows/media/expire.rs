//! Files are erased when their number has kept them long enough: here, and at the provider where that is wanted. The line
//! in the thread stays and says so.

use crate::app::App;
use crate::domain::media::Reason;
use crate::domain::message::MediaState;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::accounts::credentials::credentials;
use crate::store::media::{self, Expired};
use crate::store::number::Number;
use crate::store::{Fault, account, content, message, number};

/// Files in one job of the writer.
const BATCH: u32 = 50;
/// Jobs for one number in one run; the rest waits for the next.
const JOBS_MAX: u32 = 200;

/// Erases what is due.
///
/// # Errors
/// [`Fault`] of the store; what was erased until then stays erased.
pub fn expire(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let mut erased = 0;
    for number in app.store.read(number::list_with_deleted)? {
        let Some(days) = number.media_days else { continue };
        erased += of_number(app, &number, now - Millis::days(days), now)?;
    }
    Ok(vec![("files", erased)])
}

fn of_number(app: &App, number: &Number, before: Timestamp, now: Timestamp) -> Result<u64, Fault> {
    let mut erased = 0;
    for _ in 0..JOBS_MAX {
        let due = app.store.read(|db| media::expired(db, number.id, before, BATCH))?;
        let full = u32::try_from(due.len()).unwrap_or(u32::MAX) >= BATCH;
        let gone: Vec<Expired> =
            due.into_iter().filter(|one| !number.media_erase_at_provider || is_gone_there(app, one)).collect();
        if gone.is_empty() {
            // Nothing is due, or the provider cannot be reached: then ours stay too, until the next run.
            break;
        }
        erased += u64::try_from(gone.len()).unwrap_or(u64::MAX);
        app.store.write(move |tx| {
            for one in &gone {
                media::set_ended(tx, one.id, (MediaState::Removed, Reason::Expired), None)?;
                content::let_go(tx, one.content, now)?;
                if let Some(message) = message::by_id(tx, one.message)? {
                    tx.publish(message.changed());
                }
            }
            Ok(())
        })?;
        if !full {
            break;
        }
    }
    Ok(erased)
}

/// Has the provider forget it first: what failed there is tried again, since it is still here.
fn is_gone_there(app: &App, one: &Expired) -> bool {
    let (Some(url), Some(sid)) = (&one.url, &one.message_sid) else { return true };
    let account = match app.store.read(|db| account::by_id(db, one.account)) {
        Ok(Some(account)) => account,
        Ok(None) => return true,
        Err(_) => return false,
    };
    let Ok(who) = credentials(app, &account) else { return false };
    if !app.twilio.is_media_of(&who, sid, url) {
        return true;
    }
    match app.twilio.delete_media(&who, url) {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "a file could not be erased at the provider; it is tried again in an hour");
            false
        }
    }
}
