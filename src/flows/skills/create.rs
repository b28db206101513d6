//! A new skill.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::SkillId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::flows::skills::checked;
use crate::store::{Fault, audit, skill};

/// Makes one, which nobody has yet.
///
/// # Errors
/// [`Refusal::NotAllowed`](crate::domain::refusal::Refusal::NotAllowed); a problem of `name`; the store's.
pub fn create(app: &App, actor: Actor, name: &str) -> Result<SkillId, Fault> {
    may_administer(actor)?;
    let (name, now) = (checked(name)?, app.clock.now());
    app.store.write(move |tx| {
        let id = skill::insert(tx, &name, now)?;
        let detail = json!({ "name": name });
        audit::insert(tx, now, &actor.scope(), "skill.created", &format!("skill:{id}"), &detail)?;
        Ok(id)
    })
}
