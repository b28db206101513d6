//! Messages that leave at a time that somebody chose: planned, called off, sent when their time has come.

pub mod acknowledge;
pub mod cancel;
pub mod plan;
pub mod release;

use crate::domain::ids::PlannedMessageId;
use crate::domain::planned_message::may_see;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::store::planned_message::{self, PlannedMessage};
use crate::store::{Db, Fault};

/// The one with this id, if the actor may see it.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn load(db: &Db, actor: Actor, id: PlannedMessageId) -> Result<PlannedMessage, Fault> {
    let found = planned_message::by_id(db, id)?.ok_or(Refusal::NotFound)?;
    may_see(actor, found.planner)?;
    Ok(found)
}
