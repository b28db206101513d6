//! Keeps a new account. Whether its credentials work is asked by `check`: an account may be kept before
//! the provider answers, or while it is being moved.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::accounts::{credentials, validate};
use crate::random;
use crate::store::account::NewAccount;
use crate::store::{Fault, account, audit};

/// What was typed. Its secrets are plain, so it has no `Debug`.
#[derive(Clone, Default)]
pub struct Wanted {
    /// What we call it.
    pub name: String,
    /// `AC…`.
    pub account_sid: String,
    /// The auth token.
    pub auth_token: String,
    /// `SK…`, or empty.
    pub api_key_sid: String,
    /// The secret of the API key, or empty.
    pub api_key_secret: String,
}

/// What was typed, after every check.
#[derive(Clone)]
pub struct Checked {
    /// What we call it.
    pub name: String,
    /// `AC…`.
    pub account_sid: String,
    /// The auth token.
    pub auth_token: String,
    /// SID and secret.
    pub api_key: Option<(String, String)>,
}

/// Checks all fields, and that the account is not there yet.
///
/// # Errors
/// The outer one is the store's; the inner ones are all problems, in the order of the form.
pub fn check(app: &App, wanted: &Wanted) -> Result<Result<Checked, Vec<FieldProblem>>, Fault> {
    let name = validate::name("name", &wanted.name);
    let mut sid = validate::account_sid(&wanted.account_sid);
    if let Ok(known) = &sid
        && app.store.read(|db| account::by_sid(db, known))?.is_some()
    {
        sid = Err(FieldProblem::new("account_sid", "account-taken"));
    }
    let token = validate::secret("auth_token", &wanted.auth_token);
    let api_key = validate::api_key(&wanted.api_key_sid, &wanted.api_key_secret);
    Ok(match (name, sid, token, api_key) {
        (Ok(name), Ok(account_sid), Ok(auth_token), Ok(api_key)) => {
            Ok(Checked { name, account_sid, auth_token, api_key })
        }
        (name, sid, token, api_key) => {
            let single = name.err().into_iter().chain(sid.err()).chain(token.err());
            Err(single.chain(api_key.err().into_iter().flatten()).collect())
        }
    })
}

/// Checks and keeps an account.
///
/// # Errors
/// [`Refusal::NotAllowed`], or the problems of all fields.
pub fn create(app: &App, actor: Actor, wanted: &Wanted) -> Result<AccountId, Fault> {
    may_administer(actor)?;
    let checked = match check(app, wanted)? {
        Ok(checked) => checked,
        Err(problems) => return Err(Refusal::Fields(problems).into()),
    };
    let now = app.clock.now();
    let seal = |purpose: &str, plain: &str| app.vault.seal(purpose, plain);
    let api_key = match &checked.api_key {
        Some((sid, secret)) => Some((sid.clone(), seal(credentials::API_KEY_SECRET, secret)?)),
        None => None,
    };
    let new = NewAccount {
        auth_token: seal(credentials::AUTH_TOKEN, &checked.auth_token)?,
        name: checked.name,
        account_sid: checked.account_sid,
        webhook_key: random::token(),
        api_key,
    };
    app.store.write(move |tx| {
        let id = account::insert(tx, &new, now)?;
        let detail = json!({"name": new.name, "account_sid": new.account_sid, "api_key": new.api_key.is_some()});
        audit::insert(tx, now, &actor.scope(), "account.created", &format!("account:{id}"), &detail)?;
        Ok(id)
    })
}
