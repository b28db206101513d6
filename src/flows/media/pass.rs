//! What time does to files: those that were lost with whoever fetched them are asked for again, and a clock that jumped
//! rings no bell.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::time::Timestamp;
use crate::flows::Counts;
use crate::staging;
use crate::store::{Fault, content, media};

/// Wakes whoever fetches, if something is due.
///
/// # Errors
/// [`Fault`] of the store.
pub fn pass(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    if app.store.read(|db| media::has_lost(db, now))? {
        app.store.write(move |tx| media::recover(tx, false, now))?;
    }
    if app.store.read(media::next_at)?.is_some_and(|at| at <= now) {
        app.media_bell.ring();
    }
    Ok(Vec::new())
}

/// After a start nobody can be fetching: what was claimed is asked for again, and what was half written goes.
///
/// # Errors
/// [`Fault`] of the store.
pub fn recover(app: &App, now: Timestamp) -> Result<(), Fault> {
    if let Err(error) = staging::clear(&app.data_dir) {
        tracing::warn!(%error, "files that were left behind half fetched could not be removed");
    }
    app.store.write(move |tx| {
        content::recover(tx)?;
        media::recover(tx, true, now)?;
        tx.publish(Event::MediaWaits);
        Ok(())
    })
}
