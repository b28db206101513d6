//! A new user: with a password, or with a one-time link to choose one.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::UserId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Role;
use crate::flows::users::link::{self, Link};
use crate::flows::users::{checked_email, checked_name, subject};
use crate::password;
use crate::store::one_time_link::Purpose;
use crate::store::user::{self, NewUser};
use crate::store::{Fault, audit};

/// What a form, a command or a program asks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The name.
    pub name: String,
    /// What is typed to sign in.
    pub email: String,
    /// The role; `None` is a problem of the field.
    pub role: Option<Role>,
    /// The password; `None`: a link is made.
    pub password: Option<String>,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Added {
    /// The user.
    pub id: UserId,
    /// The link, if no password was given.
    pub link: Option<Link>,
}

/// Adds a user. `actor` is the scope of whoever does it.
///
/// # Errors
/// [`Refusal::Fields`] with every field that is wrong; the store's.
pub fn add(app: &App, actor: &str, wanted: &Wanted) -> Result<Added, Fault> {
    let now = app.clock.now();
    let mut problems = Vec::new();
    let name = checked_name(&wanted.name).unwrap_or_else(|problem| noted(&mut problems, problem));
    let email = checked_email(&wanted.email).unwrap_or_else(|problem| noted(&mut problems, problem));
    if !problems.iter().any(|problem| problem.field == "email")
        && app.store.read(|db| user::find_by_email(db, &email))?.is_some()
    {
        problems.push(FieldProblem::new("email", "email-taken"));
    }
    if wanted.role.is_none() {
        problems.push(FieldProblem::new("role", "unknown"));
    }
    problems.extend(wanted.password.as_deref().and_then(|password| password::problem("password", password)));
    Refusal::unless_empty(problems)?;
    let role = wanted.role.unwrap_or(Role::Agent);
    let password_hash = wanted.password.as_deref().map(password::hash).transpose()?;
    let (actor, public_url) = (actor.to_owned(), app.public_url.clone());
    app.store.write(move |tx| {
        let invited = password_hash.is_none();
        let id = user::insert(tx, now, &NewUser { name, email, role, password_hash })?;
        let link = if invited { Some(link::make(tx, now, id, Purpose::Invite, &public_url)?) } else { None };
        audit::insert(tx, now, &actor, "user.added", &subject(id), &json!({ "role": role }))?;
        Ok(Added { id, link })
    })
}

fn noted(problems: &mut Vec<FieldProblem>, problem: FieldProblem) -> String {
    problems.push(problem);
    String::new()
}
