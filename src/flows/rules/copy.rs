//! A rule is copied, right behind itself and switched off, so that it can be changed before it counts.

use crate::app::App;
use crate::domain::ids::RuleId;
use crate::domain::in_use::copy_name;
use crate::domain::permission::may_administer;
use crate::domain::rule::check::NAME_CHARS_MAX;
use crate::domain::user::Actor;
use crate::flows::rules::{note, room};
use crate::store::Fault;
use crate::store::rule::{self, NewRule};

/// Copies one; `prefix` is “copy of” in the reader's language.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `too-many` for one rule too many.
pub fn copy(app: &App, actor: Actor, id: RuleId, prefix: &str) -> Result<RuleId, Fault> {
    may_administer(actor)?;
    let (now, prefix) = (app.clock.now(), prefix.to_owned());
    app.store.write(move |tx| {
        let from = rule::get(tx, id)?;
        room(tx, (from.workstream, from.set))?;
        let order = rule::list(tx, from.workstream, from.set)?.into_iter().map(|rule| rule.id);
        let name = copy_name(&prefix, &from.name, NAME_CHARS_MAX);
        let new = NewRule { workstream: from.workstream, set: from.set, name, on: false, says: from.says };
        let copied = rule::insert(tx, &new, now)?;
        let order = order.flat_map(|one| if one == id { vec![one, copied] } else { vec![one] });
        rule::reorder(tx, &order.collect::<Vec<_>>())?;
        note(tx, actor, "rule.created", &rule::get(tx, copied)?, now)?;
        Ok(copied)
    })
}
