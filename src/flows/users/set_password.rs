//! A user changes the own password, with the old one. Every other sign-in ends.

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{SignInId, UserId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::flows::sign_ins::guard;
use crate::flows::users::subject;
use crate::password;
use crate::store::{Fault, audit, sign_in, user};

/// Sets it; or says until when the old one may not be tried again.
///
/// # Errors
/// [`Refusal::Fields`] with what is wrong; the store's.
pub fn set_password(
    app: &App,
    id: UserId,
    present: SignInId,
    peer: &str,
    old: &str,
    new: &str,
) -> Result<Result<(), Timestamp>, Fault> {
    let now = app.clock.now();
    let mut problems: Vec<FieldProblem> = password::problem("new_password", new).into_iter().collect();
    if old.is_empty() {
        problems.insert(0, FieldProblem::new("old_password", "missing"));
    }
    Refusal::unless_empty(problems)?;
    let known = app.store.read(|db| user::find(db, id))?.ok_or(Refusal::NotFound)?;
    let keys = guard::Keys::new(&known.email, peer);
    if let Some(until) = guard::try_now(app, &keys, now)? {
        return Ok(Err(until));
    }
    let hash = app.store.read(|db| user::credentials(db, &known.email))?.and_then(|known| known.password_hash);
    if !password::verify(old, hash.as_deref())? {
        return Err(FieldProblem::new("old_password", "password-wrong").into());
    }
    let new_hash = password::hash(new)?;
    app.store.write(move |tx| {
        guard::forget(tx, &keys)?;
        user::set_password(tx, id, &new_hash, now)?;
        sign_in::revoke_all(tx, id, Some(present), now)?;
        audit::insert(tx, now, &subject(id), "user.password", &subject(id), &json!({ "by": "user" }))?;
        tx.publish(Event::UserChanged { user: id });
        Ok(Ok(()))
    })
}
