//! A new view of the list.

use crate::app::App;
use crate::domain::ids::SavedViewId;
use crate::domain::permission::may_change_view;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::saved_view::{Typed, VIEWS_MAX};
use crate::domain::user::Actor;
use crate::flows::saved_views::{known, note};
use crate::store::{Fault, saved_view};

/// Makes one, for oneself or for everybody.
///
/// # Errors
/// [`Refusal::NotAllowed`]; what is wrong with the fields; `name`/`views-full`; the store's.
pub fn create(app: &App, actor: Actor, shared: bool, typed: &Typed) -> Result<SavedViewId, Fault> {
    // A program has none of its own.
    let owner = if shared { None } else { Some(actor.user().ok_or(Refusal::NotAllowed)?) };
    may_change_view(actor, owner)?;
    let checked = typed.checked()?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        known(tx, &checked.filter)?;
        if saved_view::of_owner(tx, owner)?.len() >= VIEWS_MAX {
            let limit = i64::try_from(VIEWS_MAX).unwrap_or(i64::MAX);
            return Err(FieldProblem::with_limit("name", "views-full", limit).into());
        }
        let id = saved_view::insert(tx, owner, &checked, now)?;
        note(tx, actor, owner, "saved_view.created", (id, &checked.name), now)?;
        Ok(id)
    })
}
