//! Queues: groups of agents in front of which conversations wait.

use crate::domain::ids::HoursId;
use crate::domain::message::words;
use crate::domain::overflow::Overflow;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Millis;

/// The longest name of a queue, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The lowest priority there is: the greatest number.
pub const PRIORITY_MAX: i64 = 1_000;
/// The longest service goal.
pub const GOAL_MAX: Millis = Millis::days(7);

words! {
    /// Who of several fitting agents gets a conversation.
    #[derive(serde::Deserialize)]
    Method {
        /// Who has most units free; of equals, whose turn it is.
        HighestCapacity = "highest_capacity",
        /// Whose last assignment in this queue is oldest; at first in the order of joining it.
        RoundRobin = "round_robin",
        /// Whose capacity was freed longest ago, and before them who never had any taken; of equals, whose turn it is.
        LeastActive = "least_active",
    }
}

/// What comes first: of queues, and of conversations within one. The smaller number is earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Priority(i64);

impl Priority {
    /// A priority, 1 to [`PRIORITY_MAX`].
    ///
    /// # Errors
    /// The problem of the field `priority`.
    pub fn new(priority: i64) -> Result<Self, FieldProblem> {
        let problem = FieldProblem::with_limit("priority", "limit-range", PRIORITY_MAX);
        if (1..=PRIORITY_MAX).contains(&priority) { Ok(Self(priority)) } else { Err(problem) }
    }

    /// As a number.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

/// In the middle of what people type, so that there is room on both sides.
impl Default for Priority {
    fn default() -> Self {
        Self(100)
    }
}

impl TryFrom<i64> for Priority {
    type Error = &'static str;
    fn try_from(priority: i64) -> Result<Self, Self::Error> {
        Self::new(priority).map_err(|_| "a priority is a number from 1 to 1000")
    }
}

impl From<Priority> for i64 {
    fn from(priority: Priority) -> Self {
        priority.0
    }
}

/// The settings of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What people call it.
    pub name: String,
    /// Which queue an agent in several of them works for first.
    pub priority: Priority,
    /// Who of its agents gets a conversation.
    pub method: Method,
    /// When it is open; `None`: always.
    pub hours: Option<HoursId>,
    /// What happens with conversations that it cannot take, or not soon.
    pub overflow: Overflow,
    /// Within what time a conversation should be taken, to be seen on the board.
    pub goal: Option<Millis>,
}

impl Settings {
    /// Checks what an admin wants.
    ///
    /// # Errors
    /// Everything that is wrong with `name`, `goal_seconds` and the fields of [`Overflow::check`].
    pub fn check(&self) -> Result<(), Refusal> {
        let mut problems = self.overflow.check(self.hours.is_some());
        problems.extend(crate::domain::text::check_name(&self.name, NAME_CHARS_MAX).err());
        if self.goal.is_some_and(|goal| goal <= Millis::ZERO || GOAL_MAX < goal) {
            problems.push(FieldProblem::with_limit("goal_seconds", "out-of-range", GOAL_MAX.whole_seconds()));
        }
        Refusal::unless_empty(problems)
    }
}

/// Whether a queue may be the target of a rule, of an overflow or of a workstream: one that nobody works for may not.
///
/// # Errors
/// The problem of the given field.
pub fn check_target(field: &'static str, members: usize) -> Result<(), FieldProblem> {
    if members == 0 { Err(FieldProblem::new(field, "queue-empty")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_settings_are_refused_all_at_once() {
        let fine = Settings {
            name: "Orders".to_owned(),
            priority: Priority::default(),
            method: Method::RoundRobin,
            hours: None,
            overflow: Overflow::default(),
            goal: Some(Millis::minutes(10)),
        };
        assert_eq!(fine.check(), Ok(()));
        let wrong = Settings { name: "x".repeat(101), goal: Some(Millis::ZERO), ..fine };
        let fields: Vec<_> = wrong.check().unwrap_err().problems().iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["name", "goal_seconds"]);
        for (priority, fine) in [(0, false), (1, true), (1_000, true), (1_001, false)] {
            assert_eq!(Priority::new(priority).is_ok(), fine, "{priority}");
        }
        assert!(check_target("fallback_queue_id", 1).is_ok());
        assert_eq!(check_target("fallback_queue_id", 0).map_err(|problem| problem.problem), Err("queue-empty"));
    }
}
