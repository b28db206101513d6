//! The own setting of one is taken back: what stands behind it counts again.

use crate::app::App;
use crate::domain::automatic::{Scope, Trigger};
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::flows::automated_messages::{check_scope, note};
use crate::store::{Fault, automated_message};

/// Takes one back; nothing happens where nothing was set.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn follow(app: &App, actor: Actor, scope: Scope, trigger: Trigger) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        check_scope(tx, scope)?;
        if automated_message::remove(tx, scope, trigger)? {
            note(tx, actor, scope, (trigger, None), now)?;
        }
        Ok(())
    })
}
