//! Queues: made, changed, deleted. A change counts at once.

pub mod create;
pub mod delete;
#[cfg(test)]
mod tests;
pub mod update;

use crate::domain::ids::{HoursId, QueueId, UserId};
use crate::domain::overflow::{Overflow, cycle};
use crate::domain::queue::{Method, NAME_CHARS_MAX, Priority, Settings, check_target};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::domain::time::Millis;
use crate::store::{Fault, Tx, hours, queue, user};

/// The most members that a queue can be given.
const MEMBERS_MAX: usize = 1_000;

/// What is to be so; what is left out stays, or is as in a new queue.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What people call it.
    pub name: Option<String>,
    /// Who works for it, in the order of joining.
    pub members: Option<Vec<UserId>>,
    /// Who of them gets a conversation.
    pub method: Option<Method>,
    /// Which queue comes first for who works for several.
    pub priority: Option<i64>,
    /// When it is open; `Some(None)`: always.
    pub hours: Option<Option<HoursId>>,
    /// What it does with what it cannot take.
    pub overflow: Option<Overflow>,
    /// Within what time a conversation should be taken; `Some(None)`: no goal.
    pub goal: Option<Option<Millis>>,
}

/// A queue as it is before anybody said anything about it.
fn blank() -> Settings {
    Settings {
        name: String::new(),
        priority: Priority::default(),
        method: Method::RoundRobin,
        hours: None,
        overflow: Overflow::default(),
        goal: None,
    }
}

impl Change {
    /// The settings with the change, and what is wrong with them as far as no other queue is asked.
    fn apply(&self, before: Settings, problems: &mut Vec<FieldProblem>) -> Settings {
        let priority = self.priority.map_or(Ok(before.priority), Priority::new);
        let after = Settings {
            name: self.name.as_deref().map_or(before.name, |name| text::one_line(name, NAME_CHARS_MAX + 1)),
            priority: priority.as_ref().copied().unwrap_or(before.priority),
            method: self.method.unwrap_or(before.method),
            hours: self.hours.unwrap_or(before.hours),
            overflow: self.overflow.unwrap_or(before.overflow),
            goal: self.goal.unwrap_or(before.goal),
        };
        problems.extend(priority.err());
        if let Err(refusal) = after.check() {
            problems.extend(refusal.problems());
        }
        after
    }
}

/// What is wrong with settings and members beside what there is in the file.
fn wrong(tx: &Tx<'_>, id: Option<QueueId>, settings: &Settings, change: &Change) -> Result<Vec<FieldProblem>, Fault> {
    let mut problems = Vec::new();
    let gone = |result: Result<(), Fault>| match result {
        Err(Fault::Refused(Refusal::NotFound)) => Ok(true),
        other => other.map(|()| false),
    };
    if let Some(id) = settings.hours
        && change.hours.is_some()
        && gone(hours::get(tx, id).map(|_| ()))?
    {
        problems.push(FieldProblem::new("hours_id", "unknown"));
    }
    problems.extend(wrong_members(tx, id, change.members.as_deref())?);
    if change.overflow.is_none() {
        return Ok(problems);
    }
    for (field, target) in settings.overflow.leads() {
        if gone(queue::get(tx, target).map(|_| ()))? {
            problems.push(FieldProblem::new(field, "unknown"));
        } else if target != queue::EVERYONE {
            // The queue of everybody may be empty.
            let members = match (&change.members, Some(target) == id) {
                (Some(members), true) => members.len(),
                _ => queue::member_count(tx, target)?,
            };
            problems.extend(check_target(field, members).err());
        }
    }
    if let Some(id) = id {
        let mut all = queue::targets(tx)?;
        all.insert(id, settings.overflow.targets().collect());
        let names = queue::names(tx)?;
        let name = |queue: QueueId| names.get(&queue).cloned().unwrap_or_else(|| queue.to_string());
        problems.extend(cycle::check(id, &all, name).err());
    }
    Ok(problems)
}

fn wrong_members(tx: &Tx<'_>, id: Option<QueueId>, members: Option<&[UserId]>) -> Result<Option<FieldProblem>, Fault> {
    let Some(members) = members else { return Ok(None) };
    if id == Some(queue::EVERYONE) {
        return Ok(Some(FieldProblem::new("members", "queue-everyone")));
    }
    if members.len() > MEMBERS_MAX {
        let limit = i64::try_from(MEMBERS_MAX).unwrap_or(i64::MAX);
        return Ok(Some(FieldProblem::with_limit("members", "too-many", limit)));
    }
    for member in members {
        if user::find(tx, *member)?.is_none() {
            return Ok(Some(FieldProblem::new("members", "unknown")));
        }
    }
    Ok(None)
}
