//! Finds queues whose overflows lead in a circle, before they are saved.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ids::QueueId;
use crate::domain::refusal::FieldProblem;

/// The circle through `queue`, beginning and ending with it; `None` if no way leads back. `targets` says where the
/// overflow of each queue leads, with what is about to be saved for `queue`.
#[must_use]
pub fn through(queue: QueueId, targets: &BTreeMap<QueueId, Vec<QueueId>>) -> Option<Vec<QueueId>> {
    // Breadth first, so that the shortest circle is told.
    let mut came_from: BTreeMap<QueueId, QueueId> = BTreeMap::new();
    let mut seen: BTreeSet<QueueId> = BTreeSet::new();
    let mut row = vec![queue];
    while !row.is_empty() {
        let mut next_row = Vec::new();
        for from in row {
            for to in targets.get(&from).into_iter().flatten() {
                if *to == queue {
                    return Some(back(queue, from, &came_from));
                }
                if seen.insert(*to) {
                    came_from.insert(*to, from);
                    next_row.push(*to);
                }
            }
        }
        row = next_row;
    }
    None
}

/// From `queue` along to `last` and to `queue` again.
fn back(queue: QueueId, last: QueueId, came_from: &BTreeMap<QueueId, QueueId>) -> Vec<QueueId> {
    let mut way = vec![queue];
    let mut at = last;
    while at != queue {
        way.push(at);
        match came_from.get(&at) {
            Some(before) => at = *before,
            None => break,
        }
    }
    way.push(queue);
    way.reverse();
    way
}

/// Refuses a queue whose overflow would lead back to it; `name` gives the queues' names for the sentence.
///
/// # Errors
/// The problem of the field `overflow`, with the names along the way.
pub fn check(
    queue: QueueId,
    targets: &BTreeMap<QueueId, Vec<QueueId>>,
    name: impl Fn(QueueId) -> String,
) -> Result<(), FieldProblem> {
    match through(queue, targets) {
        None => Ok(()),
        Some(way) => {
            let names: Vec<String> = way.into_iter().map(name).collect();
            Err(FieldProblem::new("overflow", "overflow-circle").with("way", names.join(" → ")))
        }
    }
}
