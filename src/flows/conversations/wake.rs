//! The time of conversations that were set aside has come: they are back, or, where that was wanted, closed.

use crate::app::App;
use crate::domain::snooze::Back;
use crate::domain::time::Timestamp;
use crate::flows::Counts;
use crate::flows::conversations::{close, distribute, load, snooze};
use crate::store::snooze::{self as snoozes, Snooze};
use crate::store::{Fault, Tx};

/// Looked at at once.
const BATCH: u32 = 50;

/// Brings back what is due, and closes what is due to be closed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn wake(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let (mut woken, mut closed) = (0, 0);
    loop {
        let due = app.store.read(|db| snoozes::due(db, now, BATCH))?;
        if due.is_empty() {
            break;
        }
        for known in due {
            if known.closes && close_one(app, &known, now)? {
                closed += 1;
            } else {
                app.store.write(move |tx| back(tx, &known, now))?;
                woken += 1;
            }
        }
    }
    if woken > 0 {
        app.store.write(move |tx| distribute::distribute(tx, now))?;
    }
    Ok(vec![("woken", woken), ("closed", closed)])
}

fn back(tx: &Tx<'_>, known: &Snooze, now: Timestamp) -> Result<(), Fault> {
    let conversation = load(tx, known.conversation)?;
    // Somebody may have ended it meanwhile.
    if conversation.snoozed { snooze::come_back(tx, &conversation, Back::Time, now) } else { Ok(()) }
}

/// Whether it is closed, or need not be any more; what may not be closed now comes back.
fn close_one(app: &App, known: &Snooze, now: Timestamp) -> Result<bool, Fault> {
    let known = known.clone();
    let closed = app.store.write(move |tx| {
        let conversation = load(tx, known.conversation)?;
        let still = snoozes::of(tx, conversation.id)?.is_some_and(|now| now == known);
        if !still {
            return Ok(());
        }
        close::close_for(tx, &conversation, None, (known.user, &known.actor), now)
    });
    match closed {
        Ok(()) => Ok(true),
        Err(Fault::Refused(_)) => Ok(false),
        Err(fault) => Err(fault),
    }
}
