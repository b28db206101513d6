//! The recurring work: one table of name, schedule and flow.
//!
//! The library only says when. A run that is not finished is never started again, whatever the library
//! thinks; a run that fails or panics is logged, and the next one comes. Every flow takes the time as an
//! argument, so a demo that jumps a day simply runs the table once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use tokio_cron_scheduler::{Job as CronJob, JobScheduler, JobSchedulerError};

use crate::app::App;
use crate::clock::Stopwatch;
use crate::domain::time::Timestamp;
use crate::flows::{
    Counts, Fault, bots, broadcasts, contact_imports, contacts, conversations, media, messages, numbers,
    outgoing_webhooks, planned_messages, prune, runs, search, templates, threads, users,
};

type Flow = fn(&App, Timestamp) -> Result<Counts, Fault>;

/// A row of the table.
struct Job {
    name: &'static str,
    /// Second, minute, hour, day, month, weekday; UTC.
    schedule: &'static str,
    flow: Flow,
    /// What is done instead when the program starts.
    at_start: Option<Flow>,
    /// Runs so often that only a run that did something is worth a line on the disk.
    quiet: bool,
}

const TABLE: &[Job] = &[
    Job::often("expire_windows", "* * * * * *", threads::expire::expire),
    Job::often("lose_pages", "* * * * * *", users::pages::lose),
    Job::often("wake_conversations", "* * * * * *", conversations::wake::wake),
    Job::often("pass_conversations", "* * * * * *", conversations::pass::pass),
    Job::often("pass_bots", "* * * * * *", bots::pass::pass),
    Job::often("pass_deliveries", "* * * * * *", outgoing_webhooks::pass::pass),
    Job::often("pass_media", "* * * * * *", media::pass::pass),
    Job::often("release_planned", "* * * * * *", planned_messages::release::release),
    Job::often("run_broadcasts", "* * * * * *", broadcasts::run::run),
    Job::often("import_contacts", "* * * * * *", contact_imports::run::run),
    Job::often("erase_contacts", "* * * * * *", contacts::erase::pass),
    Job::often("follow_search", "* * * * * *", search::follow::follow),
    Job::often("nudge_outbox", "* * * * * *", messages::deliver::nudge),
    Job::often("recover_outbox", "20 * * * * *", messages::recover::recover_stuck),
    Job {
        at_start: Some(messages::reconcile::reconcile_at_start),
        ..Job::now_and_then("reconcile", "0 */5 * * * *", messages::reconcile::reconcile)
    },
    Job::now_and_then("poll_approvals", "30 * * * * *", templates::poll_approvals::poll_approvals),
    Job {
        // Whoever looks asks anyway; a start has better things to do.
        at_start: Some(|_, _| Ok(Vec::new())),
        ..Job::now_and_then("check_numbers", "50 8/15 * * * *", numbers::check::check_all)
    },
    Job::often("look_at_scanner", "*/30 * * * * *", media::scan::look),
    Job::often("check_links", "15 * * * * *", media::check_links::check_links),
    Job::now_and_then("expire_media", "10 12 * * * *", media::expire::expire),
    Job::now_and_then("erase_texts", "25 4/10 * * * *", messages::erase::erase),
    Job::now_and_then("prune", "40 17 * * * *", prune::prune),
];

impl Job {
    const fn often(name: &'static str, schedule: &'static str, flow: Flow) -> Self {
        Self { name, schedule, flow, at_start: None, quiet: true }
    }

    const fn now_and_then(name: &'static str, schedule: &'static str, flow: Flow) -> Self {
        Self { name, schedule, flow, at_start: None, quiet: false }
    }
}

/// How the last run of a job ended; held while it runs, so that it cannot overlap itself.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Never,
    Fine,
    Failed,
}

/// The table, with who runs at the moment.
pub struct Jobs {
    rows: Vec<(&'static Job, Mutex<Last>)>,
    timed: bool,
    stopped: AtomicBool,
}

impl Jobs {
    /// The whole table. What runs every few minutes waits to be asked unless it is `timed`.
    #[must_use]
    pub fn new(timed: bool) -> Self {
        let rows = TABLE.iter().map(|job| (job, Mutex::default())).collect();
        Self { rows, timed, stopped: AtomicBool::new(false) }
    }

    /// Runs every job once, in the order of the table, waiting for those that are running.
    pub fn run_all(&self, app: &App) {
        self.all(app, |job| job.flow);
    }

    /// As [`Jobs::run_all`], catching up with what passed while nobody ran it.
    pub fn catch_up(&self, app: &App) {
        self.all(app, |job| job.at_start.unwrap_or(job.flow));
    }

    fn all(&self, app: &App, flow: impl Fn(&Job) -> Flow) {
        for (job, last) in &self.rows {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if !self.stopped.load(Ordering::Acquire) {
                *last = run(app, job, flow(job), *last);
            }
        }
    }

    /// Runs one job, unless it runs already.
    fn run_one(&self, app: &App, index: usize) {
        let Some((job, last)) = self.rows.get(index) else { return };
        let mut last = match last.try_lock() {
            Ok(last) => last,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => {
                tracing::debug!(job = job.name, "still running, so not started again");
                return;
            }
        };
        if !self.stopped.load(Ordering::Acquire) {
            *last = run(app, job, job.flow, *last);
        }
    }

    /// Starts no run any more. Runs under way finish by themselves.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
    }
}

fn run(app: &App, job: &Job, flow: Flow, last: Last) -> Last {
    let (started_at, watch) = (app.clock.now(), Stopwatch::start());
    let result = catch_unwind(AssertUnwindSafe(|| flow(app, started_at)))
        .unwrap_or_else(|_| Err(Fault::Broken("it panicked".to_owned())));
    let took_ms = u64::try_from(watch.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (now, did_something) = match &result {
        Ok(counts) => {
            let did_something = counts.iter().any(|(_, count)| *count > 0);
            if did_something {
                tracing::info!(job = job.name, took_ms, counts = %words(counts), "done");
            } else {
                tracing::debug!(job = job.name, took_ms, "nothing to do");
            }
            (Last::Fine, did_something)
        }
        Err(fault) => {
            // Once is enough for a job that fails every second.
            if last == Last::Failed && job.quiet {
                tracing::debug!(job = job.name, took_ms, %fault, "failed again");
            } else {
                tracing::error!(job = job.name, took_ms, %fault, "failed; it is tried again at its next time");
            }
            (Last::Failed, false)
        }
    };
    app.metrics.run(job.name, if now == Last::Fine { "fine" } else { "failed" });
    let worth_noting = !job.quiet || did_something || now != last;
    if worth_noting && let Err(fault) = runs::note(app, job.name, started_at, result.as_ref().ok()) {
        tracing::debug!(job = job.name, %fault, "the run could not be noted");
    }
    now
}

fn words(counts: &Counts) -> String {
    let words: Vec<String> = counts.iter().map(|(word, count)| format!("{word}={count}")).collect();
    words.join(" ")
}

/// Runs the table on its schedule until [`JobScheduler::shutdown`].
///
/// # Errors
/// [`JobSchedulerError`] if the library refuses a schedule.
pub async fn start(app: Arc<App>, jobs: Arc<Jobs>) -> Result<JobScheduler, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    for (index, job) in TABLE.iter().enumerate().filter(|(_, job)| job.quiet || jobs.timed) {
        let (app, jobs) = (app.clone(), jobs.clone());
        let cron = CronJob::new_async(job.schedule, move |_, _| {
            let (app, jobs) = (app.clone(), jobs.clone());
            Box::pin(async move {
                // Flows block: on the file, and some on the network.
                let ran = tokio::task::spawn_blocking(move || jobs.run_one(&app, index)).await;
                if let Err(error) = ran {
                    tracing::error!(%error, "a job ended badly");
                }
            })
        })?;
        scheduler.add(cron).await?;
    }
    scheduler.start().await?;
    Ok(scheduler)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::test_app::TestApp;

    #[test]
    fn every_schedule_is_understood_and_every_name_is_there_once() {
        let names: std::collections::BTreeSet<_> = TABLE.iter().map(|job| job.name).collect();
        assert_eq!(names.len(), TABLE.len());
        for job in TABLE {
            CronJob::new(job.schedule, |_, _| {}).unwrap_or_else(|error| panic!("{}: {error}", job.name));
        }
    }

    #[test]
    fn a_running_job_is_not_started_again() {
        static RUNS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        const SLOW: Job = Job::often("slow", "* * * * * *", |_, _| {
            RUNS.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(200));
            Ok(vec![("did", 1)])
        });
        let app = TestApp::start(None);
        let jobs = Jobs { rows: vec![(&SLOW, Mutex::default())], timed: true, stopped: AtomicBool::new(false) };
        std::thread::scope(|scope| {
            scope.spawn(|| jobs.run_one(&app, 0));
            std::thread::sleep(std::time::Duration::from_millis(50));
            jobs.run_one(&app, 0);
            assert_eq!(RUNS.load(Ordering::SeqCst), 1);
            jobs.run_all(&app);
        });
        assert_eq!(RUNS.load(Ordering::SeqCst), 2);
        let noted: String = app.value("SELECT counts FROM job_run WHERE name = 'slow' AND outcome = 'fine'");
        assert_eq!(noted, r#"{"did":1}"#);
        jobs.stop();
        jobs.run_all(&app);
        assert_eq!(RUNS.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn a_job_that_panics_is_noted_and_runs_again() {
        const BAD: Job = Job::now_and_then("bad", "* * * * * *", |_, _| panic!("on purpose"));
        let app = TestApp::start(None);
        let jobs = Jobs { rows: vec![(&BAD, Mutex::default())], timed: true, stopped: AtomicBool::new(false) };
        jobs.run_one(&app, 0);
        jobs.run_one(&app, 0);
        let noted: String = app.value("SELECT outcome FROM job_run WHERE name = 'bad'");
        assert_eq!(noted, "failed");
    }
}
