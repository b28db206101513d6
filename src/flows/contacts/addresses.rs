//! A contact is reached at one more address, or at one fewer.

use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::ContactId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::contacts::create;
use crate::flows::contacts::update::told;
use crate::store::{Fault, audit, contact};

/// The most addresses of one contact.
const ADDRESSES_MAX: usize = 20;

/// Adds one; the contact's own in its other spelling is the same.
///
/// # Errors
/// [`Refusal::NotFound`]; the problem of `address` if it is none, or somebody else's; [`Fault`] of the store.
pub fn add(app: &App, actor: Actor, id: ContactId, typed: &str) -> Result<(), Fault> {
    let (address, now) = (create::address(typed)?, app.clock.now());
    app.store.write(move |tx| {
        contact::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        match contact::find(tx, &address)? {
            Some(known) if known.id == id => return Ok(()),
            Some(_) => return Err(FieldProblem::new("address", "address-known").into()),
            None => {}
        }
        if contact::addresses(tx, id)?.len() >= ADDRESSES_MAX {
            let limit = i64::try_from(ADDRESSES_MAX).unwrap_or(i64::MAX);
            return Err(FieldProblem::with_limit("address", "too-many", limit).into());
        }
        contact::add_address(tx, id, &address, now)?;
        told(tx, id)?;
        audit::insert(tx, now, &actor.scope(), "contact.address_added", &format!("contact:{id}"), &json!({}))
    })
}

/// Takes one away; whoever writes from it later is somebody new. The last one stays.
///
/// # Errors
/// [`Refusal::NotFound`]; the problem of `address` for the last one; [`Fault`] of the store.
pub fn remove(app: &App, actor: Actor, id: ContactId, address: &Address) -> Result<(), Fault> {
    let (address, now) = (address.clone(), app.clock.now());
    app.store.write(move |tx| {
        contact::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        let all = contact::addresses(tx, id)?;
        if !all.contains(&address) {
            return Err(Refusal::NotFound.into());
        }
        if all.len() == 1 {
            return Err(FieldProblem::new("address", "address-last").into());
        }
        contact::remove_address(tx, id, &address)?;
        told(tx, id)?;
        audit::insert(tx, now, &actor.scope(), "contact.address_removed", &format!("contact:{id}"), &json!({}))
    })
}
