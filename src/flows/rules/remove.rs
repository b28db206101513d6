//! A rule is removed.

use crate::app::App;
use crate::domain::ids::RuleId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::flows::rules::note;
use crate::store::Fault;
use crate::store::rule;

/// Removes one. Its row stays, for old conversations name it.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn remove(app: &App, actor: Actor, id: RuleId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = rule::get(tx, id)?;
        rule::delete(tx, id, now)?;
        note(tx, actor, "rule.removed", &before, now)
    })
}
