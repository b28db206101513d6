//! What happens with a conversation that its queue cannot take, or not soon.
//!
//! Before queueing the hours are looked at first, then how many wait; while a conversation waits, for how long.
//! A conversation is never lost on the way: a queue that nobody works for is passed by, a way that would come back to
//! where it was stops there, and behind everything stands the fallback queue, which takes what comes.

pub mod cycle;
mod way;

#[cfg(test)]
mod tests;

pub use way::{place, place_after_waiting, place_by_person};

use crate::domain::hours::Standing;
use crate::domain::ids::{self, QueueId, RuleId};
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::{Millis, Timestamp};

/// The most conversations that may be set as too many.
pub const WAITING_MAX: i64 = 1_000;
/// The shortest time that may be set as too long.
pub const WAIT_MIN: Millis = Millis::minutes(1);
/// The longest.
pub const WAIT_MAX: Millis = Millis::days(2);

/// What is done with a conversation before it is queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// It is queued all the same.
    QueueAnyway,
    /// It goes to another queue, whose own overflow counts there.
    Other(#[serde(with = "ids::text")] QueueId),
    /// It ends, and the contact is told why.
    End,
}

/// What is done with a conversation that waits for too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum During {
    /// It goes to another queue, whose own overflow counts there.
    Other(#[serde(with = "ids::text")] QueueId),
    /// It ends, and the contact is told why.
    End,
}

/// Too many conversations wait already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TooMany {
    /// So many may wait; one more does not fit.
    pub waiting_max: i64,
    /// What is done then.
    pub then: Before,
}

/// A conversation waits for too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TooLong {
    /// So long is not too long yet, in milliseconds.
    pub after_ms: Millis,
    /// What is done then.
    pub then: During,
}

/// What a queue does with what it cannot take; nothing set: it takes everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Overflow {
    /// Outside its opening hours.
    pub out_of_hours: Option<Before>,
    /// When too many wait.
    pub too_many: Option<TooMany>,
    /// When one waits for too long.
    pub too_long: Option<TooLong>,
}

words! {
    /// Why a queue did not take a conversation, or did not keep it.
    #[derive(serde::Deserialize)]
    Cause {
        /// It is closed.
        OutOfHours = "out_of_hours",
        /// Too many wait in it.
        TooMany = "too_many",
        /// The conversation waited there for too long.
        TooLong = "too_long",
        /// Nobody works for it.
        NoMembers = "no_members",
        /// It does not exist any more.
        Gone = "gone",
    }
}

impl Overflow {
    /// Everything that is wrong: the fields `out_of_hours` (set without hours), `too_many` and `too_long`.
    #[must_use]
    pub fn check(&self, has_hours: bool) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.out_of_hours.is_some() && !has_hours {
            problems.push(FieldProblem::new("out_of_hours", "overflow-without-hours"));
        }
        if self.too_many.is_some_and(|many| !(1..=WAITING_MAX).contains(&many.waiting_max)) {
            problems.push(FieldProblem::with_limit("too_many", "limit-range", WAITING_MAX));
        }
        if self.too_long.is_some_and(|long| long.after_ms < WAIT_MIN || WAIT_MAX < long.after_ms) {
            problems.push(FieldProblem::with_limit("too_long", "overflow-wait", WAIT_MAX.whole_seconds()));
        }
        problems
    }

    /// The queues that it leads to.
    pub fn targets(&self) -> impl Iterator<Item = QueueId> {
        self.leads().map(|(_, queue)| queue)
    }

    /// The queues that it leads to, each with the field that says so.
    pub fn leads(&self) -> impl Iterator<Item = (&'static str, QueueId)> {
        let other = |then: Before| if let Before::Other(queue) = then { Some(queue) } else { None };
        let during =
            self.too_long.and_then(|long| if let During::Other(queue) = long.then { Some(queue) } else { None });
        let found = [
            ("out_of_hours", self.out_of_hours.and_then(other)),
            ("too_many", self.too_many.and_then(|many| other(many.then))),
            ("too_long", during),
        ];
        found.into_iter().filter_map(|(field, queue)| queue.map(|queue| (field, queue)))
    }

    /// What is done with a conversation that waits since `queued_at`, if that is too long at `now`.
    #[must_use]
    pub fn when_waiting(&self, queued_at: Timestamp, now: Timestamp) -> Option<During> {
        self.too_long.filter(|long| queued_at + long.after_ms <= now).map(|long| long.then)
    }

    /// When a conversation that waits since `queued_at` has waited for too long.
    #[must_use]
    pub fn due_at(&self, queued_at: Timestamp) -> Option<Timestamp> {
        self.too_long.map(|long| queued_at + long.after_ms)
    }
}

/// What is known of a queue when a conversation stands in front of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// How many agents work for it.
    pub members: usize,
    /// How many conversations wait in it.
    pub waiting: i64,
    /// Whether it is open.
    pub standing: Standing,
    /// Its overflow.
    pub overflow: Overflow,
}

impl Front {
    /// Why it does not take another conversation and what it does instead; `None` if it does.
    #[must_use]
    pub fn overflows(&self) -> Option<(Cause, Before)> {
        let closed = self.overflow.out_of_hours.filter(|_| !self.standing.is_open());
        let full = self.overflow.too_many.filter(|many| many.waiting_max <= self.waiting);
        closed.map(|then| (Cause::OutOfHours, then)).or_else(|| full.map(|many| (Cause::TooMany, many.then)))
    }
}

/// Where a conversation goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// Into this queue.
    Queue(QueueId),
    /// It ends because this queue says so, and the contact is told why.
    End(QueueId, Cause),
}

words! {
    /// Why this destination.
    #[derive(serde::Deserialize)]
    Reason {
        /// A rule chose it.
        Rule = "rule",
        /// No rule did.
        NoRule = "no_rule",
        /// No queue that rules chose could take it.
        NoneLeft = "none_left",
        /// The overflow of another queue leads here.
        Overflow = "overflow",
        /// It overflows itself, and takes it all the same.
        Anyway = "anyway",
        /// Somebody chose it.
        Person = "person",
        /// A bot chose it.
        Bot = "bot",
    }
}

/// A queue that was passed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Passed {
    /// The queue.
    pub queue: QueueId,
    /// Why.
    pub cause: Cause,
}

/// Where a conversation goes, and how that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    /// Where to.
    pub destination: Destination,
    /// Why there.
    pub reason: Reason,
    /// The rule that chose it, if one did.
    pub rule: Option<RuleId>,
    /// What was passed by on the way, in order.
    pub passed: Vec<Passed>,
}
