//! Work that can wait, in jobs of some milliseconds: while others write much, it leaves the writer to them nine parts of ten.

use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::app::App;
use crate::clock::Stopwatch;
use crate::store::{Fault, Tx};

/// Jobs of others while one of ours ran, from which on the writer counts as busy.
const BUSY_JOBS: u64 = 16;
/// The longest pause between two jobs.
const PAUSE_MAX: Duration = Duration::from_millis(250);

/// One job, and a pause behind it where others need the writer.
///
/// # Errors
/// What the job says; [`Fault`] of the store.
pub fn paced<T: Send + 'static>(
    app: &App,
    job: impl FnOnce(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let jobs = || app.store.writer_stats().jobs.load(Ordering::Relaxed);
    let (before, watch) = (jobs(), Stopwatch::start());
    let done = app.store.write(job)?;
    if jobs().saturating_sub(before) > BUSY_JOBS {
        std::thread::sleep((watch.elapsed() * 9).min(PAUSE_MAX));
    }
    Ok(done)
}
