//! A skill gets another name.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::SkillId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::flows::skills::checked;
use crate::store::{Fault, audit, skill};

/// Renames one.
///
/// # Errors
/// `NotAllowed`, `NotFound` of [`Refusal`](crate::domain::refusal::Refusal); a problem of `name`; the store's.
pub fn update(app: &App, actor: Actor, id: SkillId, name: &str) -> Result<(), Fault> {
    may_administer(actor)?;
    let (name, now) = (checked(name)?, app.clock.now());
    app.store.write(move |tx| {
        let before = skill::get(tx, id)?;
        if before.name == name {
            return Ok(());
        }
        skill::update(tx, id, &name, now)?;
        let detail = json!({ "from": before.name, "to": name });
        audit::insert(tx, now, &actor.scope(), "skill.changed", &format!("skill:{id}"), &detail)
    })
}
