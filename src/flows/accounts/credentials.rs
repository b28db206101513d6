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

/// Who calls the provider for this account: its API key if it has one, else the SID and auth token.
///
/// # Errors
/// [`Fault::KeyMismatch`] if the secret was sealed under another key.
pub fn credentials(app: &App, account: &Account) -> Result<Credentials, Fault> {
    let (user, secret) = match (&account.api_key_sid, &account.api_key_secret) {
        (Some(sid), Some(sealed)) => (sid.clone(), app.vault.open(API_KEY_SECRET, sealed)?),
        _ => (account.account_sid.clone(), app.vault.open(AUTH_TOKEN, &account.auth_token)?),
    };
    Ok(Credentials { account_sid: account.account_sid.clone(), user, secret: Secret::new(secret) })
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
