//! Keeps a new account. Whether its credentials work is asked by `check`: an account may be kept before
//! the provider answers, or while it is being moved. One that was deleted comes back with its threads and its
//! webhook addresses, so that posts which the provider still makes to them arrive again.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::region::Region;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::accounts::{credentials, validate};
use crate::random;
use crate::store::account::{Account, NewAccount};
use crate::store::{Fault, Tx, account, audit};

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
    /// One of the provider's regions; empty: the United States.
    pub region: String,
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
    /// The provider's region.
    pub region: Region,
}

/// Checks all fields, and that the account is not there yet.
///
/// # Errors
/// The outer one is the store's; the inner ones are all problems, in the order of the form.
pub fn check(app: &App, wanted: &Wanted) -> Result<Result<Checked, Vec<FieldProblem>>, Fault> {
    let name = validate::name("name", &wanted.name);
    let mut sid = validate::account_sid(&wanted.account_sid);
    if let Ok(known) = &sid
        && app.store.read(|db| account::by_sid(db, known))?.is_some_and(|account| account.deleted_at.is_none())
    {
        sid = Err(FieldProblem::new("account_sid", "account-taken"));
    }
    let region = validate::region(&wanted.region);
    let place = (sid.as_deref().unwrap_or_default(), region.clone().unwrap_or(Region::Us1));
    let token = validate::auth_token(app, "auth_token", place, &wanted.auth_token);
    let api_key = validate::api_key(&wanted.api_key_sid, &wanted.api_key_secret);
    Ok(match (name, sid, token, api_key, region) {
        (Ok(name), Ok(account_sid), Ok(auth_token), Ok(api_key), Ok(region)) => {
            Ok(Checked { name, account_sid, auth_token, api_key, region })
        }
        (name, sid, token, api_key, region) => {
            let single = name.err().into_iter().chain(sid.err()).chain(region.err()).chain(token.err());
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
        region: checked.region,
    };
    app.store.write(move |tx| {
        let deleted = account::by_sid(tx, &new.account_sid)?.filter(|account| account.deleted_at.is_some());
        let detail = json!({
            "name": new.name, "account_sid": new.account_sid, "region": new.region, "api_key": new.api_key.is_some(),
        });
        let (id, action) = match deleted {
            Some(account) => (bring_back(tx, account, new, now)?, "account.restored"),
            None => (account::insert(tx, &new, now)?, "account.created"),
        };
        audit::insert(tx, now, &actor.scope(), action, &format!("account:{id}"), &detail)?;
        Ok(id)
    })
}

fn bring_back(tx: &Tx<'_>, deleted: Account, new: NewAccount, now: Timestamp) -> Result<AccountId, Fault> {
    let (api_key_sid, api_key_secret) = new.api_key.unzip();
    let account = Account {
        name: new.name,
        auth_token: new.auth_token,
        api_key_sid,
        api_key_secret,
        region: new.region,
        active: true,
        deleted_at: None,
        ..deleted
    };
    account::update(tx, &account, now)?;
    account::clear_auth_failures(tx, account.id)?;
    account::forget_reconciled(tx, account.id)?;
    Ok(account.id)
}
