//! A view of the list is called or holds something else.

use crate::app::App;
use crate::domain::ids::SavedViewId;
use crate::domain::permission::may_change_view;
use crate::domain::saved_view::Typed;
use crate::domain::user::Actor;
use crate::flows::saved_views::{known, load, note};
use crate::store::{Fault, saved_view};

/// Changes one.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_change_view` says; what is wrong with the fields; the store's.
pub fn update(app: &App, actor: Actor, id: SavedViewId, typed: &Typed) -> Result<(), Fault> {
    let checked = typed.checked();
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = load(tx, actor, id)?;
        may_change_view(actor, before.owner)?;
        let checked = checked?;
        known(tx, &checked.filter)?;
        saved_view::update(tx, id, &checked, now)?;
        note(tx, actor, before.owner, "saved_view.changed", (id, &checked.name), now)
    })
}
