//! The recommended ones are switched on together. Texts and times that were set stay.

use crate::app::App;
use crate::domain::automatic::{Scope, Setting, Trigger};
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::flows::automated_messages::{check_scope, note, switched_on};
use crate::store::{Fault, automated_message};

/// Switches them on; how many were off.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn recommend(app: &App, actor: Actor, scope: Scope) -> Result<usize, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        check_scope(tx, scope)?;
        let settings = automated_message::of(tx, scope)?;
        let mut switched = 0;
        for trigger in Trigger::ALL.iter().copied().filter(|trigger| trigger.is_recommended()) {
            let before = settings.of(trigger).setting;
            if before.active {
                continue;
            }
            let after = Setting { active: true, ..before };
            automated_message::set(tx, scope, trigger, &after, now)?;
            switched_on(tx, scope, trigger, now)?;
            note(tx, actor, scope, (trigger, Some(&after)), now)?;
            switched += 1;
        }
        Ok(switched)
    })
}
