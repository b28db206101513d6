//! Passwords: argon2id, one at a time.
//!
//! A hash takes 19 MiB and tens of milliseconds on purpose. One at a time keeps a flood of guesses from
//! taking the machine's memory, and a short queue keeps it from taking every thread: whoever finds the
//! queue full is told to try again.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

use crate::domain::refusal::FieldProblem;
use crate::domain::user::{PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN};
use crate::random;
use crate::store::Fault;

/// How many may wait for their turn.
const QUEUE_MAX: usize = 32;

static WAITING: AtomicUsize = AtomicUsize::new(0);
static TURN: Mutex<()> = Mutex::new(());

/// A hash that no password has, checked when there is no user: unknown names take as long as known ones.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IG9mIG5vYm9keQ$\
    PnB2vD0yyYUy0Yb9dSfM6K2w9eZJSFp0PFbdBv0VdAo";

/// What is wrong with a password to be, if anything.
#[must_use]
pub fn problem(field: &'static str, password: &str) -> Option<FieldProblem> {
    let limit = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    if password.is_empty() {
        Some(FieldProblem::new(field, "missing"))
    } else if password.chars().count() < PASSWORD_CHARS_MIN {
        Some(FieldProblem::with_limit(field, "too-short", limit(PASSWORD_CHARS_MIN)))
    } else if password.len() > PASSWORD_BYTES_MAX {
        Some(FieldProblem::with_limit(field, "too-long", limit(PASSWORD_BYTES_MAX)))
    } else {
        None
    }
}

/// The hash to store, in PHC form.
///
/// # Errors
/// [`Fault::Unavailable`] if too many wait.
pub fn hash(password: &str) -> Result<String, Fault> {
    let salt = random::bytes::<16>();
    in_turn(|| {
        let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|error| Fault::Broken(format!("a password was not hashed: {error}")))
    })?
}

/// Whether it is the password of the hash; without a hash it never is, after the same time.
///
/// # Errors
/// [`Fault::Unavailable`] if too many wait.
pub fn verify(password: &str, hash: Option<&str>) -> Result<bool, Fault> {
    // Longer ones were never taken, so nobody has one.
    if password.len() > PASSWORD_BYTES_MAX {
        return Ok(false);
    }
    in_turn(|| {
        let right = Argon2::default().verify_password(password.as_bytes(), hash.unwrap_or(NOBODY)).is_ok();
        right && hash.is_some()
    })
}

fn in_turn<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    if WAITING.fetch_add(1, Ordering::AcqRel) >= QUEUE_MAX {
        WAITING.fetch_sub(1, Ordering::AcqRel);
        return Err(Fault::Unavailable("too many passwords are being checked".to_owned()));
    }
    let result = {
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        work()
    };
    WAITING.fetch_sub(1, Ordering::AcqRel);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_wrong_and_nobody() {
        let stored = hash("ένα καλό συνθηματικό").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("ένα καλό συνθηματικό", Some(&stored)).unwrap());
        assert!(!verify("ένα κακό συνθηματικό", Some(&stored)).unwrap());
        assert!(!verify("anything", None).unwrap());
        assert!(!verify(&"x".repeat(257), Some(&stored)).unwrap());
    }

    #[test]
    fn nobody_costs_what_somebody_costs() {
        // If the constant were not a hash, it would be refused at once, and the time would tell.
        let nobody = argon2::password_hash::phc::PasswordHash::new(NOBODY).unwrap();
        let stored = hash("whatever it is").unwrap();
        let somebody = argon2::password_hash::phc::PasswordHash::new(&stored).unwrap();
        assert_eq!(nobody.params, somebody.params);
        assert_eq!(nobody.hash.unwrap().len(), somebody.hash.unwrap().len());
        assert_eq!(nobody.version, somebody.version);
    }

    #[test]
    fn limits_are_named() {
        for (password, want) in [
            ("", Some("missing")),
            ("short", Some("too-short")),
            ("0123456789", None),
            (&*"ά".repeat(129), Some("too-long")),
        ] {
            assert_eq!(problem("password", password).map(|found| found.problem), want, "{password}");
        }
    }
}
