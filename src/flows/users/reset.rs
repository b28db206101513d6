//! A link for a new password, made by an admin or at the command line and handed over by them: the
//! program sends no email. The old password works until the link is used.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::UserId;
use crate::domain::refusal::Refusal;
use crate::flows::users::link::{self, Link};
use crate::flows::users::{load, subject};
use crate::store::one_time_link::Purpose;
use crate::store::{Fault, audit};

/// Makes the link: an invitation again for users who never had a password.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::NotNow`] for a deactivated user; the store's.
pub fn reset(app: &App, actor: &str, id: UserId) -> Result<Link, Fault> {
    let now = app.clock.now();
    let (actor, public_url) = (actor.to_owned(), app.public_url.clone());
    app.store.write(move |tx| {
        let known = load(tx, id)?;
        if !known.active {
            return Err(Refusal::NotNow.into());
        }
        let purpose = if known.has_password { Purpose::Reset } else { Purpose::Invite };
        let made = link::make(tx, now, id, purpose, &public_url)?;
        audit::insert(tx, now, &actor, "user.link", &subject(id), &json!({ "purpose": purpose }))?;
        Ok(made)
    })
}
