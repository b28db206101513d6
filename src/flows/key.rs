//! Whether the key is the one that the stored secrets were sealed with.
//!
//! A file restored without its key still starts, and everything in it can be read; only the tokens of the
//! accounts have to be given again. Until then each of those accounts is listed here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::flows::accounts::credentials::{credentials, signing_tokens};
use crate::store::account::{self, Account};
use crate::store::{Fault, key_check};

const PURPOSE: &str = "key_check";
const KNOWN: &str = "angelia";

/// What the key can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Open everything.
    Fits,
    /// Not open the tokens of these accounts: they have to be given again.
    Misses(Vec<AccountId>),
}

/// Compares the key with the stored secrets, and remembers it once it fits.
///
/// # Errors
/// [`Fault`] of the store.
pub fn check(app: &App) -> Result<KeyState, Fault> {
    let kept = app.store.read(key_check::get)?;
    if kept.as_deref().is_some_and(|text| opens(app, text)) {
        return Ok(KeyState::Fits);
    }
    let unreadable = unreadable(app)?;
    if !unreadable.is_empty() {
        return Ok(KeyState::Misses(unreadable));
    }
    let sealed = STANDARD.encode(app.vault.seal(PURPOSE, KNOWN)?);
    app.store.write(move |tx| key_check::set(tx, &sealed))?;
    Ok(KeyState::Fits)
}

/// The accounts whose tokens this key cannot open.
///
/// # Errors
/// [`Fault`] of the store.
pub fn unreadable(app: &App) -> Result<Vec<AccountId>, Fault> {
    let accounts = app.store.read(account::list)?;
    Ok(accounts.iter().filter(|account| misses(app, account)).map(|account| account.id).collect())
}

fn opens(app: &App, text: &str) -> bool {
    STANDARD.decode(text).is_ok_and(|sealed| app.vault.open(PURPOSE, &sealed).is_ok_and(|plain| plain == KNOWN))
}

fn misses(app: &App, account: &Account) -> bool {
    signing_tokens(app, account).is_err() || credentials(app, account).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Parts;
    use crate::flows::test_app::TestApp;

    #[test]
    fn a_new_key_misses_only_what_was_sealed_before() {
        let first = TestApp::start(None);
        assert_eq!(check(&first).unwrap(), KeyState::Fits);
        let sealed = first.vault.seal("account.auth_token", "secret").unwrap();
        first.store.write(move |tx| insert(tx, sealed)).unwrap();
        assert_eq!(check(&first).unwrap(), KeyState::Fits);

        let parts = Parts {
            data_dir: first.folder().to_owned(),
            clock: first.clock.clone(),
            vault: crate::folder::new_key(first.folder()).unwrap(),
            twilio_url: None,
            call_networks: Vec::new(),
            scanner: None,
            disk_limits: crate::room::Limits::default(),
            public_url: first.public_url.clone(),
            proxies: crate::proxies::Proxies::default(),
            demo: None,
            teller: |_, _| Ok(()),
        };
        let app = App::open(parts, |_| ()).unwrap();
        assert_eq!(check(&app).unwrap(), KeyState::Misses(vec![AccountId(1)]));
        let sealed = app.vault.seal("account.auth_token", "secret").unwrap();
        app.store
            .write(move |tx| {
                tx.execute("UPDATE account SET auth_token = ?1", [sealed])?;
                Ok(())
            })
            .unwrap();
        assert_eq!(check(&app).unwrap(), KeyState::Fits);
        let kept = app.store.read(key_check::get).unwrap().unwrap();
        assert!(opens(&app, &kept), "the new key is remembered");
    }

    fn insert(tx: &crate::store::Tx<'_>, sealed: Vec<u8>) -> Result<(), Fault> {
        tx.execute(
            "INSERT INTO account (name, account_sid, webhook_key, auth_token, created_at, updated_at)
             VALUES ('a', 'AC1', 'k', ?1, 0, 0)",
            [sealed],
        )?;
        Ok(())
    }
}
