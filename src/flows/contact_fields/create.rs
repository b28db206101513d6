//! A new own field.

use serde_json::json;

use crate::app::App;
use crate::domain::contact_field::{FIELDS_MAX, Typed, check};
use crate::domain::ids::ContactFieldId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::store::{Fault, audit, contact_field};

/// Makes one, empty for every contact.
///
/// # Errors
/// [`Refusal::NotAllowed`]; the problems of `name`, `kind` and `choices`; [`Fault`] of the store.
pub fn create(app: &App, actor: Actor, typed: &Typed) -> Result<ContactFieldId, Fault> {
    may_administer(actor)?;
    let checked = check(typed).map_err(Refusal::Fields)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let id = contact_field::insert(tx, &checked, now)?;
        if contact_field::list(tx)?.len() > FIELDS_MAX {
            let limit = i64::try_from(FIELDS_MAX).unwrap_or(i64::MAX);
            return Err(FieldProblem::with_limit("name", "too-many", limit).into());
        }
        let detail = json!({ "name": checked.name, "kind": checked.kind });
        audit::insert(tx, now, &actor.scope(), "contact_field.created", &format!("contact_field:{id}"), &detail)?;
        Ok(id)
    })
}
