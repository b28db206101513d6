//! In with email and password. Whoever is not let in learns nothing about who has an account.

use crate::app::App;
use crate::domain::time::Timestamp;
use crate::flows::sign_ins::{Begun, Browser, begin, guard};
use crate::password;
use crate::store::{Fault, user};

/// Why nobody was let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// No such user, no or another password, or deactivated: all the same to the outside.
    Wrong,
    /// Too many tries; the next one counts from then on.
    Wait(Timestamp),
}

/// Signs in.
///
/// # Errors
/// The store's, and [`Fault::Unavailable`] if too many passwords are being checked.
pub fn sign_in(app: &App, email: &str, password: &str, browser: Browser) -> Result<Result<Begun, Denied>, Fault> {
    let now = app.clock.now();
    let email = email.trim();
    let keys = guard::Keys::new(email, &browser.peer);
    if let Some(until) = guard::try_now(app, &keys, now)? {
        return Ok(Err(Denied::Wait(until)));
    }
    let known = app.store.read(|db| user::credentials(db, email))?.filter(|known| known.active);
    let hash = known.as_ref().and_then(|known| known.password_hash.as_deref());
    let right = password::verify(password, hash)?;
    let Some(known) = known.filter(|_| right) else {
        tracing::info!("a sign-in was refused");
        return Ok(Err(Denied::Wrong));
    };
    app.store.write(move |tx| {
        guard::forget(tx, &keys)?;
        begin(tx, now, known.id, &browser).map(Ok)
    })
}
