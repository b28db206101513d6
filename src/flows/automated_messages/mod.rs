//! What is said by itself: set for a workstream or a number, taken back, and the recommended ones switched on together.

pub mod follow;
pub mod recommend;
pub mod set;
#[cfg(test)]
mod tests;

use crate::domain::automatic::{Scope, Setting, Trigger};
use crate::domain::language::Language;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Actor;
use crate::store::conversation::routing;
use crate::store::{Db, Fault, Tx, audit, automated_message, number, workstream};

/// Fine if there is such a workstream or number.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NotFound`]; the store's.
pub fn check_scope(db: &Db, scope: Scope) -> Result<(), Fault> {
    match scope {
        Scope::Workstream(id) => workstream::get(db, id).map(|_| ()),
        Scope::Number(id) => number::get(db, id).map(|_| ()),
    }
}

/// Notes in the audit log what is set now; and what time makes be said is reckoned anew.
fn note(
    tx: &Tx<'_>,
    actor: Actor,
    scope: Scope,
    (trigger, set): (Trigger, Option<&Setting>),
    now: Timestamp,
) -> Result<(), Fault> {
    let (action, detail) = match set {
        Some(set) => (
            "automated_message.changed",
            serde_json::json!({
                "trigger": trigger, "active": set.active, "text_en": set.texts.get(&Language::En),
                "text_el": set.texts.get(&Language::El), "after_seconds": set.after.map(Millis::whole_seconds),
                "once_per_seconds": set.once_per.map(Millis::whole_seconds),
            }),
        ),
        None => ("automated_message.reset", serde_json::json!({ "trigger": trigger })),
    };
    audit::insert(tx, now, &actor.scope(), action, &scope.subject(), &detail)?;
    if trigger.waits_for_time() { routing::look_again(tx, scope, now) } else { Ok(()) }
}

/// Whoever waits already when it is switched on is not told so out of a clear sky.
fn switched_on(tx: &Tx<'_>, scope: Scope, trigger: Trigger, now: Timestamp) -> Result<(), Fault> {
    if trigger == Trigger::WaitingLong { automated_message::note_waiting_told(tx, scope, now) } else { Ok(()) }
}
