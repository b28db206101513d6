//! Somebody is asked who a sender is and says that it is none of those it may be.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::ContactId;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::contacts::update::told;
use crate::store::{Fault, Tx, audit, contact, contact_candidate};

/// Says that a contact is somebody else than one whom it may be. Once nobody is left whom it may be, what it writes from is its
/// own, unless somebody would be left without any address; its messages find it all the same.
///
/// # Errors
/// [`Refusal::NotFound`] for a contact that is not there, and for what nobody asked; [`Fault`] of the store.
pub fn somebody_else(app: &App, actor: Actor, id: ContactId, candidate: ContactId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        contact::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        if !contact_candidate::is_other(tx, id, candidate, &actor.scope(), now)? {
            return Err(Refusal::NotFound.into());
        }
        if contact_candidate::open(tx, id)?.is_empty() {
            settle(tx, id)?;
        }
        told(tx, id)?;
        let detail = json!({ "contact": candidate.to_string() });
        audit::insert(tx, now, &actor.scope(), "contact.told_apart", &format!("contact:{id}"), &detail)
    })
}

fn settle(tx: &Tx<'_>, id: ContactId) -> Result<(), Fault> {
    for address in contact_candidate::claims(tx, id)? {
        let Some(owner) = contact::by_address(tx, &address)? else { continue };
        if owner.id != id && contact::addresses(tx, owner.id)?.len() > 1 {
            contact::move_address(tx, id, &address)?;
        }
    }
    Ok(())
}
