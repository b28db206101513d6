//! One of them is set for a workstream or a number. It is in force at once, also for what waits.

use crate::app::App;
use crate::domain::automatic::{Change, Scope, Trigger};
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::flows::automated_messages::{check_scope, note, switched_on};
use crate::store::{Fault, automated_message};

/// Sets one. What is left out stays as it is in force here; whatever changes makes it the own setting of this scope.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or everything that is wrong with the fields.
pub fn set(app: &App, actor: Actor, scope: Scope, trigger: Trigger, change: Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        check_scope(tx, scope)?;
        let before = automated_message::of(tx, scope)?.of(trigger).setting;
        let after = change.apply(trigger, &before)?;
        if after == before {
            return Ok(());
        }
        automated_message::set(tx, scope, trigger, &after, now)?;
        if after.active && !before.active {
            switched_on(tx, scope, trigger, now)?;
        }
        note(tx, actor, scope, (trigger, Some(&after)), now)
    })
}
