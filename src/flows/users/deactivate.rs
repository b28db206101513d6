//! Keeping a user out, and letting them in again. Open work is released first: nothing waits for
//! somebody who does not come.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::UserId;
use crate::domain::presence::Happening;
use crate::domain::time::Timestamp;
use crate::flows::conversations::distribute;
use crate::flows::conversations::release::release_all;
use crate::flows::users::{keep_an_admin, load, standing, subject};
use crate::store::{Fault, Tx, audit, one_time_link, sign_in, standing as standings, user};

/// Keeps the user out from the next request on; returns how many conversations went back to everybody.
///
/// # Errors
/// `NotFound`, `LastAdmin` of [`crate::domain::refusal::Refusal`]; the store's.
pub fn deactivate(app: &App, actor: &str, id: UserId) -> Result<usize, Fault> {
    let now = app.clock.now();
    let actor = actor.to_owned();
    app.store.write(move |tx| {
        let known = load(tx, id)?;
        if !known.active {
            return Ok(0);
        }
        keep_an_admin(tx, &known)?;
        let released = release_all(tx, id, &actor, now)?;
        user::set_active(tx, id, false, now)?;
        sign_in::revoke_all(tx, id, None, now)?;
        one_time_link::use_up(tx, id, now)?;
        leave(tx, id, now)?;
        audit::insert(tx, now, &actor, "user.deactivated", &subject(id), &json!({ "released": released }))?;
        tx.publish(Event::UserChanged { user: id });
        Ok(released)
    })
}

/// Is not there any more, and what was released goes to others.
pub(super) fn leave(tx: &Tx<'_>, id: UserId, now: Timestamp) -> Result<(), Fault> {
    standing::happen(tx, id, now, |_| Happening::SignedOut)?;
    standings::set_page_seen(tx, id, false)?;
    distribute::distribute(tx, now)?;
    Ok(())
}

/// Lets the user in again, with the password they had.
///
/// # Errors
/// `NotFound` of [`crate::domain::refusal::Refusal`]; the store's.
pub fn reactivate(app: &App, actor: &str, id: UserId) -> Result<(), Fault> {
    let now = app.clock.now();
    let actor = actor.to_owned();
    app.store.write(move |tx| {
        if load(tx, id)?.active {
            return Ok(());
        }
        user::set_active(tx, id, true, now)?;
        audit::insert(tx, now, &actor, "user.reactivated", &subject(id), &json!({}))?;
        tx.publish(Event::UserChanged { user: id });
        Ok(())
    })
}
