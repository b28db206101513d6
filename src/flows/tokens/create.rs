//! A new token. It is shown once; what is kept is its hash.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::TokenId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Role;
use crate::flows::sign_ins::hash;
use crate::flows::users::checked_name;
use crate::random;
use crate::store::{Fault, audit, token};

/// What tokens begin with, so that one is recognised where it should not be.
pub const PREFIX: &str = "angelia_";

/// A token that was just made.
#[derive(Clone, Debug)]
pub struct Created {
    /// Which.
    pub id: TokenId,
    /// The token itself; nobody sees it again.
    pub token: String,
}

/// Makes one. `role` is `None` for a word that is no role.
///
/// # Errors
/// [`Refusal::Fields`] with what is wrong; the store's.
pub fn create(app: &App, actor: &str, name: &str, role: Option<Role>) -> Result<Created, Fault> {
    let now = app.clock.now();
    let name = checked_name(name);
    let mut problems: Vec<FieldProblem> = name.clone().err().into_iter().collect();
    if role.is_none() {
        problems.push(FieldProblem::new("role", "unknown"));
    }
    Refusal::unless_empty(problems)?;
    let (name, role, actor) = (name.unwrap_or_default(), role.unwrap_or(Role::Agent), actor.to_owned());
    let made = format!("{PREFIX}{}", random::token());
    let token_hash = hash(&made);
    let id = app.store.write(move |tx| {
        let id = token::insert(tx, now, &name, role, &token_hash)?;
        audit::insert(tx, now, &actor, "token.created", &format!("token:{id}"), &json!({ "role": role }))?;
        Ok(id)
    })?;
    Ok(Created { id, token: made })
}
