//! Switches an account on or off. Off: nothing is sent by its numbers and its templates are not read;
//! what contacts write is still taken, for Twilio would drop what we refuse.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::store::{Fault, account, audit, number};

/// Switches it; to what it is already changes nothing.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn set_active(app: &App, actor: Actor, id: AccountId, active: bool) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let mut account = account::get(tx, id)?;
        if account.active == active {
            return Ok(());
        }
        account.active = active;
        account::update(tx, &account, now)?;
        let action = if active { "account.activated" } else { "account.deactivated" };
        audit::insert(tx, now, &actor.scope(), action, &format!("account:{id}"), &json!({}))?;
        for number in number::list_of_account(tx, id)? {
            tx.publish(Event::NumberChanged { number: number.id });
        }
        Ok(())
    })
}
