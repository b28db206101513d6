//! A one-time link is used: the password is set, older sign-ins end, a new one begins.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::flows::sign_ins::{Begun, Browser, begin, hash};
use crate::flows::users::subject;
use crate::password;
use crate::store::one_time_link::{self, Link};
use crate::store::{Fault, audit, sign_in, user};

/// Whose link it is, if it can be used.
///
/// # Errors
/// The store's.
pub fn look(app: &App, token: &str) -> Result<Option<Link>, Fault> {
    let now = app.clock.now();
    app.store.read(|db| one_time_link::find(db, &hash(token), now))
}

/// Sets the password and signs in.
///
/// # Errors
/// [`Refusal::Fields`] for a password that is not taken, [`Refusal::NotFound`] for a link that cannot be
/// used (any more); the store's.
pub fn use_link(app: &App, token: &str, password: &str, browser: Browser) -> Result<Begun, Fault> {
    let now = app.clock.now();
    if look(app, token)?.is_none() {
        return Err(Refusal::NotFound.into());
    }
    Refusal::unless_empty(password::problem("password", password).into_iter().collect())?;
    let password_hash = password::hash(password)?;
    let token_hash = hash(token);
    app.store.write(move |tx| {
        // Twice at once: the second finds it used.
        let Some(link) = one_time_link::find(tx, &token_hash, now)? else { return Err(Refusal::NotFound.into()) };
        one_time_link::use_up(tx, link.user, now)?;
        user::set_password(tx, link.user, &password_hash, now)?;
        sign_in::revoke_all(tx, link.user, None, now)?;
        let who = subject(link.user);
        audit::insert(tx, now, &who, "user.password", &who, &json!({ "by": "link" }))?;
        tx.publish(Event::UserChanged { user: link.user });
        begin(tx, now, link.user, &browser)
    })
}
