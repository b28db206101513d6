//! A view of the list moves by one place among those of its owner.

use crate::app::App;
use crate::domain::ids::SavedViewId;
use crate::domain::permission::may_change_view;
use crate::domain::saved_view::moved;
use crate::domain::user::Actor;
use crate::flows::saved_views::{load, note};
use crate::store::{Fault, saved_view};

/// Moves one up or down; at the end it stays.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_change_view` says; the store's.
pub fn arrange(app: &App, actor: Actor, id: SavedViewId, up: bool) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let view = load(tx, actor, id)?;
        may_change_view(actor, view.owner)?;
        saved_view::order(tx, &moved(&saved_view::of_owner(tx, view.owner)?, id, up))?;
        note(tx, actor, view.owner, "saved_view.moved", (id, &view.name), now)
    })
}
