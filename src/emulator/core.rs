//! What all parts of the pocket Twilio share: its state under one lock, its clock, its lanes.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::Settings;
use super::journal::{Entry, Journal, What};
use super::lanes::Lanes;
use super::mischief::Mischief;
use super::reports::Held;
use super::world::World;

/// Twilio's page of content comes with approvals in one of two shapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApprovalShape {
    /// `{"name": …, "status": …}`, as documented.
    #[default]
    Flat,
    /// `{"whatsapp": {"name": …, "status": …}}`, as seen.
    Nested,
}

/// How the pocket Twilio behaves when nothing goes wrong.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// Messages that may arrive do arrive by themselves.
    pub deliver: bool,
    /// Customers read what arrived at once.
    pub read: bool,
    /// Pause before each report.
    pub pace: Duration,
    /// Submitted templates are approved after this time of the shared clock.
    pub approve_after: Option<i64>,
    /// How approvals look in lists.
    pub approval_shape: ApprovalShape,
    /// How many sends may be under way at once.
    pub concurrency: u32,
    /// Errors of the newer services come as `application/problem+json`.
    pub problem_json: bool,
    /// The words `join …` are posted like any message.
    pub join_is_posted: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            deliver: true,
            read: false,
            pace: Duration::ZERO,
            approve_after: Some(60_000),
            approval_shape: ApprovalShape::Flat,
            concurrency: 100,
            problem_json: false,
            join_is_posted: false,
        }
    }
}

/// Everything that changes.
#[derive(Default)]
pub struct State {
    /// What survives a restart.
    pub world: World,
    /// What goes wrong on purpose.
    pub mischief: Mischief,
    /// What went over the wire.
    pub journal: Journal,
    /// How it behaves.
    pub habits: Habits,
    /// Reports that wait for their release.
    pub held: Vec<Held>,
}

/// The shared middle.
pub struct Core {
    /// As handed in.
    pub settings: Settings,
    /// Where it really listens.
    pub address: SocketAddr,
    /// Work for later.
    pub lanes: Arc<Lanes>,
    /// Sends under way.
    pub sending: AtomicU32,
    /// Something is not yet in the state file.
    pub dirty: AtomicBool,
    /// It is being stopped.
    pub stopping: AtomicBool,
    /// Open pages wait for a new number here.
    pub revision: watch::Sender<u64>,
    counter: AtomicU64,
    state: Mutex<State>,
    changed: Condvar,
}

impl Core {
    /// A middle around a loaded world.
    #[must_use]
    pub fn new(settings: Settings, address: SocketAddr, world: World) -> Self {
        let state = State { world, ..State::default() };
        Self {
            settings,
            address,
            lanes: Arc::default(),
            sending: AtomicU32::new(0),
            dirty: AtomicBool::new(false),
            stopping: AtomicBool::new(false),
            revision: watch::Sender::new(0),
            counter: AtomicU64::new(0),
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    /// The base of every address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The time, UTC milliseconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.settings.now)()
    }

    /// The state to look at.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and tells everyone who waits for that.
    pub fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let answer = change(&mut self.lock());
        self.dirty.store(true, Ordering::Release);
        self.touch();
        answer
    }

    /// Tells everyone who waits that something is new.
    pub fn touch(&self) {
        self.revision.send_modify(|revision| *revision = revision.wrapping_add(1));
        self.changed.notify_all();
    }

    /// Waits until `enough` holds of the state; false when the time was not enough.
    pub fn wait(&self, timeout: Duration, mut enough: impl FnMut(&State) -> bool) -> bool {
        let waited = self.changed.wait_timeout_while(self.lock(), timeout, |state| !enough(state));
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let mut state = state;
        enough(&mut state)
    }

    /// Writes an entry of the journal.
    pub fn log(&self, entry: Entry) {
        tracing::debug!(what = %entry.what, status = entry.status, ms = entry.ms, "on the wire");
        self.lock().journal.add(entry);
        self.touch();
    }

    /// An entry that began at `since` and ends now.
    #[must_use]
    pub fn entry(&self, what: What, since: i64) -> Entry {
        let ms = u64::try_from(self.now() - since).unwrap_or(0);
        Entry { at: since, what, status: None, ms, sid: None, party: None, notes: Vec::new() }
    }

    /// A new sid: two letters and 32 hexadecimal digits. A counter is mixed in, so that even a source of
    /// randomness that a test has nailed down gives no sid twice.
    #[must_use]
    pub fn sid(&self, letters: &str) -> String {
        use std::fmt::Write as _;
        let mut bytes = [0_u8; 16];
        (self.settings.random)(&mut bytes);
        let count = self.counter.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        for (byte, mixed) in bytes.iter_mut().rev().zip(count.iter().rev()) {
            *byte ^= mixed;
        }
        bytes.iter().fold(letters.to_owned(), |mut sid, byte| {
            // Writing to a String cannot fail.
            if write!(sid, "{byte:02x}").is_err() {
                sid.clear();
            }
            sid
        })
    }
}
