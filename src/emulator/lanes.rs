//! Work that happens after an answer: posts to the appliance, in order within a lane, side by side across lanes.
//!
//! A lane is a name: all reports of one message share one, all messages of one customer to one number too.
//! A few threads take turns; posts block, so nothing here is async.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Inner {
    lanes: HashMap<String, VecDeque<Job>>,
    ready: VecDeque<String>,
    outstanding: usize,
    stopping: bool,
}

/// The lanes and those who wait for them.
#[derive(Default)]
pub struct Lanes {
    inner: Mutex<Inner>,
    work: Condvar,
    idle: Condvar,
}

/// Counts as unfinished work until it is dropped.
pub struct Reservation(Arc<Lanes>);

impl Drop for Reservation {
    fn drop(&mut self) {
        self.0.finished();
    }
}

impl Lanes {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a job at the end of a lane.
    pub fn push(&self, lane: &str, job: impl FnOnce() + Send + 'static) {
        let job: Job = Box::new(job);
        let mut inner = self.lock();
        if inner.stopping {
            return;
        }
        inner.outstanding += 1;
        match inner.lanes.get_mut(lane) {
            Some(queue) => queue.push_back(job),
            None => {
                inner.lanes.insert(lane.to_owned(), VecDeque::from([job]));
                inner.ready.push_back(lane.to_owned());
                self.work.notify_one();
            }
        }
    }

    /// Announces work that is going to be pushed a moment later, so that nobody takes the pause for the end.
    pub fn reserve(self: &Arc<Self>) -> Reservation {
        self.lock().outstanding += 1;
        Reservation(Arc::clone(self))
    }

    fn finished(&self) {
        let mut inner = self.lock();
        inner.outstanding = inner.outstanding.saturating_sub(1);
        if inner.outstanding == 0 {
            self.idle.notify_all();
        }
    }

    /// Works until [`Lanes::stop`]; the body of one thread.
    pub fn work(&self) {
        while let Some((lane, job)) = self.take() {
            job();
            let mut inner = self.lock();
            match inner.lanes.get(&lane).map(VecDeque::is_empty) {
                Some(false) => {
                    inner.ready.push_back(lane);
                    self.work.notify_one();
                }
                Some(true) => drop(inner.lanes.remove(&lane)),
                None => {}
            }
            drop(inner);
            self.finished();
        }
    }

    fn take(&self) -> Option<(String, Job)> {
        let mut inner = self.lock();
        loop {
            if inner.stopping {
                return None;
            }
            if let Some(lane) = inner.ready.pop_front() {
                match inner.lanes.get_mut(&lane).and_then(VecDeque::pop_front) {
                    Some(job) => return Some((lane, job)),
                    None => continue,
                }
            }
            inner = self.work.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until nothing is left to do; false when the time was not enough.
    pub fn wait_idle(&self, timeout: Duration) -> bool {
        let inner = self.lock();
        let waited = self.idle.wait_timeout_while(inner, timeout, |inner| inner.outstanding > 0 && !inner.stopping);
        let (inner, _) = waited.unwrap_or_else(PoisonError::into_inner);
        inner.outstanding == 0
    }

    /// Drops what waits and lets the threads go.
    pub fn stop(&self) {
        let mut inner = self.lock();
        inner.stopping = true;
        inner.lanes.clear();
        inner.ready.clear();
        drop(inner);
        self.work.notify_all();
        self.idle.notify_all();
    }
}
