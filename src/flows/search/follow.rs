//! Puts what was said into the index, in small jobs of the writer: what came since the last run, what changed, and after an
//! upgrade what was there before, from the newest back.
//!
//! Reading and folding happens beside the writer. Parts of the index are put together in jobs of their own.

use std::time::Duration;

use crate::app::App;
use crate::clock::Stopwatch;
use crate::domain::time::Timestamp;
use crate::flows::Counts;
use crate::flows::paced::paced;
use crate::store::Fault;
use crate::store::search::index::{self, Kind};

/// Rows of one job.
const BATCH: u32 = 200;
/// Rows of one job that are put in again.
pub const RENEWED: u32 = 50;
/// Pages of the index of one job that puts its parts together.
pub const PAGES: u32 = 32;
/// Such jobs after one batch at most.
const MERGES_MAX: u32 = 12;
/// One run ends after this long; the next goes on.
const RUN: Duration = Duration::from_millis(900);

/// Does what there is to do, for a while.
///
/// # Errors
/// [`Fault`] of the store; what went in stays in.
pub fn follow(app: &App, _now: Timestamp) -> Result<Counts, Fault> {
    let watch = Stopwatch::start();
    let (mut indexed, mut renewed) = (0_u64, 0_u64);
    for kind in Kind::ALL {
        while watch.elapsed() < RUN && app.store.read(|db| index::is_stale(db, kind))? {
            renewed = renewed.saturating_add(u64::from(paced(app, move |tx| index::renew(tx, kind, RENEWED))?));
            merge(app, kind)?;
        }
        while watch.elapsed() < RUN {
            let Some((from, to, docs)) = app.store.read(|db| index::next(db, kind, BATCH))? else { break };
            let count = u32::try_from(docs.len()).unwrap_or(u32::MAX);
            indexed = indexed.saturating_add(u64::from(count));
            paced(app, move |tx| index::put(tx, kind, from, to, &docs))?;
            merge(app, kind)?;
            // What comes from now on waits for the next run: a job for every few messages costs more than theirs.
            if to.low == 0 && count < BATCH {
                break;
            }
        }
    }
    Ok(vec![("indexed", indexed), ("renewed", renewed)])
}

fn merge(app: &App, kind: Kind) -> Result<(), Fault> {
    for _ in 0..MERGES_MAX {
        if !paced(app, move |tx| index::merge(tx, kind, PAGES))? {
            break;
        }
    }
    Ok(())
}
