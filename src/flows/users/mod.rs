//! Users: made, given roles, let in and kept out. Who may do this is the guard's to say; who did it is
//! in the audit log, under the scope that every flow takes: `user:3`, `token:2`, `command`.

pub mod add;
pub mod at_work;
pub mod change_role;
pub mod create_first;
pub mod deactivate;
pub mod link;
pub mod pages;
pub mod reset;
pub mod set_password;
pub mod set_presence;
pub mod setup_code;
pub(crate) mod standing;
#[cfg(test)]
mod tests;
pub mod update;
pub mod update_profile;
pub mod use_link;

use crate::domain::ids::UserId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::store::user::User;
use crate::store::{Fault, Tx, user};

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 80;
/// The longest email, in characters.
pub const EMAIL_CHARS_MAX: usize = 254;

/// A name as it is kept, or what is wrong with it.
///
/// # Errors
/// `missing`, `too-long`.
pub fn checked_name(name: &str) -> Result<String, FieldProblem> {
    let name = text::one_line(name, NAME_CHARS_MAX + 1);
    if name.is_empty() {
        return Err(FieldProblem::new("name", "missing"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(FieldProblem::with_limit("name", "too-long", 80));
    }
    Ok(name)
}

/// An email as it is kept, or what is wrong with it. It is only a name to sign in with; nothing is ever
/// sent to it.
///
/// # Errors
/// `missing`, `too-long`, `email`.
pub fn checked_email(email: &str) -> Result<String, FieldProblem> {
    let email = email.trim();
    if email.is_empty() {
        return Err(FieldProblem::new("email", "missing"));
    }
    if email.chars().count() > EMAIL_CHARS_MAX {
        return Err(FieldProblem::with_limit("email", "too-long", 254));
    }
    let parts = email.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
    if parts.is_none() || email.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(FieldProblem::new("email", "email"));
    }
    Ok(email.to_owned())
}

/// The user, inside a write.
fn load(tx: &Tx<'_>, id: UserId) -> Result<User, Fault> {
    user::find(tx, id)?.ok_or_else(|| Refusal::NotFound.into())
}

/// Refuses what would leave nobody who can change the settings.
fn keep_an_admin(tx: &Tx<'_>, leaving: &User) -> Result<(), Fault> {
    let counts = leaving.active && leaving.role == crate::domain::user::Role::Admin;
    if counts && user::active_admins(tx, Some(leaving.id))? == 0 { Err(Refusal::LastAdmin.into()) } else { Ok(()) }
}

/// The subject of an audit entry about a user.
fn subject(id: UserId) -> String {
    format!("user:{id}")
}
