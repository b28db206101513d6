//! Rows of the outbox that somebody took and never gave back: whether their messages were handed over is
//! not known, so they are looked up.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::message::Status;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::messages::consequence;
use crate::store::attempt::{self, AttemptOutcome};
use crate::store::message::{self, Progress};
use crate::store::{Fault, outbox};

/// A row that was taken this long ago is nobody's: every call to the provider has ended by then.
const STUCK: Millis = Millis::minutes(5);

/// Puts back what a stopped process had taken: each such message is looked up before anything else.
/// Called before the first sender starts.
///
/// # Errors
/// [`Fault`] of the store.
pub fn recover(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    app.store.write(move |tx| outbox::forget_far_future(tx, now))?;
    recover_taken_before(app, Timestamp(i64::MAX), now)
}

/// Puts back what was taken so long ago that the call must have ended: its end could not be written, say
/// because the disk was full.
///
/// # Errors
/// [`Fault`] of the store.
pub fn recover_stuck(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    if !app.store.read(|db| outbox::any_claimed(db, now - STUCK))? {
        return Ok(vec![("recovered", 0)]);
    }
    recover_taken_before(app, now - STUCK, now)
}

fn recover_taken_before(app: &App, until: Timestamp, now: Timestamp) -> Result<Counts, Fault> {
    let recovered = app.store.write(move |tx| {
        let messages = outbox::recover_claimed(tx, until, now)?;
        for id in &messages {
            let ended = attempt::Ended {
                outcome: AttemptOutcome::Unknown,
                http_status: None,
                code: None,
                note: Some("the program stopped before the answer came"),
            };
            attempt::end(tx, *id, &ended, now)?;
            if let Some(message) = message::by_id(tx, *id)? {
                consequence::set_status(tx, &message, Status::Unknown, &Progress::default(), now)?;
            }
        }
        tx.publish(Event::OutboxFilled);
        Ok(messages.len())
    })?;
    Ok(vec![("recovered", u64::try_from(recovered).unwrap_or(u64::MAX))])
}
