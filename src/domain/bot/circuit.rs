//! When the program behind an HTTP bot is asked again, and when it is left alone for a while.

use crate::domain::time::{Millis, Timestamp};

/// After so many questions in a row without an answer it is left alone.
pub const FAILURES_MAX: u32 = 3;
/// For so long conversations go to people at once; then the next one asks again.
pub const REST: Millis = Millis::minutes(1);
/// So often one question is asked.
pub const ATTEMPTS_MAX: u32 = 3;

/// Whether a program answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circuit {
    /// Questions in a row without an answer.
    pub failures: u32,
    /// Until then it is left alone.
    pub rests_until: Option<Timestamp>,
}

impl Circuit {
    /// Whether it may be asked.
    #[must_use]
    pub fn may_ask(&self, now: Timestamp) -> bool {
        self.rests_until.is_none_or(|until| until <= now)
    }

    /// After a question was answered, or not.
    #[must_use]
    pub fn after(self, answered: bool, now: Timestamp) -> Self {
        if answered {
            return Self::default();
        }
        let failures = self.failures.saturating_add(1);
        Self { failures, rests_until: (failures >= FAILURES_MAX).then(|| now + REST) }
    }
}

/// How long to wait after so many attempts; `None`: no more.
#[must_use]
pub const fn wait_after(attempts: u32) -> Option<Millis> {
    match attempts {
        0 => Some(Millis::ZERO),
        1 => Some(Millis::seconds(1)),
        2 => Some(Millis::seconds(5)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_answer_is_left_alone_and_asked_again() {
        let now = Timestamp(0);
        let mut circuit = Circuit::default();
        for _ in 1..FAILURES_MAX {
            circuit = circuit.after(false, now);
            assert!(circuit.may_ask(now));
        }
        circuit = circuit.after(false, now);
        assert!(!circuit.may_ask(now + REST - Millis(1)));
        assert!(circuit.may_ask(now + REST));
        let again = circuit.after(false, now + REST);
        assert!(!again.may_ask(now + REST), "one more failure is enough now");
        assert_eq!(again.after(true, now), Circuit::default());
        assert_eq!((1..=ATTEMPTS_MAX).filter_map(wait_after).count(), 2);
    }
}
