//! Bots: what answers a conversation before people do. `talk` hears and answers, `part` gives a conversation away, `ask`
//! asks the programs behind HTTP bots, `pass` does what time does; the rest is what an admin sets.

pub mod ask;
pub mod configure;
pub mod part;
pub mod pass;
pub mod publish;
mod say;
pub mod talk;
pub mod try_it;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::bot::check::Known;
use crate::domain::ids::{HoursId, QueueId, WorkstreamId};
use crate::domain::text::folded;
use crate::domain::time::Timestamp;
use crate::domain::variable::Holds;
use crate::store::{Db, Fault, hours, queue, workstream_variable};

/// What a menu of a workstream may name.
///
/// # Errors
/// [`Fault`] of the store.
pub fn known(db: &Db, workstream: WorkstreamId) -> Result<Known, Fault> {
    let declared = workstream_variable::of(db, workstream)?;
    Ok(Known {
        queues: queue::list(db)?.into_iter().map(|queue| queue.settings.name).collect(),
        hours: hours::list(db)?.into_iter().map(|hours| hours.name).collect(),
        numbers: declared.into_iter().filter(|(_, holds)| *holds == Holds::Number).map(|(name, _)| name).collect(),
    })
}

/// Queues and opening hours by their names, folded.
type Named = (BTreeMap<String, QueueId>, BTreeMap<String, HoursId>);

/// The names of queues and opening hours, folded, with what they mean now.
fn names(db: &Db) -> Result<Named, Fault> {
    let queues = queue::list(db)?.into_iter().map(|queue| (folded(&queue.settings.name), queue.id)).collect();
    let hours = hours::list(db)?.into_iter().map(|hours| (folded(&hours.name), hours.id)).collect();
    Ok((queues, hours))
}

/// Those of these opening hours that are open at `now`.
fn open(db: &Db, named: &BTreeMap<String, HoursId>, now: Timestamp) -> Result<BTreeSet<String>, Fault> {
    let mut open = BTreeSet::new();
    for (name, id) in named {
        if hours::by_id(db, *id)?.is_some_and(|known| known.hours.is_open(now)) {
            open.insert(name.clone());
        }
    }
    Ok(open)
}

/// The day at `now` where the hours of a menu are; without any, in UTC.
fn today(db: &Db, named: &BTreeMap<String, HoursId>, now: Timestamp) -> Result<jiff::civil::Date, Fault> {
    for id in named.values() {
        let wall = hours::by_id(db, *id)?.and_then(|known| known.hours.zone().wall(now));
        if let Some(wall) = wall {
            return Ok(wall.date());
        }
    }
    let at = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    Ok(at.to_zoned(jiff::tz::TimeZone::UTC).date())
}
