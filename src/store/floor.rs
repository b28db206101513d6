//! Everybody and every queue as assignment wants them, in a few queries whose cost is the size of the team and of what
//! it has at hand, not of what waits or was.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::assignment::{Agent, Floor, Queue};
use crate::domain::capacity::{Block, Held, Load, Units};
use crate::domain::ids::{QueueId, UserId};
use crate::domain::skill::{Level, Skilled, Skills};
use crate::domain::time::{Millis, Timestamp};
use crate::store::{Db, Fault, named_presence, queue, standing};

/// Conversations that may take something of a capacity, with what their workstreams say. The order is said: left to choose,
/// SQLite begins with the few numbers and goes through every conversation that each ever had.
const HELD: &str = "SELECT c.assignee_id AS assignee_id, c.state AS state, c.state_at AS state_at,
    w.capacity_cost AS capacity_cost, w.blocking AS blocking, w.wrap_up_ms AS wrap_up_ms
  FROM conversation c CROSS JOIN number n ON n.id = c.number_id CROSS JOIN workstream w ON w.id = n.workstream_id
  WHERE c.state <> 'closed' AND c.state IN ('active', 'wrap_up')";

fn held(row: &Row<'_>) -> rusqlite::Result<Held> {
    // A time that does not go with its word would be ours to blame; then the wrap-up takes capacity until it is closed.
    let block = Block::new(row.get("blocking")?, row.get::<_, Option<Millis>>("wrap_up_ms")?);
    Ok(Held {
        state: row.get("state")?,
        cost: row.get("capacity_cost")?,
        block: block.unwrap_or(Block::Always),
        since: row.get("state_at")?,
    })
}

/// What a user has, and what of it is taken at `now`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn load_of(db: &Db, user: UserId, now: Timestamp) -> Result<Load, Fault> {
    let sql = "SELECT capacity FROM user WHERE id = ?1";
    let total: Option<Units> = db.prepare_cached(sql)?.query_row([user], |row| row.get(0)).optional()?;
    let mut query = db.prepare_cached(&format!("{HELD} AND c.assignee_id = ?1"))?;
    let held: Vec<Held> = query.query_map([user], held)?.collect::<Result<_, _>>()?;
    Ok(Load::of(total.unwrap_or_default(), &held, now))
}

/// Everybody and every queue at `now`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn load(db: &Db, now: Timestamp) -> Result<Floor, Fault> {
    Ok(Floor { queues: queues(db)?, agents: agents(db, now)?, automatic: named_presence::automatic(db)? })
}

fn agents(db: &Db, now: Timestamp) -> Result<BTreeMap<UserId, Agent>, Fault> {
    let mut used: BTreeMap<UserId, i64> = BTreeMap::new();
    let mut query = db.prepare_cached(&format!("{HELD} AND c.assignee_id IS NOT NULL"))?;
    for row in query.query_map([], |row| Ok((row.get("assignee_id")?, held(row)?)))? {
        let (user, held) = row?;
        let sum = used.entry(user).or_default();
        *sum = sum.saturating_add(held.load(now).0);
    }
    let mut skills = skills(db)?;
    let sql = format!("SELECT id, capacity, freed_at, {} FROM user WHERE active = 1 ORDER BY id", standing::COLUMNS);
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map([], |row| {
        let id: UserId = row.get("id")?;
        let load = Load { total: row.get("capacity")?, used: Units(used.get(&id).copied().unwrap_or_default()) };
        let agent = Agent {
            standing: standing::from_row(row)?,
            load,
            skills: skills.remove(&id).unwrap_or_default(),
            freed_at: row.get("freed_at")?,
        };
        Ok((id, agent))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn skills(db: &Db) -> Result<BTreeMap<UserId, Skills>, Fault> {
    let mut found: BTreeMap<UserId, Vec<Skilled>> = BTreeMap::new();
    let mut query = db.prepare_cached("SELECT user_id, skill_id, level FROM user_skill")?;
    for row in query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?)))? {
        let (user, skill, level) = row?;
        let skilled = Level::new(level).map(|level| Skilled { skill, level });
        found.entry(user).or_default().extend(skilled);
    }
    Ok(found.into_iter().map(|(user, skills)| (user, skills.into())).collect())
}

fn queues(db: &Db) -> Result<BTreeMap<QueueId, Queue>, Fault> {
    let of = |known: queue::Queue| {
        let (priority, method) = (known.settings.priority, known.settings.method);
        Ok((known.id, Queue { priority, method, members: queue::members(db, known.id)? }))
    };
    queue::list(db)?.into_iter().map(of).collect()
}
