//! The 24-hour rule, computed and never stored: half-open `[last inbound, +24 h)` per thread.
//!
//! Only the contact opens and extends it. Free text ends a margin earlier, since a message may wait in
//! a queue. If the provider says the window is closed although we compute it open, the provider is
//! right until the contact writes again.

use crate::domain::time::{Millis, Timestamp};

/// How long WhatsApp lets us answer freely.
pub const WINDOW: Millis = Millis::hours(24);
/// How long before its end free text stops unless set otherwise.
pub const MARGIN_DEFAULT: Millis = Millis::seconds(60);

/// The facts about a thread that decide its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// When the contact last wrote; `None` if never.
    pub last_inbound_at: Option<Timestamp>,
    /// When the provider was handed free text that it refused (63016), if the contact has not written since.
    pub refused_at: Option<Timestamp>,
    /// The safety margin.
    pub margin: Millis,
}

/// A window at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowState {
    /// The contact has never written in this thread.
    NeverOpened,
    /// Free text is allowed before `until`.
    Open {
        /// The end of free text, margin taken off.
        until: Timestamp,
    },
    /// Only templates.
    Closed {
        /// When free text ended.
        since: Timestamp,
    },
}

impl Window {
    /// The end of free text, margin taken off; `None` if the contact never wrote.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        let end = self.last_inbound_at? + WINDOW - self.margin;
        Some(self.refused_at.map_or(end, |refused| refused.min(end)))
    }

    /// The state at `now`.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> WindowState {
        match self.until() {
            None => WindowState::NeverOpened,
            Some(until) if now < until => WindowState::Open { until },
            Some(until) => WindowState::Closed { since: until },
        }
    }

    /// Whether free text is allowed at `now`.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        matches!(self.at(now), WindowState::Open { .. })
    }
}

impl WindowState {
    /// The time left at `now`, if open.
    #[must_use]
    pub fn left(self, now: Timestamp) -> Option<Millis> {
        match self {
            Self::Open { until } => Some(until - now),
            Self::NeverOpened | Self::Closed { .. } => None,
        }
    }
}

/// Whether a refusal by the provider (63016) closes the window: not if the contact wrote after the
/// refused message was handed over, for then it answers an older state.
#[must_use]
pub fn refusal_counts(handed_over_at: Timestamp, last_inbound_at: Option<Timestamp>) -> bool {
    last_inbound_at.is_none_or(|inbound| inbound <= handed_over_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const T0: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn table() {
        let day = Millis::hours(24);
        let minute = Millis::minutes(1);
        let ms = Millis(1);
        for (name, last, refused, margin, now, open) in [
            ("never written", None, None, minute, T0, false),
            ("just written", Some(T0), None, minute, T0, true),
            ("one ms before the margin", Some(T0), None, minute, T0 + day - minute - ms, true),
            ("at the margin", Some(T0), None, minute, T0 + day - minute, false),
            ("no margin, one ms before", Some(T0), None, Millis::ZERO, T0 + day - ms, true),
            ("no margin, at the end", Some(T0), None, Millis::ZERO, T0 + day, false),
            ("a clock behind the message", Some(T0), None, minute, T0 - minute, true),
            ("refused an hour in", Some(T0), Some(T0 + Millis::hours(1)), minute, T0 + Millis::hours(2), false),
            ("refused after the end", Some(T0), Some(T0 + day + day), minute, T0 + day, false),
        ] {
            let window = Window { last_inbound_at: last, refused_at: refused, margin };
            assert_eq!(window.is_open(now), open, "{name}");
        }
    }

    #[test]
    fn says_since_when_it_is_closed() {
        let window = Window { last_inbound_at: Some(T0), refused_at: None, margin: Millis::seconds(60) };
        assert_eq!(window.at(T0 + Millis::days(3)), WindowState::Closed { since: T0 + WINDOW - Millis::seconds(60) });
        assert_eq!(window.at(T0).left(T0), Some(WINDOW - Millis::seconds(60)));
    }

    #[test]
    fn a_refusal_of_an_older_message_does_not_close_a_newer_window() {
        assert!(refusal_counts(T0, None));
        assert!(refusal_counts(T0, Some(T0)));
        assert!(!refusal_counts(T0, Some(T0 + Millis(1))));
    }
}
