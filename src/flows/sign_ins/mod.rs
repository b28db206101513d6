//! Signing in and out, and recognising who is.

pub mod recognise;

use sha2::{Digest as _, Sha256};

use crate::domain::time::Millis;
use crate::store::sign_in::TokenHash;

/// How long a sign-in lasts without being used.
pub const LASTS: Millis = Millis::days(30);

/// What is stored of a token: its SHA-256. It has 256 random bits, so a slow hash would add nothing.
#[must_use]
pub fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}
