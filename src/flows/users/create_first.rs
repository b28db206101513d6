//! The first admin: only while there is none, and only with the code that the program printed.

use serde_json::json;

use crate::app::App;
use crate::domain::queue::Settings;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::Role;
use crate::flows::sign_ins::{Begun, Browser, begin, guard};
use crate::flows::users::{checked_email, checked_name, setup_code, subject};
use crate::password;
use crate::store::queue::{self, EVERYONE};
use crate::store::user::{self, NewUser};
use crate::store::{Fault, Tx, audit, setting};

/// What the form asks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The printed code.
    pub code: String,
    /// The name.
    pub name: String,
    /// What is typed to sign in.
    pub email: String,
    /// The password.
    pub password: String,
    /// What the queue of everybody is called in the language of the page; empty: as it is.
    pub everyone: String,
}

/// Makes the first admin and signs it in; or says until when no further code may be tried.
///
/// # Errors
/// [`Refusal::Fields`] with every field that is wrong, [`Refusal::NotFound`] once there is an admin; the store's.
pub fn create_first(app: &App, wanted: Wanted, browser: Browser) -> Result<Result<Begun, Timestamp>, Fault> {
    let now = app.clock.now();
    if !app.store.read(setup_code::is_open)? {
        return Err(Refusal::NotFound.into());
    }
    let (name, email) = (checked_name(&wanted.name), checked_email(&wanted.email));
    let mut problems: Vec<FieldProblem> = name.clone().err().into_iter().chain(email.clone().err()).collect();
    problems.extend(password::problem("password", &wanted.password));
    if wanted.code.trim().is_empty() {
        problems.insert(0, FieldProblem::new("code", "missing"));
    }
    Refusal::unless_empty(problems)?;
    let keys = guard::Keys::new("setup", &browser.peer);
    if let Some(until) = guard::try_now(app, &keys, now)? {
        return Ok(Err(until));
    }
    if !app.store.read(|db| setup_code::is_right(db, &wanted.code))? {
        return Err(FieldProblem::new("code", "setup-code").into());
    }
    let new = NewUser {
        name: name.unwrap_or_default(),
        email: email.unwrap_or_default(),
        role: Role::Admin,
        password_hash: Some(password::hash(&wanted.password)?),
    };
    app.store.write(move |tx| {
        // Two forms at once: the second finds an admin.
        if !setup_code::is_open(tx)? || !setup_code::is_right(tx, &wanted.code)? {
            return Err(Refusal::NotFound.into());
        }
        let id = user::insert(tx, now, &new)?;
        setting::remove(tx, setup_code::SETUP_CODE)?;
        guard::forget(tx, &keys)?;
        call_everyone(tx, wanted.everyone, now)?;
        audit::insert(tx, now, &subject(id), "user.added", &subject(id), &json!({ "role": Role::Admin }))?;
        begin(tx, now, id, &browser).map(Ok)
    })
}

/// The schema makes that queue before anybody has said a language.
fn call_everyone(tx: &Tx<'_>, name: String, now: Timestamp) -> Result<(), Fault> {
    let queue = queue::get(tx, EVERYONE)?;
    if name.is_empty() || queue.updated_at != queue.created_at {
        return Ok(());
    }
    queue::update(tx, EVERYONE, &Settings { name, ..queue.settings }, now)
}
