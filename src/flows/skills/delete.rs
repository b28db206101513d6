//! A skill is deleted, once no rule sets it and no live conversation needs it. Agents who have it lose it.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::SkillId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::conversations::distribute::distribute;
use crate::store::{Fault, audit, skill};

/// Deletes one.
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::NotFound`]; [`Refusal::InUse`] with everything that needs it; the store's.
pub fn delete(app: &App, actor: Actor, id: SkillId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = skill::get(tx, id)?;
        Refusal::unless_unused(&skill::uses(tx, id)?)?;
        let detail = json!({ "name": before.name, "agents": skill::who_has(tx, id)?.len() });
        skill::delete(tx, id, now)?;
        audit::insert(tx, now, &actor.scope(), "skill.deleted", &format!("skill:{id}"), &detail)?;
        distribute(tx, now).map(|_| ())
    })
}
