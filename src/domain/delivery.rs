//! What follows an attempt to hand a message over: done, again later, look it up, or give up.

use crate::domain::time::{Millis, Timestamp};

/// How often a message is tried before we give up on temporary refusals.
pub const ATTEMPTS_MAX: u32 = 12;
/// How often an unanswered attempt is looked up before it is sent again.
pub const LOOKUPS_MAX: u32 = 2;
/// The longest wait between two attempts.
pub const BACKOFF_MAX: Millis = Millis::minutes(15);

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The provider has it.
    Accepted,
    /// A definite no.
    Rejected,
    /// Not now, and certainly not processed; the provider may have said when.
    Throttled {
        /// What the provider asked us to wait.
        retry_after: Option<Millis>,
    },
    /// It never left us.
    Unreachable,
    /// No answer, or one that says nothing: it may have been processed.
    Unknown,
}

/// What to do next with an outbox row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: the provider reports from here on.
    Done,
    /// Try again at this time.
    Retry(Timestamp),
    /// Read the provider's list at this time, to see whether it has the message.
    LookUp(Timestamp),
    /// Give up: the message failed.
    Fail,
}

/// What follows the `attempts`-th attempt. `jitter` is a random fraction in 0..=1000.
#[must_use]
pub fn after_attempt(outcome: Outcome, attempts: u32, now: Timestamp, jitter: u32) -> Next {
    match outcome {
        Outcome::Accepted => Next::Done,
        Outcome::Rejected => Next::Fail,
        Outcome::Unknown => Next::LookUp(now + Millis::seconds(3)),
        Outcome::Throttled { .. } | Outcome::Unreachable if attempts >= ATTEMPTS_MAX => Next::Fail,
        Outcome::Throttled { retry_after } => {
            let asked = retry_after.unwrap_or(Millis::ZERO).min(Millis::hours(1));
            Next::Retry(now + asked.max(backoff(attempts, jitter)))
        }
        Outcome::Unreachable => Next::Retry(now + backoff(attempts, jitter)),
    }
}

/// What follows the `lookups`-th look-up that did not find the message: look once more, then send it
/// again. `attempts` bounds the whole.
#[must_use]
pub fn after_lookup(lookups: u32, attempts: u32, now: Timestamp) -> Next {
    if lookups < LOOKUPS_MAX {
        Next::LookUp(now + Millis::seconds(10))
    } else if attempts >= ATTEMPTS_MAX {
        Next::Fail
    } else {
        Next::Retry(now)
    }
}

/// Exponential back-off with jitter: half of 1, 2, 4… s is certain, the other half random, up to
/// [`BACKOFF_MAX`].
#[must_use]
pub fn backoff(attempts: u32, jitter: u32) -> Millis {
    let exponent = attempts.saturating_sub(1).min(20);
    let full = 1_000_i64.saturating_mul(1_i64 << exponent).min(BACKOFF_MAX.0);
    let random = full / 2 * i64::from(jitter.min(1_000)) / 1_000;
    Millis(full / 2 + random)
}

#[cfg(test)]
mod tests {
    use super::*;

    const T0: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn every_outcome_has_its_next_step() {
        let throttled = |retry_after| Outcome::Throttled { retry_after };
        for (name, outcome, attempts, want) in [
            ("accepted", Outcome::Accepted, 1, Next::Done),
            ("rejected", Outcome::Rejected, 1, Next::Fail),
            ("unknown is looked up", Outcome::Unknown, 1, Next::LookUp(T0 + Millis::seconds(3))),
            ("unknown, even the last time", Outcome::Unknown, 99, Next::LookUp(T0 + Millis::seconds(3))),
            ("throttled", throttled(None), 1, Next::Retry(T0 + Millis(500))),
            ("throttled, third", throttled(None), 3, Next::Retry(T0 + Millis(2_000))),
            ("told to wait", throttled(Some(Millis::seconds(7))), 1, Next::Retry(T0 + Millis::seconds(7))),
            ("told to wait absurdly", throttled(Some(Millis::days(9))), 1, Next::Retry(T0 + Millis::hours(1))),
            ("unreachable", Outcome::Unreachable, 2, Next::Retry(T0 + Millis(1_000))),
            ("too often", Outcome::Unreachable, ATTEMPTS_MAX, Next::Fail),
            ("throttled too often", throttled(None), ATTEMPTS_MAX, Next::Fail),
        ] {
            assert_eq!(after_attempt(outcome, attempts, T0, 0), want, "{name}");
        }
    }

    #[test]
    fn a_lookup_is_repeated_once_before_sending_again() {
        assert_eq!(after_lookup(1, 1, T0), Next::LookUp(T0 + Millis::seconds(10)));
        assert_eq!(after_lookup(2, 1, T0), Next::Retry(T0));
        assert_eq!(after_lookup(2, ATTEMPTS_MAX, T0), Next::Fail);
    }

    #[test]
    fn backoff_doubles_with_jitter_up_to_its_limit() {
        assert_eq!(backoff(1, 0), Millis(500));
        assert_eq!(backoff(1, 1_000), Millis(1_000));
        assert_eq!(backoff(4, 500), Millis(6_000));
        assert_eq!(backoff(u32::MAX, 1_000), BACKOFF_MAX);
        assert_eq!(backoff(0, 5_000), Millis(1_000));
    }
}
