//! What time does to deliveries: those that are due again are called, and those that were lost with whoever called them
//! are called anew, with the same event id.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::time::Timestamp;
use crate::flows::Counts;
use crate::store::{Fault, webhook_delivery};

/// Wakes whoever calls when something is due: by its time, by a clock that jumped, or by a command beside us.
///
/// # Errors
/// [`Fault`] of the store.
pub fn pass(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let mut recovered = 0;
    if app.store.read(|db| webhook_delivery::has_lost(db, now))? {
        recovered = app.store.write(move |tx| webhook_delivery::recover(tx, false, now))?;
    }
    if app.store.read(|db| webhook_delivery::any_due(db, now))? {
        app.delivery_bell.ring();
    }
    Ok(vec![("recovered", u64::try_from(recovered).unwrap_or(u64::MAX))])
}

/// After a start nobody can be calling: what was claimed is called again.
///
/// # Errors
/// [`Fault`] of the store.
pub fn recover(app: &App, now: Timestamp) -> Result<(), Fault> {
    app.store.write(move |tx| {
        webhook_delivery::recover(tx, true, now)?;
        tx.publish(Event::DeliveriesDue);
        Ok(())
    })
}
