//! Which agent gets which conversation.
//!
//! Fit is who is there, has room, has the skills and did not refuse it too often. Of the fitting ones the queue's
//! method chooses; who refused it before comes later, and with closest matching who is nearer comes first. Nobody fits:
//! nobody gets it, it stays where it is, and for each agent it is known why not.
//!
//! The order of conversations is [`backlog`]'s matter.

pub mod backlog;
mod floor;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;

pub use floor::{Floor, Room};

use crate::domain::capacity::{Load, Units};
use crate::domain::ids::{ConversationId, QueueId, UserId};
use crate::domain::message::words;
use crate::domain::offer::Refused;
use crate::domain::presence::{Allowed, By, Standing};
use crate::domain::queue::{Method, Priority};
use crate::domain::skill::{Distance, Lack, Matching, Skills};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Presence;

/// What conversations need of an agent. Those that need the same wait in one lane, and one answer counts for all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Needs {
    /// The queue in which it waits.
    pub queue: QueueId,
    /// What it takes of a capacity.
    pub cost: Units,
    /// In which presences its workstream pushes it.
    pub allowed: Allowed,
    /// How skills are compared.
    pub matching: Matching,
    /// The skills that it needs.
    pub skills: Skills,
}

/// The agent who had the conversation (or the thread's last one), and how long only that agent is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kept {
    /// The agent.
    pub agent: UserId,
    /// Until then nobody else is asked; from then on this agent merely comes first.
    pub until: Timestamp,
}

impl Kept {
    /// For a conversation that came back to a workstream which keeps the agent: for `wait` only the former agent is asked.
    /// Somebody who is there and has room gets it at once, and a contact never waits for longer than that for one who went home.
    #[must_use]
    pub fn on_return(agent: UserId, wait: Millis, returned_at: Timestamp) -> Self {
        Self { agent, until: returned_at + wait }
    }

    /// For a new conversation in a thread whose last one this agent had: asked first, but nobody waits.
    #[must_use]
    pub const fn preferred(agent: UserId, now: Timestamp) -> Self {
        Self { agent, until: now }
    }

    /// Whether nobody else is asked yet.
    #[must_use]
    pub fn excludes_others(self, now: Timestamp) -> bool {
        now < self.until
    }
}

/// A conversation that waits for an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which one.
    pub conversation: ConversationId,
    /// What it needs.
    pub needs: Needs,
    /// The agent it is kept for. Who refused it once keeps it no longer: leave it out then.
    pub kept: Option<Kept>,
    /// Who refused it.
    pub refused: Refused,
    /// Its own priority, set by rules.
    pub priority: Priority,
    /// Since when the contact waits: the first message that nobody answered. Who writes again keeps the place, who comes
    /// back after an answer stands behind those who wait.
    pub since: Timestamp,
}

/// An agent as assignment sees one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The presence, and who made it.
    pub standing: Standing,
    /// The capacity, and what of it is taken.
    pub load: Load,
    /// What the agent knows.
    pub skills: Skills,
    /// When capacity was last freed; `None` if it never was.
    pub freed_at: Option<Timestamp>,
}

/// An agent as a member of a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The agent.
    pub agent: UserId,
    /// Where in the order of joining the queue.
    pub joined: i64,
    /// When the agent last got a conversation in this queue.
    pub last_assigned_at: Option<Timestamp>,
}

/// A queue as assignment sees one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// What comes first for agents in several queues.
    pub priority: Priority,
    /// Who of the fitting ones gets a conversation.
    pub method: Method,
    /// Its active agents.
    pub members: Vec<Member>,
}

/// Why an agent does not get a conversation; the first that is true, in this order.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// It is kept for somebody else for a while.
    KeptFor(UserId),
    /// The agent refused it so often.
    Refused(u32),
    /// The agent lacks skills.
    Lacks(Vec<Lack>),
    /// The workstream does not push in the agent's presence.
    Presence(Presence),
    /// It would go above the agent's capacity.
    NoRoom {
        /// What is left.
        free: Units,
        /// What it takes.
        needed: Units,
    },
}

words! {
    /// Why a conversation waits, in one word.
    #[derive(PartialOrd, Ord, serde::Deserialize)]
    Waits {
        /// Nobody works for its queue.
        NoMembers = "no_members",
        /// It is kept for the agent who had it.
        Kept = "kept",
        /// Everybody who could take it refused it too often.
        Refused = "refused",
        /// Nobody has the skills.
        Skills = "skills",
        /// Nobody with the skills is there.
        Presence = "presence",
        /// Nobody who is there has room.
        Room = "room",
    }
}

/// An agent who was thought of.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Considered {
    /// Who.
    pub agent: UserId,
    /// Why not; `None` for who fits.
    pub why_not: Option<WhyNot>,
}

/// Who gets a conversation, and why nobody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Who; `None` if nobody fits.
    pub agent: Option<UserId>,
    /// Everybody who was thought of: first those who fit, the best first; then the others in the order of joining.
    pub considered: Vec<Considered>,
}

impl Choice {
    /// Why it waits: it is kept for somebody, or else how far the one came who came furthest; `None` if somebody got it.
    #[must_use]
    pub fn waits(&self) -> Option<Waits> {
        if self.agent.is_some() {
            return None;
        }
        let reasons =
            self.considered.iter().filter_map(|considered| considered.why_not.as_ref()).map(|why| match why {
                WhyNot::KeptFor(_) => Waits::Kept,
                WhyNot::Refused(_) => Waits::Refused,
                WhyNot::Lacks(_) => Waits::Skills,
                WhyNot::Presence(_) => Waits::Presence,
                WhyNot::NoRoom { .. } => Waits::Room,
            });
        let reasons: Vec<Waits> = reasons.collect();
        // Whoever it is kept for may have come further than this, but nobody else was looked at for it.
        let kept = reasons.contains(&Waits::Kept).then_some(Waits::Kept);
        Some(kept.or_else(|| reasons.into_iter().max()).unwrap_or(Waits::NoMembers))
    }
}

/// Who comes first among those who fit; the smallest.
type Rank = (bool, u32, Option<Distance>, Turn);

/// Whose turn it is by the queue's method. `None` is before every time, for who never had one is first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    free: Reverse<Units>,
    freed_at: Option<Timestamp>,
    last_assigned_at: Option<Timestamp>,
    joined: i64,
    agent: UserId,
}

impl Item {
    /// Why this agent does not get it at `now`; `None`: the agent fits.
    #[must_use]
    pub fn why_not(&self, id: UserId, agent: &Agent, now: Timestamp) -> Option<WhyNot> {
        if let Some(kept) = self.kept.filter(|kept| kept.agent != id && kept.excludes_others(now)) {
            return Some(WhyNot::KeptFor(kept.agent));
        }
        if self.refused.is_final(id) {
            return Some(WhyNot::Refused(self.refused.count(id)));
        }
        if self.needs.matching == Matching::Exact {
            let lacking = self.needs.skills.lacking(&agent.skills);
            if !lacking.is_empty() {
                return Some(WhyNot::Lacks(lacking));
            }
        }
        let no_room = WhyNot::NoRoom { free: agent.load.free(), needed: self.needs.cost };
        let full = !agent.load.fits(self.needs.cost);
        let presence = agent.standing.shown.base;
        if !self.needs.allowed.allows(presence) {
            // Somebody who does not want to be disturbed only because everything is taken is there, and full.
            let by_capacity = agent.standing.by == By::Capacity && full;
            return Some(if by_capacity { no_room } else { WhyNot::Presence(presence) });
        }
        full.then_some(no_room)
    }

    fn rank(&self, method: Method, member: &Member, agent: &Agent) -> Rank {
        let closest = self.needs.matching == Matching::Closest;
        let turn = Turn {
            free: Reverse(if method == Method::HighestCapacity { agent.load.free() } else { Units::ZERO }),
            freed_at: agent.freed_at.filter(|_| method == Method::LeastActive),
            last_assigned_at: member.last_assigned_at,
            joined: member.joined,
            agent: member.agent,
        };
        let kept = self.kept.is_some_and(|kept| kept.agent == member.agent);
        let distance = closest.then(|| self.needs.skills.distance(&agent.skills));
        (!kept, self.refused.count(member.agent), distance, turn)
    }
}
