//! Who may post to a webhook address.

use std::sync::Arc;

use crate::app::App;
use crate::flows::accounts::credentials::signing_tokens;
use crate::signers::Signer;
use crate::store::{Fault, account};

/// The account whose webhook addresses have this key, with the tokens that its posts are signed with.
///
/// # Errors
/// As every query; [`Fault::KeyMismatch`] if a token was sealed under another key.
pub fn signer(app: &App, key: &str) -> Result<Option<Arc<Signer>>, Fault> {
    app.signers.get(key, || {
        let Some(account) = app.store.read(|db| account::by_webhook_key(db, key))? else { return Ok(None) };
        let tokens = signing_tokens(app, &account)?;
        Ok(Some(Signer { account: account.id, account_sid: account.account_sid, tokens }))
    })
}
