//! Ending sign-ins: this one, one of one's own, all others.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{SignInId, UserId};
use crate::domain::presence::Happening;
use crate::domain::refusal::Refusal;
use crate::flows::conversations::answer;
use crate::flows::users::standing;
use crate::store::{Fault, sign_in, standing as standings};

/// Ends one sign-in of the user; signing out is ending the present one.
///
/// # Errors
/// [`Refusal::NotFound`] if it is not theirs or has ended.
pub fn revoke(app: &App, user: UserId, id: SignInId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        if !sign_in::revoke(tx, user, id, now)? {
            return Err(Refusal::NotFound.into());
        }
        if sign_in::live_count(tx, user, now)? == 0 {
            standing::happen(tx, user, now, |_| Happening::SignedOut)?;
            standings::set_page_seen(tx, user, false)?;
            answer::take_back(tx, user, now)?;
        }
        tx.publish(Event::UserChanged { user });
        Ok(())
    })
}

/// Ends all sign-ins of the user but the present one; returns how many.
///
/// # Errors
/// The store's.
pub fn revoke_others(app: &App, user: UserId, present: SignInId) -> Result<usize, Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let ended = sign_in::revoke_all(tx, user, Some(present), now)?;
        tx.publish(Event::UserChanged { user });
        Ok(ended)
    })
}
