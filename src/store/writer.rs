//! The one writer: group commit with a savepoint per job.
//!
//! Every write is a job sent to one thread. It takes what waits, runs each job in its own savepoint
//! inside one IMMEDIATE transaction, commits once, and only then answers every caller and publishes
//! their events. One fsync pays for all that arrived during the last one, which is what makes full
//! durability affordable.
//!
//! A failing job rolls back alone. Where SQLite ended the whole transaction (full disk, I/O error), the
//! whole batch is answered "unavailable" and nothing in it counts. Not chosen: a mutex around one
//! connection (a commit per job), or a batch on a timer (delay without load, no gain under it).
//!
//! A savepoint copies every page that its job touches. Where all jobs of a batch may repeat (webhooks do
//! nothing but write), they first run without; if one fails, all is rolled back, and each runs again in a
//! savepoint of its own. Nobody can tell the difference, but the quarter of the work that the copies were.

use std::any::Any;
use std::cell::RefCell;
use std::ops::Deref;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use rusqlite::{Connection, OptionalExtension as _};

use crate::clock::Stopwatch;
use crate::domain::event::Event;
use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::store::Publisher;
use crate::store::error::Fault;

mod job;
mod others;

use job::Job;
use others::Others;
pub use others::Teller;

/// Jobs in one transaction at most: bounds how long the first of them waits.
pub const BATCH_MAX: usize = 256;
/// Jobs waiting at most; beyond it callers wait too, which is the back-pressure we want.
const WAITING_MAX: usize = 4_096;

/// A transaction of the writer. Reads see what the job wrote; events wait for the commit.
pub struct Tx<'a> {
    connection: &'a Connection,
    events: RefCell<Vec<Event>>,
    happened: RefCell<Vec<Happened>>,
    others: &'a Others,
}

impl<'a> Tx<'a> {
    fn new(connection: &'a Connection, others: &'a Others) -> Self {
        Self { connection, events: RefCell::default(), happened: RefCell::default(), others }
    }

    /// Notes what browsers and workers are told if this commits.
    pub fn publish(&self, event: Event) {
        self.events.borrow_mut().push(event);
    }

    /// Notes what programs behind webhooks are told; nothing where no webhook wants to hear of it.
    pub fn tell(&self, happened: Happened) {
        if self.others.want(happened.topic) {
            self.happened.borrow_mut().push(happened);
        }
    }

    /// Whether any webhook wants to hear of it; for what takes a query to find out.
    #[must_use]
    pub fn is_told(&self, topic: Topic) -> bool {
        self.others.want(topic)
    }

    /// What webhooks want to be told was changed by this job.
    pub(super) fn webhooks_changed(&self) {
        self.others.change();
    }

    /// The job is done: what it told is written down, each thing once, as it stands now.
    fn finish(&self) -> Result<(), Fault> {
        let happened = self.happened.take();
        if happened.is_empty() { Ok(()) } else { self.others.tell(self, happened) }
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.connection
    }
}

/// Figures about the writer since the start.
#[derive(Debug, Default)]
pub struct WriterStats {
    /// Transactions committed.
    pub commits: AtomicU64,
    /// Jobs in them.
    pub jobs: AtomicU64,
    /// Microseconds spent from begin to commit.
    pub busy_us: AtomicU64,
    /// Transactions lost.
    pub failures: AtomicU64,
}

/// Any value that a job brings back.
type Anything = Box<dyn Any + Send>;

/// The handle to the writer's thread. Dropping it finishes what waits and closes the file.
pub struct Writer {
    jobs: Option<SyncSender<Box<dyn Job>>>,
    teller: std::sync::Arc<std::sync::OnceLock<Teller>>,
    stats: std::sync::Arc<WriterStats>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread that owns `connection` and takes at most `batch_max` jobs into one transaction.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] if no thread can be started.
    pub fn start(connection: Connection, publisher: Publisher, batch_max: usize) -> Result<Self, Fault> {
        let (jobs, waiting) = sync_channel(WAITING_MAX);
        let stats = std::sync::Arc::new(WriterStats::default());
        let counted = stats.clone();
        let teller = std::sync::Arc::default();
        let others = Others::new(std::sync::Arc::clone(&teller));
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || work(&connection, &waiting, (&publisher, &others), &counted, batch_max))
            .map_err(|error| Fault::Unavailable(format!("no thread for the writer: {error}")))?;
        Ok(Self { jobs: Some(jobs), teller, stats, thread: Mutex::new(Some(thread)) })
    }

    /// See [`crate::store::Store::tell_others`].
    pub fn tell_others(&self, teller: Teller) {
        if self.teller.set(teller).is_err() {
            tracing::error!("who tells the webhooks was set twice; the first one stays");
        }
    }

    /// See [`crate::store::Store::write`].
    ///
    /// # Errors
    /// Whatever `job` returns; [`Fault::Unavailable`] if the batch could not be committed.
    pub fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        // What comes back has no type on its way: a channel for each would be a fiftieth of the program.
        let (tell, told) = sync_channel::<Result<Anything, Fault>>(1);
        self.submit(
            move |tx| job(tx).map(|value| -> Anything { Box::new(value) }),
            move |result| {
                // The caller waits for exactly this; if it is gone, nobody misses the answer.
                drop(tell.send(result));
            },
        );
        let value = told.recv().unwrap_or_else(|_| Err(stopped()))?;
        value.downcast().map(|value| *value).map_err(|_| Fault::Broken("the writer answered another job".to_owned()))
    }

    /// See [`crate::store::Store::submit`].
    pub fn submit<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
        done: impl FnOnce(Result<T, Fault>) + Send + 'static,
    ) {
        self.send(job::once(job, done));
    }

    /// See [`crate::store::Store::submit_repeatable`].
    pub fn submit_repeatable<T: Send + 'static>(
        &self,
        job: impl Fn(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
        done: impl FnOnce(Result<T, Fault>) + Send + 'static,
    ) {
        self.send(job::repeatable(job, done));
    }

    fn send(&self, job: Box<dyn Job>) {
        if let Some(jobs) = &self.jobs {
            // Fails only when the thread is gone; the job, and with it `done`, is dropped, and whoever
            // waits for it sees the closed channel.
            drop(jobs.send(job));
        }
    }

    /// Figures for the metrics.
    #[must_use]
    pub fn stats(&self) -> &WriterStats {
        &self.stats
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.jobs.take());
        let thread = self.thread.lock().ok().and_then(|mut slot| slot.take());
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the writer's thread ended with a panic");
        }
    }
}

fn stopped() -> Fault {
    Fault::Unavailable("the writer has stopped".to_owned())
}

fn work(
    connection: &Connection,
    waiting: &Receiver<Box<dyn Job>>,
    listeners: (&Publisher, &Others),
    stats: &WriterStats,
    batch_max: usize,
) {
    while let Ok(first) = waiting.recv() {
        let mut batch = vec![first];
        while batch.len() < batch_max {
            let Ok(next) = waiting.try_recv() else { break };
            batch.push(next);
        }
        run_batch(connection, batch, listeners, stats);
    }
    // The last connection to close would bring the WAL home, but that may be a reader which is only just being opened
    // (the pool does so by itself), and a reader cannot.
    for last in ["PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        if let Err(error) = connection.query_row(last, [], |_| Ok(())).optional() {
            tracing::debug!(%error, last, "not done at the end");
        }
    }
}

fn run_batch(
    connection: &Connection,
    mut batch: Vec<Box<dyn Job>>,
    (publisher, others): (&Publisher, &Others),
    stats: &WriterStats,
) {
    let watch = Stopwatch::start();
    let jobs = u64::try_from(batch.len()).unwrap_or(u64::MAX);
    let mut events = Vec::new();
    let ended = others
        .settle(connection)
        .and_then(|()| run_jobs(connection, others, &mut batch, &mut events))
        .and_then(|()| execute(connection, "COMMIT").map_err(|error| error.to_string()));
    if let Err(reason) = &ended {
        tracing::error!(reason, jobs, "a transaction was lost; nothing in it counts");
        stats.failures.fetch_add(1, Ordering::Relaxed);
        if let Err(error) = roll_back(connection) {
            tracing::error!(error, "the lost transaction could not be rolled back");
        }
    } else {
        stats.commits.fetch_add(1, Ordering::Relaxed);
        stats.jobs.fetch_add(jobs, Ordering::Relaxed);
        stats.busy_us.fetch_add(u64::try_from(watch.elapsed().as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
        if !events.is_empty() {
            publisher(&events);
        }
    }
    for job in batch {
        job.answer(ended.as_ref().err().map(String::as_str));
    }
}

/// Runs a batch in a transaction that is left open. The error is the reason why the transaction is lost.
fn run_jobs(
    connection: &Connection,
    others: &Others,
    batch: &mut [Box<dyn Job>],
    events: &mut Vec<Event>,
) -> Result<(), String> {
    begin(connection)?;
    if batch.iter().all(|job| job.may_repeat()) {
        if run_together(connection, others, batch, events) {
            return Ok(());
        }
        events.clear();
        roll_back(connection)?;
        begin(connection)?;
    }
    for place in 0..batch.len() {
        let Some(job) = batch.get_mut(place) else { break };
        if let Err(reason) = run_alone(connection, others, job.as_mut(), events) {
            // What comes after it is told that there is no transaction; what came before learns it by the reason.
            batch.iter_mut().skip(place + 1).for_each(|job| {
                job.run(None);
            });
            return Err(reason);
        }
    }
    Ok(())
}

/// All of them without savepoints; whether every one succeeded.
fn run_together(connection: &Connection, others: &Others, batch: &mut [Box<dyn Job>], events: &mut Vec<Event>) -> bool {
    batch.iter_mut().all(|job| {
        let tx = Tx::new(connection, others);
        let keep = job.run(Some(&tx)) && !connection.is_autocommit();
        events.append(&mut tx.events.borrow_mut());
        keep
    })
}

/// One job in its savepoint. The error is the reason why the whole transaction is lost.
fn run_alone(
    connection: &Connection,
    others: &Others,
    job: &mut dyn Job,
    events: &mut Vec<Event>,
) -> Result<(), String> {
    others.look_again(connection)?;
    execute(connection, "SAVEPOINT job").map_err(|error| error.to_string())?;
    let tx = Tx::new(connection, others);
    let keep = job.run(Some(&tx));
    if connection.is_autocommit() {
        return Err("SQLite ended the transaction".to_owned());
    }
    if !keep {
        execute(connection, "ROLLBACK TO job").map_err(|error| error.to_string())?;
    }
    execute(connection, "RELEASE job").map_err(|error| error.to_string())?;
    if keep {
        events.append(&mut tx.events.borrow_mut());
    }
    Ok(())
}

fn begin(connection: &Connection) -> Result<(), String> {
    execute(connection, "BEGIN IMMEDIATE").map_err(|error| error.to_string())
}

/// Ends the transaction if SQLite has not done so by itself.
fn roll_back(connection: &Connection) -> Result<(), String> {
    if connection.is_autocommit() {
        return Ok(());
    }
    execute(connection, "ROLLBACK").map_err(|error| error.to_string())
}

fn execute(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}

#[cfg(test)]
mod tests;
