//! Opens an account's secrets: for calls to the provider, and for checking its signatures.

use crate::app::App;
use crate::store::Fault;
use crate::store::account::Account;
use crate::twilio::client::{Credentials, Secret};

/// What the auth token is sealed for.
pub const AUTH_TOKEN: &str = "account.auth_token";
/// What the second auth token is sealed for.
pub const AUTH_TOKEN_SECOND: &str = "account.auth_token_second";
/// What the secret of the API key is sealed for.
pub const API_KEY_SECRET: &str = "account.api_key_secret";

/// Who calls the provider for this account: its API key if it has one, else the SID and auth token. While a token
/// is rotated that is the new one as soon as the provider has accepted it: it is right before the promotion and after.
///
/// # Errors
/// [`Fault::KeyMismatch`] if the secret was sealed under another key.
pub fn credentials(app: &App, account: &Account) -> Result<Credentials, Fault> {
    if let (Some(sid), Some(sealed)) = (&account.api_key_sid, &account.api_key_secret) {
        return Ok(as_user(account, sid, app.vault.open(API_KEY_SECRET, sealed)?));
    }
    let token = match (&account.auth_token_second, account.second_checked_at) {
        (Some(sealed), Some(_)) => app.vault.open(AUTH_TOKEN_SECOND, sealed)?,
        _ => app.vault.open(AUTH_TOKEN, &account.auth_token)?,
    };
    Ok(as_user(account, &account.account_sid, token))
}

/// Calls for an account with this user and secret.
#[must_use]
pub fn as_user(account: &Account, user: &str, secret: impl Into<String>) -> Credentials {
    Credentials {
        account_sid: account.account_sid.clone(),
        user: user.to_owned(),
        secret: Secret::new(secret),
        region: account.region,
    }
}

/// The tokens that the provider may sign with: the auth token, and the second one during a rotation.
///
/// # Errors
/// [`Fault::KeyMismatch`] if one was sealed under another key.
pub fn signing_tokens(app: &App, account: &Account) -> Result<Vec<String>, Fault> {
    let mut tokens = vec![app.vault.open(AUTH_TOKEN, &account.auth_token)?];
    if let Some(sealed) = &account.auth_token_second {
        tokens.push(app.vault.open(AUTH_TOKEN_SECOND, sealed)?);
    }
    Ok(tokens)
}
