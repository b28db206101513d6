//! When time makes something be said: that somebody waits for long, and that the 24 hours are nearly over.

use crate::domain::time::{Millis, Timestamp};
use crate::domain::window::{WINDOW, Window};

/// What was not said when it was due, since it did not fit the hour, is thought of again after this.
pub const AGAIN: Millis = Millis::minutes(5);
/// So often places in a line are looked at where somebody wants to be told to be next.
pub const LINE_EVERY: Millis = Millis::minutes(1);

/// Somebody waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Since when.
    pub since: Timestamp,
    /// So long is long.
    pub after: Millis,
    /// When this contact was last told so.
    pub told_at: Option<Timestamp>,
}

impl Wait {
    /// Once for each time that one waits.
    fn is_told(&self) -> bool {
        self.told_at.is_some_and(|told| self.since <= told)
    }

    /// Whether it is long by now, and was not told.
    #[must_use]
    pub fn is_long(&self, now: Timestamp) -> bool {
        !self.is_told() && self.since + self.after <= now
    }

    /// When it is to be looked at: always later than now, and not later than whoever is answered and writes again at
    /// once could wait for long.
    #[must_use]
    pub fn look_at(&self, now: Timestamp) -> Timestamp {
        match self.since + self.after {
            _ if self.is_told() => now + self.after,
            at if now < at => at,
            _ => now + AGAIN,
        }
    }
}

/// The window of a thread is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The window.
    pub window: Window,
    /// So long before its end.
    pub before: Millis,
    /// When this contact was last told so.
    pub told_at: Option<Timestamp>,
}

impl Ending {
    /// From when on it nearly ends; `None` where that was told, or there is no window.
    fn from(&self) -> Option<Timestamp> {
        let told = self.told_at.is_some_and(|told| self.window.last_inbound_at <= Some(told));
        self.window.until().filter(|_| !told).map(|until| until - self.before)
    }

    /// Whether it nearly ends.
    #[must_use]
    pub fn is_near(&self, now: Timestamp) -> bool {
        self.window.is_open(now) && self.from().is_some_and(|from| from <= now)
    }

    /// When it is to be looked at: at once if it nearly ends already; where it was told or has ended, as soon as the window
    /// of whoever writes at once could nearly end.
    #[must_use]
    pub fn look_at(&self, now: Timestamp) -> Timestamp {
        let next = now + (WINDOW - self.window.margin - self.before);
        self.from().filter(|_| self.window.is_open(now)).unwrap_or(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T0: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn who_waits_is_told_once() {
        let after = Millis::minutes(10);
        let (early, due) = (T0 + Millis::minutes(9), T0 + after);
        for (told_at, now, long, look_at) in [
            (None, early, false, due),
            (None, due, true, due + AGAIN),
            (Some(T0 - Millis(1)), due, true, due + AGAIN),
            (Some(T0), due, false, due + after),
        ] {
            let wait = Wait { since: T0, after, told_at };
            assert_eq!((wait.is_long(now), wait.look_at(now)), (long, look_at), "{told_at:?} {now:?}");
        }
    }

    #[test]
    fn a_window_ends_once_for_each_time_that_the_contact_wrote() {
        let window = Window { last_inbound_at: Some(T0), refused_at: None, margin: Millis::minutes(1) };
        let until = T0 + Millis::hours(24) - Millis::minutes(1);
        let near = until - Millis::hours(1);
        let round = near - T0;
        for (told_at, now, is_near, look_at) in [
            (None, near - Millis(1), false, near),
            (None, near, true, near),
            (None, until - Millis(1), true, near),
            (None, until, false, until + round),
            (Some(T0 - Millis(1)), near, true, near),
            (Some(near), near + Millis(1), false, near + Millis(1) + round),
        ] {
            let ending = Ending { window, before: Millis::hours(1), told_at };
            assert_eq!((ending.is_near(now), ending.look_at(now)), (is_near, look_at), "{told_at:?} {now:?}");
        }
        let never = Window { last_inbound_at: None, ..window };
        let ending = Ending { window: never, before: Millis::hours(1), told_at: None };
        assert_eq!((ending.is_near(T0), ending.look_at(T0)), (false, T0 + round));
    }
}
