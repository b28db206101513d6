//! The addresses that the provider posts to, exactly as they are to be entered there.
//!
//! The fragment asks Twilio to try three times, on connection errors, timeouts and answers of 5xx. It is
//! never sent to us, and the signature covers the address without it.

use crate::app::App;
use crate::store::account::Account;

/// Three attempts, on 5xx, connect and read timeouts.
const RETRIES: &str = "#rc=3&rp=5xx,ct,rt";

/// The three addresses of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urls {
    /// For messages of contacts.
    pub inbound: String,
    /// For the status of our messages.
    pub status: String,
    /// For messages when the first address failed.
    pub fallback: String,
}

/// As they are entered at the provider, with the wish for retries.
#[must_use]
pub fn urls(app: &App, account: &Account) -> Urls {
    with(app, account, RETRIES)
}

/// As the provider calls and signs them.
#[must_use]
pub fn signed_urls(app: &App, account: &Account) -> Urls {
    with(app, account, "")
}

fn with(app: &App, account: &Account, fragment: &str) -> Urls {
    let url = |hook: &str| format!("{}/webhooks/twilio/{}/{hook}{fragment}", app.public_url, account.webhook_key);
    Urls { inbound: url("inbound"), status: url("status"), fallback: url("fallback") }
}
