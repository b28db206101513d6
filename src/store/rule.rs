//! Rules: of sets of classification rules, and those that choose a queue.

pub mod hits;

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::{HoursId, NumberId, QueueId, RuleId, RuleSetId, SkillId, WorkstreamId};
use crate::domain::refusal::Refusal;
use crate::domain::rule::{self, Body, Sets, To};
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx, rule_set};

/// When a rule matches and what it says then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// What a conversation is.
    Sets(Body<Sets>),
    /// Where it goes.
    To(Body<To>),
}

impl Says {
    fn stored(&self) -> Result<String, Fault> {
        Ok(match self {
            Self::Sets(body) => serde_json::to_string(body)?,
            Self::To(body) => serde_json::to_string(body)?,
        })
    }
}

/// A rule as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Which.
    pub id: RuleId,
    /// The workstream that reads it.
    pub workstream: WorkstreamId,
    /// Its set; `None`: it chooses a queue.
    pub set: Option<RuleSetId>,
    /// What people call it.
    pub name: String,
    /// Whether it is switched on.
    pub on: bool,
    /// What it says when.
    pub says: Says,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a new rule is made of.
#[derive(Clone, Debug)]
pub struct NewRule {
    /// The workstream that reads it.
    pub workstream: WorkstreamId,
    /// Its set; `None`: it chooses a queue.
    pub set: Option<RuleSetId>,
    /// What people call it.
    pub name: String,
    /// Whether it is switched on.
    pub on: bool,
    /// What it says when.
    pub says: Says,
}

const COLUMNS: &str = "id, workstream_id, rule_set_id, name, active, body, deleted_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Rule> {
    let set: Option<RuleSetId> = row.get("rule_set_id")?;
    let says = if set.is_some() { Says::Sets(json(row, "body")?) } else { Says::To(json(row, "body")?) };
    Ok(Rule {
        id: row.get("id")?,
        workstream: row.get("workstream_id")?,
        set,
        name: row.get("name")?,
        on: row.get("active")?,
        says,
        deleted_at: row.get("deleted_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The rule, if it exists, deleted or not.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: RuleId) -> Result<Option<Rule>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM rule WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// The rule, unless it is deleted.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub fn get(db: &Db, id: RuleId) -> Result<Rule, Fault> {
    by_id(db, id)?.filter(|rule| rule.deleted_at.is_none()).ok_or(Fault::Refused(Refusal::NotFound))
}

/// What all rules are called, the deleted ones too.
///
/// # Errors
/// As every query.
pub fn names(db: &Db) -> Result<BTreeMap<RuleId, String>, Fault> {
    let mut statement = db.prepare_cached("SELECT id, name FROM rule")?;
    let rows = statement.query_map([], |row| Ok((row.get("id")?, row.get("name")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What people call a rule, or called one that is deleted.
///
/// # Errors
/// As every query.
pub fn name_of(db: &Db, id: RuleId) -> Result<Option<String>, Fault> {
    let mut statement = db.prepare_cached("SELECT name FROM rule WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// The rules of a set, or those of a workstream that choose a queue, in order, without deleted ones.
///
/// # Errors
/// As every query.
pub fn list(db: &Db, workstream: WorkstreamId, set: Option<RuleSetId>) -> Result<Vec<Rule>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rule
         WHERE workstream_id = ?1 AND rule_set_id IS ?2 AND deleted_at IS NULL ORDER BY position, id"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map((workstream, set), from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The classification rules of a workstream, as they are read.
///
/// # Errors
/// As every query.
pub fn sets(db: &Db, workstream: WorkstreamId) -> Result<Vec<rule::RuleSet>, Fault> {
    let mut sets = Vec::new();
    for set in rule_set::list(db, workstream)? {
        let rules = list(db, workstream, Some(set.id))?.into_iter().filter_map(|rule| match rule.says {
            Says::Sets(body) => Some(rule::Rule { id: rule.id, on: rule.on, body }),
            Says::To(_) => None,
        });
        sets.push(rule::RuleSet { id: set.id, rules: rules.collect() });
    }
    Ok(sets)
}

/// The rules of a workstream that choose a queue, as they are read.
///
/// # Errors
/// As every query.
pub fn routes(db: &Db, workstream: WorkstreamId) -> Result<Vec<rule::Rule<To>>, Fault> {
    let rules = list(db, workstream, None)?.into_iter().filter_map(|rule| match rule.says {
        Says::To(body) => Some(rule::Rule { id: rule.id, on: rule.on, body }),
        Says::Sets(_) => None,
    });
    Ok(rules.collect())
}

/// Adds one behind the others of its list.
///
/// # Errors
/// As every write.
pub fn insert(tx: &Tx<'_>, new: &NewRule, now: Timestamp) -> Result<RuleId, Fault> {
    let sql = "INSERT INTO rule (workstream_id, rule_set_id, name, position, active, body, created_at, updated_at)
        VALUES (:workstream, :set, :name,
          (SELECT coalesce(max(position), 0) + 1 FROM rule WHERE workstream_id = :workstream AND rule_set_id IS :set),
          :on, :body, :now, :now)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":workstream": new.workstream, ":set": new.set, ":name": new.name, ":on": new.on,
        ":body": new.says.stored()?, ":now": now,
    })?;
    Ok(RuleId(tx.last_insert_rowid()))
}

/// Changes name, switch and what it says; its list stays.
///
/// # Errors
/// As every write.
pub fn update(tx: &Tx<'_>, rule: &Rule, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE rule SET name = ?2, active = ?3, body = ?4, updated_at = ?5 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((rule.id, &rule.name, rule.on, rule.says.stored()?, now))?;
    Ok(())
}

/// Deletes one; the row stays, for old conversations name it.
///
/// # Errors
/// As every write.
pub fn delete(tx: &Tx<'_>, id: RuleId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE rule SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    Ok(())
}

/// Has the rules of one list read in this order.
///
/// # Errors
/// As every write.
pub fn reorder(tx: &Tx<'_>, order: &[RuleId]) -> Result<(), Fault> {
    let mut statement = tx.prepare_cached("UPDATE rule SET position = ?2 WHERE id = ?1 AND position <> ?2")?;
    for (position, id) in (1_i64..).zip(order) {
        statement.execute((id, position))?;
    }
    Ok(())
}

/// How many rules send conversations to a queue.
///
/// # Errors
/// As every query.
pub fn leading_to(db: &Db, queue: QueueId) -> Result<i64, Fault> {
    count(db, "r.rule_set_id IS NULL AND json_extract(r.body, '$.then.queue') = ?1", &queue.to_string())
}

/// How many rules ask for opening hours.
///
/// # Errors
/// As every query.
pub fn asking_hours(db: &Db, hours: HoursId) -> Result<i64, Fault> {
    let asks = "EXISTS (SELECT 1 FROM json_each(r.body, '$.when') AS c
          WHERE json_extract(c.value, '$.is.hours.hours') = ?1)";
    count(db, asks, &hours.to_string())
}

/// How many rules ask for a number.
///
/// # Errors
/// As every query.
pub fn asking_number(db: &Db, number: NumberId) -> Result<i64, Fault> {
    let asks = "EXISTS (SELECT 1 FROM json_each(r.body, '$.when') AS c, json_each(c.value, '$.is.number') AS n
          WHERE n.value = ?1)";
    count(db, asks, &number.to_string())
}

/// How many rules say that a skill is needed.
///
/// # Errors
/// As every query.
pub fn needing_skill(db: &Db, skill: SkillId) -> Result<i64, Fault> {
    let says = "EXISTS (SELECT 1 FROM json_each(r.body, '$.then.skills') AS n
          WHERE json_extract(n.value, '$.skill') = ?1)";
    count(db, says, &skill.to_string())
}

/// How many rules `r` there are, with what is around them, of which `so` holds; `?1` is the id in it.
fn count(db: &Db, so: &str, id: &str) -> Result<i64, Fault> {
    let sql = format!(
        "SELECT count(*) FROM rule r JOIN workstream w ON w.id = r.workstream_id
           LEFT JOIN rule_set s ON s.id = r.rule_set_id
         WHERE r.deleted_at IS NULL AND w.deleted_at IS NULL AND s.deleted_at IS NULL AND {so}"
    );
    Ok(db.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?)
}

#[cfg(test)]
mod tests;
