//! Signing in and out, and recognising who is.

pub mod guard;
pub mod recognise;
pub mod revoke;
pub mod sign_in;
#[cfg(test)]
mod tests;

use sha2::{Digest as _, Sha256};

use crate::domain::ids::{SignInId, UserId};
use crate::domain::presence::Happening;
use crate::domain::text;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Presence;
use crate::flows::conversations::distribute;
use crate::flows::users::standing;
use crate::random;
use crate::store::sign_in::{self as store, NewSignIn, TokenHash};
use crate::store::{Fault, Tx, standing as standings};

/// How long a sign-in lasts without being used.
pub const LASTS: Millis = Millis::days(30);

/// What is stored of a token: its SHA-256. It has 256 random bits, so a slow hash would add nothing.
#[must_use]
pub fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

/// The browser that signs in.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// From where it comes.
    pub peer: String,
    /// What it calls itself.
    pub user_agent: String,
}

/// A sign-in that began.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Who.
    pub user: UserId,
    /// The row.
    pub id: SignInId,
    /// The cookie; nobody else ever sees it.
    pub cookie: String,
}

/// Begins a sign-in inside a write.
///
/// # Errors
/// The store's.
pub fn begin(tx: &Tx<'_>, now: Timestamp, user: UserId, browser: &Browser) -> Result<Begun, Fault> {
    let cookie = random::token();
    let new = NewSignIn {
        user,
        token_hash: hash(&cookie),
        csrf: random::token(),
        user_agent: text::one_line(&browser.user_agent, 300),
        peer: text::one_line(&browser.peer, 64),
        expires_at: now + LASTS,
    };
    let id = store::insert(tx, now, &new)?;
    let begins = standings::begins(tx, user)?.unwrap_or(Presence::Available);
    standing::happen(tx, user, now, |load| Happening::SignedIn { begins, load })?;
    distribute::distribute(tx, now)?;
    Ok(Begun { user, id, cookie })
}
