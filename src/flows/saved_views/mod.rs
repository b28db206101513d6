//! Own views of the list: made, changed, put in order, removed.
//!
//! What is done to those that everybody shares stands in the audit log; what one keeps for oneself does not.

pub mod arrange;
pub mod create;
pub mod remove;
pub mod update;

use serde_json::json;

use crate::domain::ids::{SavedViewId, UserId};
use crate::domain::permission::may_see_view;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::saved_view::{Agent, Filter};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::saved_view::{self, SavedView};
use crate::store::{Db, Fault, Tx, audit, number, queue, user};

/// The one with this id, if the actor may see it.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn load(db: &Db, actor: Actor, id: SavedViewId) -> Result<SavedView, Fault> {
    let found = saved_view::by_id(db, id)?.ok_or(Refusal::NotFound)?;
    may_see_view(actor, found.owner)?;
    Ok(found)
}

/// Refuses what a filter names and nobody has.
fn known(db: &Db, filter: &Filter) -> Result<(), Fault> {
    let unknown = |field| Err(FieldProblem::new(field, "unknown").into());
    if let Some(id) = filter.number
        && number::by_id(db, id)?.is_none()
    {
        return unknown("number_id");
    }
    if let Some(id) = filter.queue
        && queue::by_id(db, id)?.is_none_or(|queue| queue.deleted_at.is_some())
    {
        return unknown("queue_id");
    }
    if let Some(Agent::User(id)) = filter.agent
        && user::find(db, id)?.is_none()
    {
        return unknown("agent");
    }
    Ok(())
}

/// Notes what was done to one that everybody shares.
fn note(
    tx: &Tx<'_>,
    actor: Actor,
    owner: Option<UserId>,
    action: &str,
    (id, name): (SavedViewId, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    match owner {
        Some(_) => Ok(()),
        None => audit::insert(tx, now, &actor.scope(), action, &format!("saved_view:{id}"), &json!({ "name": name })),
    }
}
