//! Slowing down whoever guesses passwords.
//!
//! Failures are counted per (account, address) and per account, never per address alone: behind a
//! proxy everybody has the same one, and one stranger must not lock the whole team out.

use crate::domain::time::{Millis, Timestamp};

/// Failures that cost nothing.
pub const FREE_FAILURES: u32 = 5;
/// After this long without a failure the count starts anew.
pub const FORGET_AFTER: Millis = Millis::hours(1);
/// The longest wait.
pub const WAIT_MAX: Millis = Millis::minutes(15);

/// What is known about earlier failures under one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// How many in a row.
    pub count: u32,
    /// When the last one was.
    pub last_at: Timestamp,
}

/// Until when a further try has to wait; `None` if it may be made at once.
#[must_use]
pub fn wait_until(failures: Option<Failures>, now: Timestamp) -> Option<Timestamp> {
    let failures = failures.filter(|known| now - known.last_at < FORGET_AFTER)?;
    let beyond = failures.count.checked_sub(FREE_FAILURES)?;
    let wait = Millis(1_000_i64.saturating_mul(1_i64 << beyond.min(20))).min(WAIT_MAX);
    Some(failures.last_at + wait).filter(|until| *until > now)
}

/// The failures after one more at `now`.
#[must_use]
pub fn after_failure(failures: Option<Failures>, now: Timestamp) -> Failures {
    let before = failures.filter(|known| now - known.last_at < FORGET_AFTER).map_or(0, |known| known.count);
    Failures { count: before.saturating_add(1), last_at: now }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T0: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn waits_double_and_are_forgotten() {
        for (count, after, want) in [
            (0, Millis::ZERO, None),
            (4, Millis::ZERO, None),
            (5, Millis::ZERO, Some(Millis::seconds(1))),
            (5, Millis::seconds(1), None),
            (8, Millis::ZERO, Some(Millis::seconds(8))),
            (60, Millis::ZERO, Some(WAIT_MAX)),
            (60, FORGET_AFTER, None),
        ] {
            let got = wait_until(Some(Failures { count, last_at: T0 }), T0 + after);
            assert_eq!(got, want.map(|wait| T0 + wait), "{count} after {after:?}");
        }
        assert_eq!(after_failure(None, T0).count, 1);
        assert_eq!(after_failure(Some(Failures { count: 3, last_at: T0 }), T0 + FORGET_AFTER).count, 1);
    }
}
