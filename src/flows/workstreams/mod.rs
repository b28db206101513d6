//! Workstreams: made, changed, copied, deleted.

pub mod copy;
pub mod create;
pub mod delete;
pub mod set_outcomes;
pub mod set_up;
pub mod update;

use crate::domain::ids::QueueId;
use crate::store::{Db, Fault, queue};

/// How many agents work for a queue that is to be the fallback, as [`crate::domain::workstream::Change::apply`] wants
/// to know it.
fn members(db: &Db, id: QueueId) -> Result<Option<Option<usize>>, Fault> {
    let queue = queue::by_id(db, id)?.filter(|queue| queue.deleted_at.is_none());
    queue.map(|queue| queue::chosen_count(db, &queue)).transpose()
}
