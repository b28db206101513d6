//! Broadcasts: made out of a list, checked row by row, confirmed, sent in small portions, paused and cancelled.

pub mod act;
pub mod check;
pub mod confirm;
pub mod create;
pub mod run;
pub mod set_list;

use serde_json::Value;

use crate::domain::broadcast::row::Version;
use crate::domain::compose::check_template;
use crate::domain::ids::BroadcastId;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::broadcast::{self, Broadcast};
use crate::store::number::Number;
use crate::store::template::{self, Template};
use crate::store::{Db, Fault, Tx, audit};

/// The one with this id.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn load(db: &Db, id: BroadcastId) -> Result<Broadcast, Fault> {
    Ok(broadcast::by_id(db, id)?.ok_or(Refusal::NotFound)?)
}

/// The template in the languages in which the list can be sent: those of the same name that may go out at any time
/// and ask for nothing that the chosen one does not.
///
/// # Errors
/// [`Fault`] of the store.
pub fn versions(db: &Db, number: &Number, chosen: &Template) -> Result<Vec<Version>, Fault> {
    let all = template::of_account(db, number.account_id)?;
    let fits = |other: &Template| {
        other.id == chosen.id
            || (other.name == chosen.name
                && other.sandbox == chosen.sandbox
                && check_template(&other.facts(), false, number.sandbox).is_ok()
                && other.variables.iter().all(|variable| chosen.variables.contains(variable)))
    };
    Ok(all
        .into_iter()
        .filter(fits)
        .map(|found| Version {
            chosen: found.id == chosen.id,
            id: found.id,
            language: found.language,
            body: found.body,
            variables: found.variables,
        })
        .collect())
}

/// Notes what was done to one.
fn note(tx: &Tx<'_>, actor: Actor, id: BroadcastId, action: &str, detail: &Value, now: Timestamp) -> Result<(), Fault> {
    audit::insert(tx, now, &actor.scope(), action, &format!("broadcast:{id}"), detail)
}
