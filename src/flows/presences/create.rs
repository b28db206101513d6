//! A new named presence.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::PresenceId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::{Actor, Presence};
use crate::flows::presences::checked;
use crate::store::{Fault, audit, named_presence};

/// Makes one that counts as `base`.
///
/// # Errors
/// [`Refusal::NotAllowed`]; a problem of `name` or `base`; the store's.
pub fn create(app: &App, actor: Actor, name: &str, base: Option<Presence>) -> Result<PresenceId, Fault> {
    may_administer(actor)?;
    let (name, base) = match (checked(name), base) {
        (Ok(name), Some(base)) => (name, base),
        (name, base) => {
            let base = base.is_none().then(|| FieldProblem::new("base", "unknown"));
            return Err(Refusal::Fields(name.err().into_iter().chain(base).collect()).into());
        }
    };
    let now = app.clock.now();
    app.store.write(move |tx| {
        let id = named_presence::insert(tx, &name, base, now)?;
        let detail = json!({ "name": name, "base": base });
        audit::insert(tx, now, &actor.scope(), "presence.created", &format!("presence:{id}"), &detail)?;
        Ok(id)
    })
}
