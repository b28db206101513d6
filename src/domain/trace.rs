//! Why a conversation is where it is: each decision as typed facts, kept with the conversation in order.
//!
//! Nothing here is a sentence. Pages and the API make one of each step in the reader's language, with the names that
//! things have then; what was deleted keeps its row, so that it still has one.

use crate::domain::assignment::{Choice, Considered, Waits};
use crate::domain::automatic::{Silent, Trigger};
use crate::domain::capacity::Units;
use crate::domain::conversation::CloseReason;
use crate::domain::ids::{QueueId, RuleId, RuleSetId, UserId};
use crate::domain::message::words;
use crate::domain::offer::Answer;
use crate::domain::overflow::{Destination, Passed, Placing, Reason};
use crate::domain::queue::Priority;
use crate::domain::rule::{Classified, Read};
use crate::domain::skill::Skills;
use crate::domain::time::Timestamp;

/// So many agents who were thought of are kept with one step.
pub const CONSIDERED_MAX: usize = 50;

words! {
    /// How an agent came to a conversation.
    #[derive(serde::Deserialize)]
    How {
        /// The queue's method chose.
        Method = "method",
        /// The agent had it before.
        Kept = "kept",
        /// The agent took it.
        Picked = "picked",
        /// Somebody gave it.
        Given = "given",
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// The classification rules were read.
    Classified {
        /// What each said, with its set.
        read: Vec<(RuleSetId, Read)>,
        /// The skills that are needed now.
        skills: Skills,
        /// The priority, if one was set.
        priority: Option<Priority>,
        /// The tags that were given.
        tags: Vec<String>,
    },
    /// The route-to-queue rules were read, and there it goes.
    Routed {
        /// What each said.
        read: Vec<Read>,
        /// What was passed by.
        passed: Vec<Passed>,
        /// Where it goes.
        destination: Destination,
        /// Why there.
        reason: Reason,
        /// The rule that chose it.
        rule: Option<RuleId>,
    },
    /// It waited for too long, or somebody sent it to another queue.
    Moved {
        /// What was passed by.
        passed: Vec<Passed>,
        /// Where it goes.
        destination: Destination,
        /// Why there.
        reason: Reason,
        /// Who sent it; none: the clock.
        by: Option<UserId>,
    },
    /// An agent got it.
    Assigned {
        /// Who.
        agent: UserId,
        /// How.
        how: How,
        /// In which queue.
        queue: Option<QueueId>,
        /// By how much it goes above the agent's capacity; a person's choice only.
        above_by: Option<Units>,
        /// Who gave it, if somebody did.
        by: Option<UserId>,
        /// Who was thought of.
        considered: Vec<Considered>,
    },
    /// Nobody fits; it waits.
    Nobody {
        /// In which queue.
        queue: QueueId,
        /// In one word.
        waits: Waits,
        /// Who was thought of, and why not.
        considered: Vec<Considered>,
    },
    /// An agent was asked.
    Offered {
        /// Who.
        agent: UserId,
        /// Until when.
        until: Timestamp,
    },
    /// What became of that.
    Answered {
        /// Who was asked.
        agent: UserId,
        /// What.
        answer: Answer,
        /// How often this agent refused it by now.
        refused: u32,
    },
    /// It is kept for the agent who had it.
    Kept {
        /// Who.
        agent: UserId,
        /// Until then nobody else is asked.
        until: Timestamp,
    },
    /// It went back to its queue.
    Released {
        /// Who had it.
        agent: UserId,
        /// Who released it; none: the clock.
        by: Option<UserId>,
    },
    /// Something would have been said by itself.
    NotTold {
        /// What.
        trigger: Trigger,
        /// Why it was not.
        why: Silent,
    },
    /// It is closed.
    Closed {
        /// Why.
        reason: CloseReason,
    },
}

impl Step {
    /// The tail of its sentence's key, `trace-step-…`.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Classified { .. } => "classified",
            Self::Routed { .. } => "routed",
            Self::Moved { .. } => "moved",
            Self::Assigned { .. } => "assigned",
            Self::Nobody { .. } => "nobody",
            Self::Offered { .. } => "offered",
            Self::Answered { .. } => "answered",
            Self::Kept { .. } => "kept",
            Self::Released { .. } => "released",
            Self::NotTold { .. } => "not_told",
            Self::Closed { .. } => "closed",
        }
    }

    /// What classification found.
    #[must_use]
    pub fn classified(classified: &Classified) -> Self {
        Self::Classified {
            read: classified.read.clone(),
            skills: classified.skills.clone(),
            priority: classified.priority,
            tags: classified.tags.clone(),
        }
    }

    /// Where rules sent it.
    #[must_use]
    pub fn routed(read: Vec<Read>, placing: &Placing) -> Self {
        let passed = placing.passed.clone();
        Self::Routed { read, passed, destination: placing.destination, reason: placing.reason, rule: placing.rule }
    }

    /// Where it was sent on.
    #[must_use]
    pub fn moved(placing: &Placing, by: Option<UserId>) -> Self {
        Self::Moved { passed: placing.passed.clone(), destination: placing.destination, reason: placing.reason, by }
    }

    /// What assignment chose in a queue; `kept` is the agent that it was kept for.
    #[must_use]
    pub fn chosen(queue: QueueId, kept: Option<UserId>, choice: Choice) -> Self {
        let waits = choice.waits();
        let mut considered = choice.considered;
        considered.truncate(CONSIDERED_MAX);
        match (choice.agent, waits) {
            (Some(agent), _) => {
                let how = if kept == Some(agent) { How::Kept } else { How::Method };
                Self::Assigned { agent, how, queue: Some(queue), above_by: None, by: None, considered }
            }
            (None, waits) => Self::Nobody { queue, waits: waits.unwrap_or(Waits::NoMembers), considered },
        }
    }
}

/// Whether a step tells nothing that the one before did not: while it waits, every cause thinks of everybody again, and
/// only a change is worth a line.
#[must_use]
pub fn repeats(last: Option<&Step>, next: &Step) -> bool {
    match (last, next) {
        (Some(Step::Nobody { queue: one, waits: was, .. }), Step::Nobody { queue: other, waits: is, .. }) => {
            one == other && was == is
        }
        (Some(last @ Step::NotTold { .. }), next @ Step::NotTold { .. }) => last == next,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
