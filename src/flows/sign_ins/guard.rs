//! Slowing down guesses, for sign-in, setup and a change of password alike.
//!
//! A try is counted before the password is looked at, in the same write that asks whether it may be
//! made: a hundred tries at once are a hundred tries. Success forgets them. Keys are hashed, so the table
//! names neither people nor addresses.

use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::domain::throttle::{Failures, after_failure, wait_until};
use crate::domain::time::Timestamp;
use crate::store::{Fault, Tx, sign_in_failure};

/// So many more failures than from one address are free when they come from everywhere: a stranger
/// should not be able to keep a user out by guessing at the user's name.
const EVERYWHERE_ALLOWANCE: u32 = 20;

/// Under which keys tries are counted.
#[derive(Clone, Debug)]
pub struct Keys {
    everywhere: String,
    from_here: String,
}

impl Keys {
    /// For an account (or another secret that can be guessed) and the address that guesses.
    #[must_use]
    pub fn new(account: &str, peer: &str) -> Self {
        let account = account.trim().to_lowercase();
        Self { everywhere: key(&["account", &account]), from_here: key(&["account and address", &account, peer]) }
    }
}

fn key(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\0").as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Counts a try; or says until when none may be made.
///
/// # Errors
/// The store's.
pub fn try_now(app: &App, keys: &Keys, now: Timestamp) -> Result<Option<Timestamp>, Fault> {
    let keys = keys.clone();
    app.store.write(move |tx| {
        let everywhere = sign_in_failure::find(tx, &keys.everywhere)?;
        let from_here = sign_in_failure::find(tx, &keys.from_here)?;
        let eased =
            everywhere.map(|known| Failures { count: known.count.saturating_sub(EVERYWHERE_ALLOWANCE), ..known });
        let wait = wait_until(from_here, now).max(wait_until(eased, now));
        if wait.is_none() {
            sign_in_failure::put(tx, &keys.everywhere, after_failure(everywhere, now))?;
            sign_in_failure::put(tx, &keys.from_here, after_failure(from_here, now))?;
        }
        Ok(wait)
    })
}

/// Forgets the tries after one that was right.
///
/// # Errors
/// The store's.
pub fn forget(tx: &Tx<'_>, keys: &Keys) -> Result<(), Fault> {
    sign_in_failure::remove(tx, &keys.everywhere)?;
    sign_in_failure::remove(tx, &keys.from_here)
}
