//! The one place that reads a clock.
//!
//! A clock is the system's, shifted: by nothing in service, by `--clock-offset` for demonstrations, by
//! the demo's own buttons, by tests. The shift is shared, so the appliance and the pocket Twilio agree.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::domain::time::{Millis, Timestamp};

/// A cheap handle to one shared clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// The system's clock, shifted by `offset`.
    #[must_use]
    pub fn shifted(offset: Millis) -> Self {
        Self { offset: Arc::new(AtomicI64::new(offset.0)) }
    }

    /// The instant it shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let system = Timestamp(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX));
        system + self.offset()
    }

    /// By how much it is shifted.
    #[must_use]
    pub fn offset(&self) -> Millis {
        Millis(self.offset.load(Ordering::Relaxed))
    }

    /// Moves it; everybody who shares it moves along.
    pub fn advance(&self, by: Millis) {
        self.offset.fetch_add(by.0, Ordering::Relaxed);
    }
}

/// Measures how long something took; never used for decisions.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts one.
    #[must_use]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since it was started.
    #[must_use]
    pub fn elapsed(&self) -> std::time::Duration {
        self.0.elapsed()
    }
}
