//! Rules: made, changed, copied, ordered, removed. They are in force at once, for what arrives from then on.

pub mod copy;
pub mod create;
pub mod order;
pub mod remove;
pub mod sets;
pub mod try_it;
pub mod update;

use crate::domain::condition::{Clause, Condition};
use crate::domain::ids::{RuleSetId, WorkstreamId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::rule::check;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::rule::{self, Rule, Says};
use crate::store::{Db, Fault, Tx, audit, hours, number, queue, rule_set, skill, workstream};

/// The list that a rule stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A set of classification rules.
    Set(RuleSetId),
    /// The rules of a workstream that choose a queue.
    Routes(WorkstreamId),
}

impl Place {
    /// The list of a rule.
    #[must_use]
    pub const fn of(rule: &Rule) -> Self {
        match rule.set {
            Some(set) => Self::Set(set),
            None => Self::Routes(rule.workstream),
        }
    }

    /// As rows name it.
    ///
    /// # Errors
    /// `NotFound` for a list that is not there.
    pub fn found(self, db: &Db) -> Result<(WorkstreamId, Option<RuleSetId>), Fault> {
        match self {
            Self::Set(id) => Ok((rule_set::get(db, id)?.workstream, Some(id))),
            Self::Routes(id) => Ok((workstream::get(db, id)?.id, None)),
        }
    }
}

/// Refuses one rule too many.
fn room(db: &Db, (workstream, set): (WorkstreamId, Option<RuleSetId>)) -> Result<(), Fault> {
    let most = if set.is_some() { check::RULES_MAX } else { check::ROUTES_MAX };
    Ok(check::one_more("name", rule::list(db, workstream, set)?.len(), most)?)
}

/// Refuses a rule that breaks a limit or names something that is not there.
fn sound(db: &Db, name: &str, says: &Says) -> Result<(), Fault> {
    let mut problems = match says {
        Says::Sets(body) => check::classification(name, body),
        Says::To(body) => check::route(name, body, queue_members(db, body.then.queue)?),
    }
    .err()
    .map(|refusal| refusal.problems())
    .unwrap_or_default();
    problems.extend(strangers(db, says)?);
    Refusal::unless_empty(problems)?;
    Ok(())
}

/// How many agents work for a queue; that of everybody always counts as having some.
fn queue_members(db: &Db, id: crate::domain::ids::QueueId) -> Result<Option<usize>, Fault> {
    let queue = queue::by_id(db, id)?.filter(|queue| queue.deleted_at.is_none());
    let chosen = queue.map(|queue| queue::chosen_count(db, &queue)).transpose()?;
    Ok(chosen.map(|chosen| chosen.unwrap_or(1)))
}

/// What a rule names that is not there.
fn strangers(db: &Db, says: &Says) -> Result<Vec<FieldProblem>, Fault> {
    let (when, skills) = match says {
        Says::Sets(body) => (&body.when, body.then.skills.iter().map(|needed| needed.skill).collect()),
        Says::To(body) => (&body.when, Vec::new()),
    };
    let mut problems = Vec::new();
    for (at, clause) in (1_usize..).zip(when) {
        if !known(db, clause)? {
            problems.push(FieldProblem::new("when", "unknown").with("clause", at.to_string()));
        }
    }
    for id in skills {
        if skill::by_id(db, id)?.is_none_or(|skill| skill.deleted_at.is_some()) {
            problems.push(FieldProblem::new("then", "unknown"));
        }
    }
    Ok(problems)
}

fn known(db: &Db, clause: &Clause) -> Result<bool, Fault> {
    match &clause.is {
        Condition::Number(any) => {
            for id in any {
                if number::by_id(db, *id)?.is_none_or(|number| number.deleted_at.is_some()) {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Condition::Hours { hours: id, .. } => {
            Ok(hours::by_id(db, *id)?.is_some_and(|found| found.deleted_at.is_none()))
        }
        _ => Ok(true),
    }
}

/// Notes an act on a rule.
fn note(tx: &Tx<'_>, actor: Actor, action: &str, rule: &Rule, now: Timestamp) -> Result<(), Fault> {
    let (when_and_then, subject) = (
        match &rule.says {
            Says::Sets(body) => serde_json::to_value(body)?,
            Says::To(body) => serde_json::to_value(body)?,
        },
        format!("rule:{}", rule.id),
    );
    let detail = serde_json::json!({
        "name": rule.name, "on": rule.on, "workstream_id": rule.workstream, "rule_set_id": rule.set,
        "rule": when_and_then,
    });
    audit::insert(tx, now, &actor.scope(), action, &subject, &detail)
}
