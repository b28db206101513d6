//! That a contact agreed to be written to is kept, so that a later message needs no more than that.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::ContactId;
use crate::domain::opt_in::{self, OptIn, Typed};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::{Fault, Tx, audit, contact, opt_in as opt_ins};

/// Keeps it.
///
/// # Errors
/// [`Refusal::NotFound`]; the problems of `opt_in.how`, `opt_in.words` and `opt_in.at`.
pub fn record_opt_in(app: &App, actor: Actor, id: ContactId, typed: &Typed) -> Result<(), Fault> {
    let now = app.clock.now();
    let checked = opt_in::check(typed, false, now).map_err(Refusal::Fields)?;
    app.store.write(move |tx| {
        contact::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        match &checked {
            Some(checked) => keep(tx, actor, id, checked, now),
            None => Ok(()),
        }
    })
}

/// Keeps it and notes who did.
pub(crate) fn keep(tx: &Tx<'_>, actor: Actor, id: ContactId, opt_in: &OptIn, now: Timestamp) -> Result<(), Fault> {
    opt_ins::insert(tx, id, opt_in, &actor.scope(), now)?;
    let detail = json!({ "how": opt_in.how, "given_at": opt_in.given_at.to_string() });
    audit::insert(tx, now, &actor.scope(), "opt_in.recorded", &format!("contact:{id}"), &detail)
}
