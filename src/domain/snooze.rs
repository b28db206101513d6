//! Conversations that are set aside: what is offered as a time, how far it may be, and what ends it.
//!
//! A snooze is no state. It says when somebody wants to see a conversation again, not who has it: an Active one takes its
//! agent's capacity meanwhile, a Waiting one does not. What is Open is given to nobody until it is back.

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};

use crate::domain::conversation::{Act, Phase, State};
use crate::domain::message::words;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::{Millis, Timestamp};

/// The longest that a conversation may be set aside.
pub const LONGEST: Millis = Millis::days(90);
/// Later in the day *this evening* is not offered.
const EVENING_LEFT: Millis = Millis::minutes(30);
/// The hour of *this evening*.
const EVENING: i8 = 18;
/// The hour at which a day begins.
const MORNING: i8 = 9;

words! {
    /// Until when, as people say it.
    Choice {
        /// In an hour.
        Hour = "hour",
        /// Today at 18:00.
        Evening = "evening",
        /// Tomorrow at 9:00.
        Tomorrow = "tomorrow",
        /// On the next Monday at 9:00.
        Monday = "monday",
        /// Until the contact writes.
        Answer = "answer",
        /// At a time of one's own.
        Time = "time",
    }
}

words! {
    /// Why a conversation came back.
    Back {
        /// Its time had come.
        Time = "time",
        /// The contact wrote.
        Answer = "answer",
    }
}

impl Choice {
    /// The instant that it means at `now` where the clock is that of `tz`; `None` if it means none: too late for this
    /// evening, a Monday that is tomorrow, or no time at all.
    #[must_use]
    pub fn instant(self, now: Timestamp, tz: &TimeZone) -> Option<Timestamp> {
        let today = jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(tz.clone());
        match self {
            Self::Hour => Some(now + Millis::hours(1)),
            Self::Evening => at(&today, 0, EVENING).filter(|at| now + EVENING_LEFT <= *at),
            Self::Tomorrow => at(&today, 1, MORNING),
            Self::Monday => {
                let days = i64::from(Weekday::Monday.since(today.weekday()));
                let days = if days == 0 { 7 } else { days };
                at(&today, days, MORNING).filter(|_| days > 1)
            }
            Self::Answer | Self::Time => None,
        }
    }
}

/// An hour of the day `days` after `today`. In an hour that the clocks skip, the time after it.
fn at(today: &Zoned, days: i64, hour: i8) -> Option<Timestamp> {
    let day = today.date().checked_add(days.days()).ok()?;
    let zoned = day.to_datetime(Time::constant(hour, 0, 0, 0)).to_zoned(today.time_zone().clone()).ok()?;
    Some(Timestamp(zoned.timestamp().as_millisecond()))
}

/// Fine if a conversation may be set aside until then.
///
/// # Errors
/// `until`/`time-past`, `until`/`snooze-far`.
pub fn check(until: Option<Timestamp>, now: Timestamp) -> Result<(), FieldProblem> {
    match until {
        Some(until) if until <= now => Err(FieldProblem::new("until", "time-past")),
        Some(until) if until - now > LONGEST => {
            Err(FieldProblem::with_limit("until", "snooze-far", LONGEST.whole_days()))
        }
        _ => Ok(()),
    }
}

/// Fine if it can be set aside where it stands.
///
/// # Errors
/// [`Refusal::ConversationClosed`]; [`Refusal::NotNow`] for what is ended, and for what is offered, which is answered first.
pub fn check_state(state: State, phase: Option<Phase>) -> Result<(), Refusal> {
    match (state, phase) {
        (State::Closed, _) => Err(Refusal::ConversationClosed),
        (State::WrapUp, _) | (_, Some(Phase::AwaitingAcceptance)) => Err(Refusal::NotNow),
        (State::Open | State::Active | State::Waiting, _) => Ok(()),
    }
}

/// Whether it stays set aside through a move. Whoever gets it is to see it; whoever waits for the contact may set it aside,
/// too. What the contact writes brings it back by itself.
#[must_use]
pub const fn outlasts(act: Act) -> bool {
    matches!(act, Act::Wait | Act::ContactWrites)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn what_people_say_means_an_instant_in_their_zone() {
        use Choice::{Answer, Evening, Hour, Monday, Time, Tomorrow};
        // Thursday, 26 November 2026; Athens is two hours ahead of UTC.
        for (now, choice, want) in [
            ("2026-11-26T08:00:00Z", Hour, Some("2026-11-26T09:00:00Z")),
            ("2026-11-26T08:00:00Z", Evening, Some("2026-11-26T16:00:00Z")),
            ("2026-11-26T15:30:00Z", Evening, Some("2026-11-26T16:00:00Z")),
            ("2026-11-26T15:31:00Z", Evening, None),
            ("2026-11-26T23:00:00Z", Evening, Some("2026-11-27T16:00:00Z")), // It is Friday in Athens.
            ("2026-11-26T08:00:00Z", Tomorrow, Some("2026-11-27T07:00:00Z")),
            ("2026-11-26T08:00:00Z", Monday, Some("2026-11-30T07:00:00Z")),
            ("2026-11-30T08:00:00Z", Monday, Some("2026-12-07T07:00:00Z")), // Not the one that is today.
            ("2026-11-29T08:00:00Z", Monday, None),                         // On Sundays that is tomorrow.
            ("2026-03-28T10:00:00Z", Tomorrow, Some("2026-03-29T06:00:00Z")), // Summer time begins that night.
            ("2026-11-26T08:00:00Z", Answer, None),
            ("2026-11-26T08:00:00Z", Time, None),
        ] {
            let athens = TimeZone::get("Europe/Athens").unwrap();
            assert_eq!(choice.instant(instant(now), &athens), want.map(instant), "{now} {choice:?}");
        }
    }

    #[test]
    fn neither_into_the_past_nor_for_ever() {
        let now = instant("2026-11-26T08:00:00Z");
        for (until, want) in [
            (None, Ok(())),
            (Some(now + Millis(1)), Ok(())),
            (Some(now + LONGEST), Ok(())),
            (Some(now), Err("time-past")),
            (Some(now - Millis::days(1)), Err("time-past")),
            (Some(now + LONGEST + Millis(1)), Err("snooze-far")),
        ] {
            assert_eq!(check(until, now).map_err(|problem| problem.problem), want, "{until:?}");
        }
    }

    #[test]
    fn what_can_be_set_aside_and_what_ends_it() {
        use Phase::{AwaitingAcceptance, InConversation};
        for (state, phase, want) in [
            (State::Open, None, Ok(())),
            (State::Active, Some(InConversation), Ok(())),
            (State::Active, Some(AwaitingAcceptance), Err(Refusal::NotNow)),
            (State::Waiting, None, Ok(())),
            (State::WrapUp, None, Err(Refusal::NotNow)),
            (State::Closed, None, Err(Refusal::ConversationClosed)),
        ] {
            assert_eq!(check_state(state, phase), want, "{state:?} {phase:?}");
        }
        let staying: Vec<Act> = Act::ALL.iter().copied().filter(|act| outlasts(*act)).collect();
        assert_eq!(staying, [Act::Wait, Act::ContactWrites]);
    }
}
