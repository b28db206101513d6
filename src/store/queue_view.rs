//! Queues as pages and programs see them: who works for each, whether it is open, what waits in it; and which lead
//! conversations to nobody.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::hours::{self, Standing};
use crate::domain::ids::{HoursId, QueueId, UserId};
use crate::domain::time::Timestamp;
use crate::store::hours::OpeningHours;
use crate::store::queue::{self, Queue};
use crate::store::{Db, Fault, hours as stored_hours};

/// So many that wait are counted.
pub const WAITING_COUNTED_MAX: i64 = 1_000;

/// A queue with what is known of it now.
#[derive(Clone, Debug)]
pub struct Known {
    /// The queue.
    pub queue: Queue,
    /// Who was chosen for it, active or not.
    pub members: Vec<UserId>,
    /// How many active users work for it.
    pub active: usize,
    /// What its opening hours are called, if it has any.
    pub hours: Option<String>,
    /// Whether it is open.
    pub standing: Standing,
    /// How many conversations wait in it, up to [`WAITING_COUNTED_MAX`].
    pub waiting: i64,
}

fn known(db: &Db, queue: Queue, hours: Option<&OpeningHours>, now: Timestamp) -> Result<Known, Fault> {
    Ok(Known {
        members: queue::member_ids(db, queue.id)?,
        active: queue::member_count(db, queue.id)?,
        hours: hours.map(|hours| hours.name.clone()),
        standing: hours::standing(hours.map(|hours| &hours.hours), now),
        waiting: queue::waiting(db, queue.id, WAITING_COUNTED_MAX)?,
        queue,
    })
}

/// One of them, unless it is deleted.
///
/// # Errors
/// [`Refusal::NotFound`](crate::domain::refusal::Refusal::NotFound); the store's.
pub fn one(db: &Db, id: QueueId, now: Timestamp) -> Result<Known, Fault> {
    let queue = queue::get(db, id)?;
    let hours = queue.settings.hours.map(|id| stored_hours::by_id(db, id)).transpose()?.flatten();
    known(db, queue, hours.as_ref(), now)
}

/// All that are not deleted, in the order of [`queue::list`].
///
/// # Errors
/// The store's.
pub fn all(db: &Db, now: Timestamp) -> Result<Vec<Known>, Fault> {
    let hours: BTreeMap<HoursId, OpeningHours> =
        stored_hours::list(db)?.into_iter().map(|hours| (hours.id, hours)).collect();
    let of = |queue: Queue| {
        let hours = queue.settings.hours.and_then(|id| hours.get(&id));
        known(db, queue, hours, now)
    };
    queue::list(db)?.into_iter().map(of).collect()
}

/// Queues to which a rule, a workstream or an overflow leads although nobody works for them. What is sent there goes to
/// the fallback queue.
///
/// # Errors
/// The store's.
pub fn leading_to_nobody(db: &Db) -> Result<Vec<Queue>, Fault> {
    let mut led: BTreeSet<QueueId> = queue::targets(db)?.into_values().flatten().collect();
    let mut statement = db.prepare_cached(
        "SELECT coalesce(fallback_queue_id, 1) FROM workstream WHERE deleted_at IS NULL
         UNION SELECT CAST(json_extract(r.body, '$.then.queue') AS INTEGER) FROM rule r
           JOIN workstream w ON w.id = r.workstream_id
           WHERE r.rule_set_id IS NULL AND r.deleted_at IS NULL AND r.active = 1 AND w.deleted_at IS NULL
             AND json_extract(r.body, '$.then.queue') IS NOT NULL",
    )?;
    for id in statement.query_map([], |row| row.get::<_, QueueId>(0))? {
        led.insert(id?);
    }
    let mut found = Vec::new();
    for queue in queue::list(db)? {
        if led.contains(&queue.id) && queue::chosen_count(db, &queue)? == Some(0) {
            found.push(queue);
        }
    }
    Ok(found)
}
