//! Queues and agents as facts of one moment: who is chosen, and what giving changes.

use std::collections::BTreeMap;

use crate::domain::assignment::{Agent, Choice, Considered, Item, Member, Needs, Queue};
use crate::domain::capacity::Units;
use crate::domain::ids::{QueueId, UserId};
use crate::domain::presence::{Automatic, Happening};
use crate::domain::time::Timestamp;
use crate::domain::user::Presence;

/// The most units that one agent has free, by presence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room(BTreeMap<Presence, Units>);

impl Room {
    /// Whether nobody has any.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether somebody may have enough for these needs.
    #[must_use]
    pub fn may_fit(&self, needs: &Needs) -> bool {
        self.0.iter().any(|(presence, free)| needs.allowed.allows(*presence) && needs.cost <= *free)
    }
}

/// Everybody and every queue, as facts of one moment. Giving changes them, so that the next choice sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Floor {
    /// The queues.
    pub queues: BTreeMap<QueueId, Queue>,
    /// The active agents.
    pub agents: BTreeMap<UserId, Agent>,
    /// What presences do by themselves.
    pub automatic: Automatic,
}

impl Floor {
    /// Who gets `item` at `now`, and why nobody else. The agent it is kept for need not be a member of the queue.
    #[must_use]
    pub fn choose(&self, item: &Item, now: Timestamp) -> Choice {
        let Some(queue) = self.queues.get(&item.needs.queue) else {
            return Choice { agent: None, considered: Vec::new() };
        };
        let kept = item.kept.filter(|kept| queue.members.iter().all(|member| member.agent != kept.agent));
        let guest = kept.map(|kept| Member { agent: kept.agent, joined: i64::MAX, last_assigned_at: None });
        let (mut fit, mut others) = (Vec::new(), Vec::new());
        for member in queue.members.iter().chain(&guest) {
            let Some(agent) = self.agents.get(&member.agent) else { continue };
            match item.why_not(member.agent, agent, now) {
                None => fit.push((item.rank(queue.method, member, agent), member.agent)),
                Some(why) => others.push((member.joined, Considered { agent: member.agent, why_not: Some(why) })),
            }
        }
        fit.sort_unstable();
        others.sort_by_key(|(joined, considered)| (*joined, considered.agent));
        let agent = fit.first().map(|(_, agent)| *agent);
        let fit = fit.into_iter().map(|(_, agent)| Considered { agent, why_not: None });
        Choice { agent, considered: fit.chain(others.into_iter().map(|(_, considered)| considered)).collect() }
    }

    /// Gives `item` to an agent: capacity is taken, the presence follows, the turn moves on.
    pub fn give(&mut self, item: &Item, id: UserId, now: Timestamp) {
        if let Some(agent) = self.agents.get_mut(&id) {
            agent.load = agent.load.and(item.needs.cost);
            agent.standing = agent.standing.after(Happening::Load(agent.load), self.automatic);
        }
        let members = self.queues.get_mut(&item.needs.queue).map(|queue| queue.members.iter_mut());
        for member in members.into_iter().flatten().filter(|member| member.agent == id) {
            member.last_assigned_at = Some(now);
        }
    }

    /// Takes a conversation of this cost from an agent: capacity is free again.
    pub fn free(&mut self, id: UserId, cost: Units, now: Timestamp) {
        if let Some(agent) = self.agents.get_mut(&id) {
            agent.load = agent.load.without(cost);
            agent.freed_at = Some(now);
            agent.standing = agent.standing.after(Happening::Load(agent.load), self.automatic);
        }
    }

    /// Where there is room at all, to pass by what nobody can take without looking at everybody.
    #[must_use]
    pub fn room(&self) -> Room {
        let mut room = BTreeMap::new();
        for agent in self.agents.values().filter(|agent| agent.load.free() > Units::ZERO) {
            let most = room.entry(agent.standing.shown.base).or_insert(Units::ZERO);
            *most = agent.load.free().max(*most);
        }
        Room(room)
    }

    /// The most conversations with these needs that can be given before everybody who is there is full: so many of
    /// their lane are enough to load.
    #[must_use]
    pub fn places_for(&self, needs: &Needs) -> i64 {
        let there = self.agents.values().filter(|agent| needs.allowed.allows(agent.standing.shown.base));
        let places = there.map(|agent| agent.load.free().0.max(0) / needs.cost.0.max(1));
        places.fold(0_i64, i64::saturating_add)
    }
}
