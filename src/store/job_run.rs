//! The last run of each scheduled job.

use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// A run that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRun {
    /// The job.
    pub name: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// `fine` or `failed`.
    pub outcome: Option<String>,
    /// What it did, JSON.
    pub counts: String,
}

/// Keeps a run in place of the job's former one.
///
/// # Errors
/// As every write.
pub fn keep(tx: &Tx<'_>, run: &JobRun) -> Result<(), Fault> {
    let sql = "INSERT INTO job_run (name, started_at, ended_at, outcome, counts) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (name) DO UPDATE SET started_at = excluded.started_at, ended_at = excluded.ended_at,
          outcome = excluded.outcome, counts = excluded.counts";
    tx.prepare_cached(sql)?.execute((&run.name, run.started_at, run.ended_at, &run.outcome, &run.counts))?;
    Ok(())
}

/// The last run of every job, by name.
///
/// # Errors
/// As every query.
pub fn list(db: &Db) -> Result<Vec<JobRun>, Fault> {
    let mut query =
        db.prepare_cached("SELECT name, started_at, ended_at, outcome, counts FROM job_run ORDER BY name")?;
    let rows = query.query_map([], |row| {
        Ok(JobRun {
            name: row.get("name")?,
            started_at: row.get("started_at")?,
            ended_at: row.get("ended_at")?,
            outcome: row.get("outcome")?,
            counts: row.get("counts")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
