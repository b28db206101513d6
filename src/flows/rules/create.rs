//! A new rule, behind the others of its list.

use crate::app::App;
use crate::domain::ids::RuleId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::FieldProblem;
use crate::domain::rule::check::NAME_CHARS_MAX;
use crate::domain::text;
use crate::domain::user::Actor;
use crate::flows::rules::{Place, note, room, sound};
use crate::store::Fault;
use crate::store::rule::{self, NewRule, Says};

/// Makes one.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or everything that is wrong with the fields.
pub fn create(app: &App, actor: Actor, place: Place, name: &str, on: bool, says: Says) -> Result<RuleId, Fault> {
    may_administer(actor)?;
    let (now, name) = (app.clock.now(), text::one_line(name, NAME_CHARS_MAX + 1));
    app.store.write(move |tx| {
        let (workstream, set) = place.found(tx)?;
        if set.is_some() != matches!(says, Says::Sets(_)) {
            return Err(FieldProblem::new("then", "unknown").into());
        }
        room(tx, (workstream, set))?;
        sound(tx, &name, &says)?;
        let id = rule::insert(tx, &NewRule { workstream, set, name, on, says }, now)?;
        note(tx, actor, "rule.created", &rule::get(tx, id)?, now)?;
        Ok(id)
    })
}
