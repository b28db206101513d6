//! Changes an account: its name, its secrets. A secret that is not given stays; none is ever shown.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Actor;
use crate::flows::accounts::credentials::{API_KEY_SECRET, AUTH_TOKEN, AUTH_TOKEN_SECOND};
use crate::flows::accounts::validate;
use crate::store::account::Account;
use crate::store::{Fault, account, audit};

/// What to change; the default changes nothing. Its secrets are plain, so it has no `Debug`.
#[derive(Clone, Default)]
pub struct Change {
    /// A new name.
    pub name: Option<String>,
    /// A new auth token.
    pub auth_token: Option<String>,
    /// What becomes of the second auth token.
    pub second: Second,
    /// What becomes of the API key.
    pub api_key: ApiKey,
    /// Another region of the provider.
    pub region: Option<String>,
}

/// What becomes of the second auth token.
#[derive(Clone, Default)]
pub enum Second {
    /// It stays.
    #[default]
    Keep,
    /// This one: signatures of both are accepted from now on.
    Set(String),
    /// It becomes the first, which ends a rotation.
    Promote,
    /// It goes.
    Remove,
}

/// What becomes of the API key.
#[derive(Clone, Default)]
pub enum ApiKey {
    /// It stays.
    #[default]
    Keep,
    /// This one.
    Set {
        /// `SK…`.
        sid: String,
        /// Its secret.
        secret: String,
    },
    /// It goes; calls are made with the auth token.
    Remove,
}

/// Changes an account.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or the first problem of a field; [`Fault::KeyMismatch`] if a promoted token
/// cannot be opened.
pub fn update(app: &App, actor: Actor, id: AccountId, change: &Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let before = app.store.read(|db| account::get(db, id))?;
    let (after, changed) = apply(app, before, change)?;
    if changed.is_empty() {
        return Ok(());
    }
    let fresh = changed.iter().any(|what| *what != "name");
    app.store.write(move |tx| {
        // Only what was changed is taken over: somebody may have switched it off since it was read.
        let kept = account::get(tx, id)?;
        account::update(tx, &Account { active: kept.active, ..after }, now)?;
        if fresh {
            account::clear_auth_failures(tx, id)?;
        }
        let detail = json!({"changed": changed});
        audit::insert(tx, now, &actor.scope(), "account.changed", &format!("account:{id}"), &detail)
    })
}

fn apply(app: &App, mut account: Account, change: &Change) -> Result<(Account, Vec<&'static str>), Fault> {
    let mut changed = Vec::new();
    if let Some(name) = &change.name {
        let name = validate::name("name", name)?;
        if name != account.name {
            account.name = name;
            changed.push("name");
        }
    }
    if let Some(region) = &change.region {
        let region = validate::region(region)?;
        if region != account.region {
            account.region = region;
            changed.push("region");
        }
    }
    let sid = account.account_sid.clone();
    let place = (sid.as_str(), account.region);
    if let Some(token) = &change.auth_token {
        let token = validate::auth_token(app, "auth_token", place, token)?;
        account.auth_token = app.vault.seal(AUTH_TOKEN, &token)?;
        changed.push("auth_token");
    }
    match &change.second {
        Second::Keep => {}
        Second::Set(token) => {
            let token = validate::auth_token(app, "auth_token_second", place, token)?;
            account.auth_token_second = Some(app.vault.seal(AUTH_TOKEN_SECOND, &token)?);
            account.second_checked_at = None;
            changed.push("auth_token_second");
        }
        Second::Promote => {
            let Some(sealed) = account.auth_token_second.take() else {
                return Err(FieldProblem::new("auth_token_second", "missing").into());
            };
            let token = app.vault.open(AUTH_TOKEN_SECOND, &sealed)?;
            account.auth_token = app.vault.seal(AUTH_TOKEN, &token)?;
            account.second_checked_at = None;
            changed.extend(["auth_token", "auth_token_second"]);
        }
        Second::Remove => {
            if account.auth_token_second.take().is_some() {
                account.second_checked_at = None;
                changed.push("auth_token_second");
            }
        }
    }
    match &change.api_key {
        ApiKey::Keep => {}
        ApiKey::Set { sid, secret } => {
            account.api_key_sid = Some(validate::api_key_sid(sid)?);
            let secret = validate::secret("api_key_secret", secret)?;
            account.api_key_secret = Some(app.vault.seal(API_KEY_SECRET, &secret)?);
            changed.push("api_key");
        }
        ApiKey::Remove => {
            if account.api_key_sid.take().is_some() {
                account.api_key_secret = None;
                changed.push("api_key");
            }
        }
    }
    Ok((account, changed))
}
