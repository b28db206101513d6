//! A rule changes, or is switched on and off.

use crate::app::App;
use crate::domain::ids::RuleId;
use crate::domain::permission::may_administer;
use crate::domain::rule::check::NAME_CHARS_MAX;
use crate::domain::text;
use crate::domain::user::Actor;
use crate::flows::rules::{note, sound};
use crate::store::Fault;
use crate::store::rule::{self, Rule};

/// Changes one: `change` is given the rule as it is.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or everything that is wrong with the fields.
pub fn update(
    app: &App,
    actor: Actor,
    id: RuleId,
    change: impl FnOnce(&mut Rule) -> Result<(), Fault> + Send + 'static,
) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = rule::get(tx, id)?;
        let mut after = before.clone();
        change(&mut after)?;
        after.name = text::one_line(&after.name, NAME_CHARS_MAX + 1);
        if after == before {
            return Ok(());
        }
        // What it named may be gone meanwhile; switching it off must be possible all the same.
        if after.on || (&after.name, &after.says) != (&before.name, &before.says) {
            sound(tx, &after.name, &after.says)?;
        }
        rule::update(tx, &after, now)?;
        note(tx, actor, "rule.changed", &after, now)
    })
}

/// Switches one on or off.
///
/// # Errors
/// As [`update`].
pub fn switch(app: &App, actor: Actor, id: RuleId, on: bool) -> Result<(), Fault> {
    update(app, actor, id, move |rule| {
        rule.on = on;
        Ok(())
    })
}
