//! A way for the command line to ask the running program how a request reached it: what a proxy did to it on
//! the way. What is told names a proxy's address, so the one who asks proves with a secret, made for this
//! once, that the file is theirs.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::domain::time::{Millis, Timestamp};
use crate::random;
use crate::store::{Fault, setting};

/// How long a secret counts.
const LASTS: Millis = Millis::minutes(1);

/// Makes the secret; a former one counts no more. Its time is the machine's own, whatever the clock is shifted by.
///
/// # Errors
/// The store's.
pub fn begin(app: &App, now: Timestamp) -> Result<String, Fault> {
    let secret = random::token();
    let kept = format!("{} {}", hash(&secret), (now + LASTS).0);
    app.store.write(move |tx| setting::set(tx, setting::PROBE, &kept))?;
    Ok(secret)
}

/// Whether this is the secret, at `now`.
///
/// # Errors
/// The store's.
pub fn is_known(app: &App, secret: &str, now: Timestamp) -> Result<bool, Fault> {
    let kept = app.store.read(|db| setting::get(db, setting::PROBE))?.unwrap_or_default();
    let Some((known, until)) = kept.split_once(' ') else { return Ok(false) };
    let in_time = until.parse().is_ok_and(|until| now < Timestamp(until));
    Ok(in_time && bool::from(hash(secret).as_bytes().ct_eq(known.as_bytes())))
}

/// Forgets the secret.
///
/// # Errors
/// The store's.
pub fn end(app: &App) -> Result<(), Fault> {
    app.store.write(|tx| setting::remove(tx, setting::PROBE).map(drop))
}

fn hash(secret: &str) -> String {
    Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::test_app::TestApp;

    #[test]
    fn only_the_secret_counts_and_only_for_a_minute() {
        let app = TestApp::start(None);
        let now = Timestamp(1_000);
        assert!(!is_known(&app, "", now).unwrap());
        let secret = begin(&app, now).unwrap();
        assert!(is_known(&app, &secret, now).unwrap());
        assert!(!is_known(&app, "another", now).unwrap());
        assert!(!is_known(&app, &secret, now + LASTS).unwrap());
        end(&app).unwrap();
        assert!(!is_known(&app, &secret, now).unwrap());
    }
}
