//! Notes what scheduled work did.

use crate::app::App;
use crate::domain::time::Timestamp;
use crate::flows::Counts;
use crate::store::Fault;
use crate::store::job_run::{self, JobRun};

/// Keeps the run of a job as its last one; `counts` is `None` when it failed.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note(app: &App, name: &'static str, started_at: Timestamp, counts: Option<&Counts>) -> Result<(), Fault> {
    let outcome = if counts.is_some() { "fine" } else { "failed" };
    let object: serde_json::Map<String, serde_json::Value> =
        counts.into_iter().flatten().map(|(word, count)| ((*word).to_owned(), (*count).into())).collect();
    let run = JobRun {
        name: name.to_owned(),
        started_at,
        ended_at: Some(app.clock.now()),
        outcome: Some(outcome.to_owned()),
        counts: serde_json::Value::Object(object).to_string(),
    };
    app.store.write(move |tx| job_run::keep(tx, &run))
}
