//! What time alone does to a conversation: those that nobody thinks of any more are closed.
//!
//! A wrap-up that was forgotten is closed too, but a contact who wrote in it is not forgotten with it: their message
//! begins a new conversation, as if it had come a moment later.

use crate::domain::capacity::Block;
use crate::domain::conversation::{CloseReason, State};
use crate::domain::time::{Millis, Timestamp};

/// After so long without a message what is Open or Active is closed.
pub const SILENT_MAX: Millis = Millis::days(30);
/// After so long a wrap-up is over, unless it takes capacity for longer.
pub const WRAP_UP_MAX: Millis = Millis::days(1);
/// How long a contact may be silent in Waiting in a new workstream.
pub const AUTO_CLOSE: Millis = Millis::days(28);
/// The shortest time that may be set for it.
pub const AUTO_CLOSE_MIN: Millis = Millis::hours(1);
/// The longest.
pub const AUTO_CLOSE_MAX: Millis = Millis::days(365);

/// A conversation in its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The state.
    pub state: State,
    /// When it came into it.
    pub since: Timestamp,
    /// The last message, of either side.
    pub last_message_at: Timestamp,
    /// Whether the contact wrote and nobody answered.
    pub unanswered: bool,
    /// When the contact was told that it will be closed, or would have been.
    pub reminded_at: Option<Timestamp>,
    /// When it comes, or came, back from a snooze with a time.
    pub rests_until: Option<Timestamp>,
}

/// What its workstream says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timers {
    /// How long a contact may be silent in Waiting.
    pub auto_close: Millis,
    /// How long a wrap-up takes capacity.
    pub block: Block,
    /// So long before it is closed the contact is told so; `None`: not at all.
    pub notice: Option<Millis>,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// It is closed.
    Close(CloseReason),
    /// It is closed, and what the contact wrote in it begins a new conversation at once.
    BeginAgain,
    /// The contact is told that it will be closed after this time.
    Remind(Millis),
}

impl Timers {
    /// How long before the end the contact is told: never so early that it would be told at once.
    fn notice(&self) -> Option<Millis> {
        self.notice.map(|notice| notice.min(Millis(self.auto_close.0 / 2)))
    }
}

impl Stay {
    /// When time is up, if nothing happens until then; `None` for what is closed.
    #[must_use]
    pub fn due_at(&self, timers: &Timers) -> Option<Timestamp> {
        match timers.notice().filter(|_| self.state == State::Waiting && !self.is_reminded()) {
            Some(notice) => self.ends_at(timers).map(|at| at - notice),
            None => self.ends_at(timers),
        }
    }

    /// Since when nobody thinks of it. While it is set aside until a time somebody does.
    fn silent_since(&self) -> Timestamp {
        let last = self.since.max(self.last_message_at);
        self.rests_until.map_or(last, |until| last.max(until))
    }

    /// Whether the contact was told that it will be closed, and nothing was said since.
    fn is_reminded(&self) -> bool {
        self.reminded_at.is_some_and(|at| self.silent_since() <= at)
    }

    /// When it ends. What reminds of that is a message too, but puts nothing off.
    fn ends_at(&self, timers: &Timers) -> Option<Timestamp> {
        let silent_since = self.silent_since();
        match self.state {
            State::Open | State::Active => Some(silent_since + SILENT_MAX),
            State::Waiting => Some(match (self.reminded_at.filter(|_| self.is_reminded()), timers.notice()) {
                (Some(reminded_at), Some(notice)) => reminded_at + notice,
                _ => silent_since + timers.auto_close,
            }),
            State::WrapUp => Some(self.since + WRAP_UP_MAX.max(timers.block.time().unwrap_or(Millis::ZERO))),
            State::Closed => None,
        }
    }

    /// What is to be done at `now`, if anything.
    #[must_use]
    pub fn due(&self, timers: &Timers, now: Timestamp) -> Option<Due> {
        self.due_at(timers).filter(|at| *at <= now)?;
        let notice = timers.notice().filter(|_| self.state == State::Waiting && !self.is_reminded());
        Some(match (self.state, notice) {
            (State::WrapUp, _) if self.unanswered => Due::BeginAgain,
            (State::WrapUp, _) => Due::Close(CloseReason::WrapUp),
            (_, Some(notice)) => Due::Remind(notice),
            (State::Open | State::Active | State::Waiting | State::Closed, None) => Due::Close(CloseReason::Inactivity),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_time_is_up() {
        let timers = Timers { auto_close: Millis::days(2), block: Block::For(Millis::minutes(30)), notice: None };
        let (since, written) = (Timestamp(0), Timestamp(0) + Millis::hours(3));
        let inactivity = Due::Close(CloseReason::Inactivity);
        for (state, unanswered, at, due) in [
            (State::Open, true, written + SILENT_MAX, inactivity),
            (State::Active, false, written + SILENT_MAX, inactivity),
            (State::Waiting, false, written + Millis::days(2), inactivity),
            (State::WrapUp, false, since + WRAP_UP_MAX, Due::Close(CloseReason::WrapUp)),
            (State::WrapUp, true, since + WRAP_UP_MAX, Due::BeginAgain),
        ] {
            let stay =
                Stay { state, since, last_message_at: written, unanswered, reminded_at: None, rests_until: None };
            assert_eq!(stay.due_at(&timers), Some(at), "{state:?}");
            assert_eq!(stay.due(&timers, at - Millis(1)), None, "{state:?}");
            assert_eq!(stay.due(&timers, at), Some(due), "{state:?}");
        }
        let closed = Stay {
            state: State::Closed,
            since,
            last_message_at: written,
            unanswered: true,
            reminded_at: None,
            rests_until: None,
        };
        assert_eq!(closed.due(&timers, Timestamp(i64::MAX)), None);
    }

    #[test]
    fn a_state_that_came_after_the_last_message_begins_anew() {
        let timers = Timers { auto_close: Millis::days(2), block: Block::Always, notice: None };
        let since = Timestamp(0) + Millis::days(9);
        let stay = Stay {
            state: State::Waiting,
            since,
            last_message_at: Timestamp(0),
            unanswered: false,
            reminded_at: None,
            rests_until: None,
        };
        assert_eq!(stay.due_at(&timers), Some(since + Millis::days(2)));
    }

    #[test]
    fn one_reminder_comes_before_the_end_and_is_armed_again_by_what_is_said() {
        let notice = Millis::hours(1);
        let timers = Timers { auto_close: Millis::hours(20), block: Block::Always, notice: Some(notice) };
        let end = Timestamp(0) + Millis::hours(20);
        let stay = Stay {
            state: State::Waiting,
            since: Timestamp(0),
            last_message_at: Timestamp(0),
            unanswered: false,
            reminded_at: None,
            rests_until: None,
        };
        assert_eq!(stay.due_at(&timers), Some(end - notice));
        assert_eq!(stay.due(&timers, end - notice), Some(Due::Remind(notice)));
        // The reminder is the last message, and puts the end off by nothing.
        let at = end - notice;
        let reminded = Stay { last_message_at: at, reminded_at: Some(at), ..stay };
        assert_eq!(reminded.due_at(&timers), Some(end));
        assert_eq!(reminded.due(&timers, end), Some(Due::Close(CloseReason::Inactivity)));
        let written = Stay { last_message_at: at + Millis(1), ..reminded };
        assert_eq!(written.due_at(&timers), Some(at + Millis(1) + Millis::hours(19)));
        let short = Timers { auto_close: Millis::hours(1), notice: Some(Millis::hours(12)), ..timers };
        assert_eq!(stay.due_at(&short), Some(Timestamp(0) + Millis::minutes(30)));
        let elsewhere = Stay { state: State::Active, ..stay };
        assert_eq!(elsewhere.due_at(&timers), Some(Timestamp(0) + SILENT_MAX));
    }

    #[test]
    fn silence_counts_from_the_end_of_a_snooze() {
        let (notice, auto_close) = (Some(Millis::hours(1)), Millis::hours(20));
        let timers = Timers { auto_close, block: Block::Always, notice: None };
        let (until, day) = (Timestamp(0) + Millis::days(40), Timestamp(0) + Millis::days(1));
        let stay = |state, rests_until| Stay {
            state,
            since: Timestamp(0),
            last_message_at: Timestamp(0),
            unanswered: false,
            reminded_at: Some(day),
            rests_until,
        };
        for (state, rests_until, want) in [
            (State::Active, Some(until), until + SILENT_MAX),
            (State::Open, Some(until), until + SILENT_MAX),
            (State::Waiting, Some(until), until + auto_close),
            // Until the contact writes: that is what Waiting is, too.
            (State::Waiting, None, Timestamp(0) + auto_close),
            (State::Active, Some(Timestamp(0) - Millis(1)), Timestamp(0) + SILENT_MAX),
        ] {
            assert_eq!(stay(state, rests_until).due_at(&timers), Some(want), "{state:?} {rests_until:?}");
        }
        // Whoever was told before it was set aside is told again.
        let telling = Timers { notice, ..timers };
        let due = stay(State::Waiting, Some(until)).due_at(&telling);
        assert_eq!(due, Some(until + auto_close - Millis::hours(1)));
    }
}
