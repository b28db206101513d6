//! Who a cookie belongs to. A sign-in lives on while it is used, but is written only now and then.

use crate::app::App;
use crate::domain::health::AUTH_FAILURES_BAD;
use crate::domain::time::Millis;
use crate::domain::user::Role;
use crate::flows::sign_ins::{LASTS, hash};
use crate::store::Fault;
use crate::store::account;
use crate::store::first_steps_view;
use crate::store::outgoing_webhook;
use crate::store::sign_in::{self, SignedIn};

/// How old "last seen" may be before it is written again.
const SEEN_EXACT_TO: Millis = Millis::minutes(5);

/// The user behind a cookie, and whether the sign-in was prolonged, so that the cookie should be too.
///
/// # Errors
/// The store's. If only the prolonging fails, the user is recognised all the same.
pub fn recognise(app: &App, token: &str) -> Result<Option<(SignedIn, bool)>, Fault> {
    let now = app.clock.now();
    let found = app.store.read(|db| {
        let mut found = sign_in::find(db, &hash(token), now)?;
        if let Some(admin) = found.as_mut().filter(|found| found.role == Role::Admin) {
            admin.alarm = account::refused(db, AUTH_FAILURES_BAD)?;
            admin.paused_webhook = outgoing_webhook::paused(db)?;
            let steps = first_steps_view::facts(db)?;
            admin.steps_left = if steps.is_over() { 0 } else { steps.left() };
        }
        Ok(found)
    })?;
    let Some(found) = found else { return Ok(None) };
    let due = now - found.last_seen_at >= SEEN_EXACT_TO;
    if due {
        let id = found.id;
        app.store.submit(
            move |tx| sign_in::touch(tx, id, now, now + LASTS),
            |result| {
                if let Err(error) = result {
                    tracing::warn!(%error, "a sign-in could not be prolonged");
                }
            },
        );
    }
    Ok(Some((found, due)))
}
