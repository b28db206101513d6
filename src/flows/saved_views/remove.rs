//! A view of the list is removed; the conversations in it stay where they are.

use crate::app::App;
use crate::domain::ids::SavedViewId;
use crate::domain::permission::may_change_view;
use crate::domain::user::Actor;
use crate::flows::saved_views::{load, note};
use crate::store::{Fault, preferences, saved_view};

/// Removes one.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_change_view` says; the store's.
pub fn remove(app: &App, actor: Actor, id: SavedViewId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = load(tx, actor, id)?;
        may_change_view(actor, before.owner)?;
        saved_view::remove(tx, id)?;
        preferences::forget_view(tx, id)?;
        note(tx, actor, before.owner, "saved_view.removed", (id, &before.name), now)
    })
}
