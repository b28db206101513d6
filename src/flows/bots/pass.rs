//! What time does to talks of bots: half an hour without progress leads to people, and a question that was lost with
//! whoever asked it is asked again.

use crate::app::App;
use crate::domain::bot::Why;
use crate::domain::event::Event;
use crate::domain::time::Timestamp;
use crate::flows::Counts;
use crate::flows::bots::part::{self, Handing};
use crate::store::{Fault, bot_call, bot_session};

/// Handed over in one transaction.
const BATCH: u32 = 100;

/// Hands over what stood still for too long.
///
/// # Errors
/// [`Fault`] of the store.
pub fn pass(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let mut handed_over = 0;
    while app.store.read(|db| Ok(!bot_session::due(db, now, 1)?.is_empty()))? {
        handed_over += app.store.write(move |tx| {
            let due = bot_session::due(tx, now, BATCH)?;
            for conversation in &due {
                part::hand_over(tx, *conversation, &Handing::plain(Why::Silence), now)?;
            }
            Ok(u64::try_from(due.len()).unwrap_or(u64::MAX))
        })?;
    }
    if app.store.read(|db| bot_call::has_lost(db, now))? {
        app.store.write(move |tx| bot_call::recover(tx, false, now))?;
    }
    // A clock that jumped rings no bell.
    if app.store.read(bot_call::next_at)?.is_some_and(|at| at <= now) {
        app.bot_bell.ring();
    }
    Ok(vec![("handed_over", handed_over)])
}

/// After a start nobody can be asking: what was claimed is asked again.
///
/// # Errors
/// [`Fault`] of the store.
pub fn recover(app: &App, now: Timestamp) -> Result<(), Fault> {
    app.store.write(move |tx| {
        bot_call::recover(tx, true, now)?;
        tx.publish(Event::BotAsked);
        Ok(())
    })
}
