//! When a program is called again, when it is left alone for a while, and when it is given up.

use crate::domain::outgoing_webhook::PauseReason;
use crate::domain::time::{Millis, Timestamp};

/// Nothing is called again after so long, and a webhook that failed for so long is switched off.
pub const GIVE_UP: Millis = Millis::days(3);
/// After so many failures in a row a webhook is called by one delivery at a time, after a rest.
pub const FAILURES_MAX: u32 = 5;
/// So many calls of one webhook are under way at once.
pub const IN_FLIGHT: u32 = 4;
/// The longest that a program can ask to be left alone.
pub const WANTED_MAX: Millis = Millis::days(1);
/// So long a former secret signs beside the one that took its place.
pub const BOTH_SECRETS: Millis = Millis::days(1);
/// A delivery that failed so often no longer holds up what happened later in its conversation.
pub const HOLDS_UP: u32 = 5;
/// The longest rest: so late at most it is noticed that a program is back.
const REST_MAX: Millis = Millis::minutes(5);

/// How long to wait after so many calls of one delivery; `None`: no more.
#[must_use]
pub const fn wait_after(attempts: u32) -> Option<Millis> {
    match attempts {
        0 => Some(Millis::ZERO),
        1 => Some(Millis::seconds(10)),
        2 => Some(Millis::minutes(1)),
        3 => Some(Millis::minutes(5)),
        4 => Some(Millis::minutes(30)),
        5 => Some(Millis::hours(2)),
        6 => Some(Millis::hours(5)),
        7 => Some(Millis::hours(10)),
        8 => Some(Millis::hours(14)),
        9 | 10 => Some(Millis::hours(20)),
        _ => None,
    }
}

/// When a delivery that failed is called again: `attempts` times since `since`; `None`: it is given up. A program that
/// says how long it wants to be left alone is, if that is longer, and no longer than a day.
#[must_use]
pub fn again_at(attempts: u32, since: Timestamp, now: Timestamp, wanted: Option<Millis>) -> Option<Timestamp> {
    let wanted = wanted.unwrap_or(Millis::ZERO).min(WANTED_MAX);
    wait_after(attempts).filter(|_| now < since + GIVE_UP).map(|wait| now + wait.max(wanted))
}

/// How a webhook is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Calls in a row without a 2xx.
    pub failures: u32,
    /// When the first of them was.
    pub failing_since: Option<Timestamp>,
    /// It is left alone until then.
    pub rests_until: Option<Timestamp>,
}

impl Health {
    /// So many calls may be under way at once now.
    #[must_use]
    pub fn in_flight_max(&self, now: Timestamp) -> u32 {
        if self.rests_until.is_some_and(|until| now < until) {
            0
        } else if self.failures >= FAILURES_MAX {
            1
        } else {
            IN_FLIGHT
        }
    }

    /// After a call that failed.
    #[must_use]
    pub fn failed(self, now: Timestamp) -> Self {
        let failures = self.failures.saturating_add(1);
        let more = failures.saturating_sub(FAILURES_MAX);
        let rest = Millis::seconds(10 * i64::from(1_u32.checked_shl(more.min(8)).unwrap_or(u32::MAX)));
        Self {
            failures,
            failing_since: self.failing_since.or(Some(now)),
            rests_until: (failures >= FAILURES_MAX).then(|| now + rest.min(REST_MAX)),
        }
    }

    /// Why it is switched off after a call that failed, if it is. `gone`: it answered 410.
    #[must_use]
    pub fn pause(&self, gone: bool, now: Timestamp) -> Option<PauseReason> {
        if gone {
            return Some(PauseReason::Gone);
        }
        self.failing_since.filter(|since| *since + GIVE_UP <= now).map(|_| PauseReason::Failing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_tried_for_three_days() {
        let day = Timestamp(1_800_000_000_000);
        let (mut now, mut attempts, mut waits) = (day, 0, Vec::new());
        loop {
            attempts += 1;
            let Some(at) = again_at(attempts, day, now, None) else { break };
            assert!(at > now);
            waits.push((at - now).0 / 1_000);
            now = at;
        }
        assert_eq!(waits, [10, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 72_000]);
        assert_eq!((attempts, (now - day).0 / 60_000), (11, 4_296), "eleven calls in 71 hours and 36 minutes");
        assert!(waits.is_sorted());
        // Whatever held it up meanwhile: after three days there is one call and no second.
        for (attempts, age, again) in
            [(1, Millis::ZERO, true), (1, GIVE_UP - Millis(1), true), (1, GIVE_UP, false), (11, Millis::ZERO, false)]
        {
            assert_eq!(again_at(attempts, day, day + age, None).is_some(), again, "{attempts} {age:?}");
        }
    }

    #[test]
    fn a_webhook_that_fails_rests_longer_and_longer() {
        let mut now = Timestamp(0);
        let mut health = Health::default();
        assert_eq!(health.in_flight_max(now), IN_FLIGHT);
        let mut rests = Vec::new();
        for _ in 0..14 {
            health = health.failed(now);
            if let Some(until) = health.rests_until {
                rests.push((until - now).0 / 1_000);
                assert_eq!(health.in_flight_max(until - Millis(1)), 0);
                assert_eq!(health.in_flight_max(until), 1, "one asks whether it is back");
                now = until;
            }
        }
        assert_eq!(rests, [10, 20, 40, 80, 160, 300, 300, 300, 300, 300]);
        assert_eq!(health.failing_since, Some(Timestamp(0)));
    }

    #[test]
    fn it_is_switched_off_after_three_days_or_when_it_says_so() {
        let start = Timestamp(0);
        let health = Health::default().failed(start);
        for (gone, after, reason) in [
            (false, Millis::ZERO, None),
            (false, GIVE_UP - Millis(1), None),
            (false, GIVE_UP, Some(PauseReason::Failing)),
            (true, Millis::ZERO, Some(PauseReason::Gone)),
        ] {
            assert_eq!(health.pause(gone, start + after), reason, "{gone} {after:?}");
        }
    }
}
