//! Quick replies: made, changed, removed, brought and taken away as CSV.
//!
//! What is done to those that everybody shares stands in the audit log; what one keeps for oneself does not.

pub mod create;
pub mod export;
pub mod import;
pub mod remove;
#[cfg(test)]
mod tests;
pub mod update;

use serde_json::Value;

use crate::domain::ids::{QuickReplyId, UserId, WorkstreamId};
use crate::domain::permission::may_see_quick_reply;
use crate::domain::quick_reply::{PERSONAL_MAX, SHARED_MAX};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::quick_reply::{self, QuickReply};
use crate::store::{Db, Fault, Tx, audit, workstream};

/// Whose a new one is: the actor's own, or everybody's.
///
/// # Errors
/// [`Refusal::NotAllowed`] for a program, which has none of its own.
fn owner(actor: Actor, shared: bool) -> Result<Option<UserId>, Refusal> {
    if shared { Ok(None) } else { actor.user().map(Some).ok_or(Refusal::NotAllowed) }
}

/// The one with this id, if the actor may see it.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn load(db: &Db, actor: Actor, id: QuickReplyId) -> Result<QuickReply, Fault> {
    let found = quick_reply::by_id(db, id)?.ok_or(Refusal::NotFound)?;
    may_see_quick_reply(actor, found.owner)?;
    Ok(found)
}

/// Refuses workstreams that do not exist.
fn known(db: &Db, workstreams: &[WorkstreamId]) -> Result<(), Fault> {
    for id in workstreams {
        if !workstream::exists(db, *id)? {
            return Err(FieldProblem::new("workstreams", "unknown").into());
        }
    }
    Ok(())
}

/// Refuses what would be one too many.
fn room(db: &Db, owner: Option<UserId>, field: &'static str) -> Result<(), Fault> {
    let limit = if owner.is_some() { PERSONAL_MAX } else { SHARED_MAX };
    if quick_reply::count(db, owner)? > limit {
        return Err(FieldProblem::with_limit(field, "quick-replies-full", limit).into());
    }
    Ok(())
}

/// Notes what was done to one that everybody shares.
fn note(
    tx: &Tx<'_>,
    actor: Actor,
    owner: Option<UserId>,
    action: &str,
    subject: &str,
    detail: &Value,
    now: Timestamp,
) -> Result<(), Fault> {
    match owner {
        Some(_) => Ok(()),
        None => audit::insert(tx, now, &actor.scope(), action, subject, detail),
    }
}
