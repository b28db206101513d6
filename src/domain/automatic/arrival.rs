//! What a contact is told on writing, and where it stands in the line: few texts, never one that another contradicts.
//!
//! Whoever writes reads at most two: one that greets, or says that nobody is there; and, if somebody is, where one stands.
//! A text that says that nobody is there thanks too, so that none greets beside it.

use crate::domain::automatic::Trigger;
use crate::domain::automatic::decide::Door;
use crate::domain::condition::Known;

/// What says that nobody is there, if that is so and it is switched on.
#[must_use]
pub fn away(door: Door, somebody_here: bool, on: impl Fn(Trigger) -> bool) -> Option<Trigger> {
    let of_door = match door {
        Door::Open => [(!somebody_here).then_some(Trigger::NoAgent), None],
        Door::Closed => [Some(Trigger::OutOfHours), None],
        // On a holiday it is true as well that we are closed.
        Door::Holiday => [Some(Trigger::Holiday), Some(Trigger::OutOfHours)],
    };
    of_door.into_iter().flatten().find(|trigger| on(*trigger))
}

/// What is said first when somebody begins a conversation.
#[must_use]
pub fn first(known: Known, door: Door, somebody_here: bool, on: impl Fn(Trigger) -> bool) -> Option<Trigger> {
    let greeting = match known {
        Known::New => Trigger::FirstContact,
        Known::Returning => Trigger::ReturningContact,
    };
    away(door, somebody_here, &on).or_else(|| Some(greeting).filter(|trigger| on(*trigger)))
}

/// What is said of a place in the line, of which the contact was last told `told`: only good news after the first.
#[must_use]
pub fn place(place: i64, told: Option<i64>) -> Option<Trigger> {
    if told.is_some_and(|told| told <= place) {
        return None;
    }
    Some(if place <= 1 { Trigger::NextInLine } else { Trigger::Queued })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_greets_or_says_that_nobody_is_there() {
        use Trigger::{FirstContact, Holiday, NoAgent, OutOfHours, ReturningContact};
        let all = [FirstContact, ReturningContact, NoAgent, OutOfHours, Holiday];
        let greetings = [FirstContact, ReturningContact];
        for (known, door, here, on, want) in [
            (Known::New, Door::Open, true, &all[..], Some(FirstContact)),
            (Known::Returning, Door::Open, true, &all, Some(ReturningContact)),
            (Known::New, Door::Open, false, &all, Some(NoAgent)),
            (Known::New, Door::Closed, true, &all, Some(OutOfHours)),
            (Known::New, Door::Closed, false, &all, Some(OutOfHours)),
            (Known::Returning, Door::Holiday, false, &all, Some(Holiday)),
            (Known::New, Door::Holiday, false, &[FirstContact, OutOfHours], Some(OutOfHours)),
            (Known::New, Door::Closed, true, &greetings, Some(FirstContact)),
            (Known::Returning, Door::Open, false, &greetings, Some(ReturningContact)),
            (Known::New, Door::Open, true, &[ReturningContact], None),
            (Known::New, Door::Closed, false, &[], None),
        ] {
            assert_eq!(first(known, door, here, |one| on.contains(&one)), want, "{known:?} {door:?} {here} {on:?}");
        }
    }

    #[test]
    fn of_a_place_only_better_news_is_told() {
        for (now, told, want) in [
            (3, None, Some(Trigger::Queued)),
            (1, None, Some(Trigger::NextInLine)),
            (3, Some(3), None),
            (4, Some(3), None),
            (2, Some(3), Some(Trigger::Queued)),
            (1, Some(2), Some(Trigger::NextInLine)),
            (1, Some(1), None),
            (2, Some(1), None),
        ] {
            assert_eq!(place(now, told), want, "{now} after {told:?}");
        }
    }
}
