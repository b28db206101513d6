//! A contact is made by hand, before a word was said.

use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::ContactId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::contacts::update::{self, Change};
use crate::store::{Fault, audit, contact};

/// Makes one.
///
/// # Errors
/// The problem of `address` if it is none, or is somebody's already, in either spelling; those of the fields.
pub fn create(app: &App, actor: Actor, typed: &str, change: Change) -> Result<ContactId, Fault> {
    let address = address(typed)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        if contact::find(tx, &address)?.is_some() {
            return Err(FieldProblem::new("address", "address-known").into());
        }
        let id = contact::insert(tx, &address, "", now)?;
        let made = contact::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        update::apply(tx, &made, &change, now)?;
        audit::insert(tx, now, &actor.scope(), "contact.created", &format!("contact:{id}"), &json!({}))?;
        Ok(id)
    })
}

/// A number as people type it, or a user id as WhatsApp gives it.
///
/// # Errors
/// The problem of `address`.
pub(crate) fn address(typed: &str) -> Result<Address, FieldProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldProblem::new("address", "missing"));
    }
    let exact = if typed.starts_with("whatsapp:") { typed.to_owned() } else { format!("whatsapp:{typed}") };
    let found = Address::parse(&exact).or_else(|_| Address::parse_typed(typed));
    found.map_err(|_| FieldProblem::new("address", "recipient"))
}
