//! Whether the list of first steps is shown although something is left.

use serde_json::json;

use crate::app::App;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, setting};

/// Hides or shows it, for all admins.
///
/// # Errors
/// `NotAllowed`; the store's.
pub fn hide(app: &App, actor: Actor, hidden: bool) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        if hidden {
            setting::set(tx, setting::FIRST_STEPS_HIDDEN, "yes")?;
        } else {
            setting::remove(tx, setting::FIRST_STEPS_HIDDEN)?;
        }
        let action = if hidden { "first_steps.hidden" } else { "first_steps.shown" };
        audit::insert(tx, now, &actor.scope(), action, "", &json!({}))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UserId;
    use crate::domain::user::Role;
    use crate::flows::test_app::TestApp;
    use crate::store::first_steps_view;

    #[test]
    fn only_admins_hide_it_and_it_can_be_shown_again() {
        let app = TestApp::start(None);
        let hidden = || app.store.read(first_steps_view::facts).unwrap().hidden;
        let agent = Actor::User { id: UserId(1), role: Role::Agent };
        assert!(hide(&app, agent, true).is_err() && !hidden());
        hide(&app, Actor::Command, true).unwrap();
        assert!(hidden());
        hide(&app, Actor::Command, false).unwrap();
        assert!(!hidden());
        assert_eq!(app.value::<i64>("SELECT count(*) FROM audit WHERE action LIKE 'first_steps.%'"), 2);
    }
}
