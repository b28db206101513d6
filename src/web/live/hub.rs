//! The place where the writer's thread and the browsers' streams meet.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{broadcast, watch};

use crate::domain::event::Event;
use crate::random;

/// Events that a browser can be told again after a gap.
const KEPT: usize = 4_096;
/// Events that may wait for one slow connection before it is told to reset.
const WAITING: usize = 512;

/// An event with its place in the order of this program's run.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub seq: u64,
    pub event: Event,
}

#[derive(Default)]
struct Kept {
    last: u64,
    events: VecDeque<Told>,
}

/// Hands what was committed to every browser that listens.
pub struct Hub {
    /// Names this run, so that ids of another one are not mistaken for ours.
    boot: String,
    kept: Mutex<Kept>,
    sender: broadcast::Sender<Told>,
    stop: watch::Sender<bool>,
    connections: Arc<AtomicU64>,
}

impl Default for Hub {
    fn default() -> Self {
        Self::new()
    }
}

impl Hub {
    /// A hub that nobody listens to yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            boot: random::token().chars().filter(char::is_ascii_alphanumeric).take(8).collect(),
            kept: Mutex::new(Kept::default()),
            sender: broadcast::Sender::new(WAITING),
            stop: watch::Sender::new(false),
            connections: Arc::default(),
        }
    }

    /// Tells everybody; called by the writer's thread after a commit, in order. Never waits: a lock is
    /// held for some pushes into memory, and listeners that are too slow lose the oldest.
    pub fn publish(&self, events: &[Event]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        for event in events.iter().filter(|event| !matches!(event, Event::OutboxFilled | Event::BotAsked)) {
            // What is true for seconds is told to whoever listens now, and never again.
            if matches!(event, Event::Looking { .. }) {
                drop(self.sender.send(Told { seq: kept.last, event: event.clone() }));
                continue;
            }
            kept.last += 1;
            let told = Told { seq: kept.last, event: event.clone() };
            if kept.events.len() >= KEPT {
                kept.events.pop_front();
            }
            kept.events.push_back(told.clone());
            // Fails only when nobody listens.
            drop(self.sender.send(told));
        }
    }

    /// Browsers that listen now.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }

    /// Ends all streams, so that the server can stop; those that come later end at once.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// The place of the newest event: a page that is rendered now has seen everything up to it.
    #[must_use]
    pub fn position(&self) -> String {
        self.place(self.kept.lock().unwrap_or_else(PoisonError::into_inner).last)
    }

    /// The id of an event in the stream.
    pub(super) fn place(&self, seq: u64) -> String {
        format!("{}-{seq}", self.boot)
    }

    /// A listener, and what it missed since `after`; `None` if that can no longer be told. Without a
    /// place nothing was missed.
    pub(super) fn listen(&self, after: Option<&str>) -> (Listener, Option<Vec<Told>>) {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // Under the lock, so that nothing falls between what is told again and what comes next.
        let events = self.sender.subscribe();
        let missed = match after {
            None => Some(Vec::new()),
            Some(after) => self.seq(after).filter(|seq| *seq <= kept.last).and_then(|seq| {
                let oldest = kept.events.front().map_or(kept.last + 1, |told| told.seq);
                (seq + 1 >= oldest).then(|| kept.events.iter().filter(|told| told.seq > seq).cloned().collect())
            }),
        };
        self.connections.fetch_add(1, Ordering::Relaxed);
        (Listener { events, stop: self.stop.subscribe(), connections: self.connections.clone() }, missed)
    }

    fn seq(&self, place: &str) -> Option<u64> {
        let (boot, seq) = place.split_once('-')?;
        (boot == self.boot).then(|| seq.parse().ok()).flatten()
    }
}

/// The receiving end of one browser; counted until it is dropped.
pub(super) struct Listener {
    pub events: broadcast::Receiver<Told>,
    pub stop: watch::Receiver<bool>,
    connections: Arc<AtomicU64>,
}

/// Returns when the hub was stopped.
pub(super) async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the hub is gone, which is a stop too.
    drop(stop.wait_for(|stop| *stop).await);
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{AccountId, UserId};

    fn event(n: i64) -> Event {
        Event::TemplatesChanged { account: AccountId(n) }
    }

    fn seqs(missed: Option<Vec<Told>>) -> Option<Vec<u64>> {
        missed.map(|missed| missed.into_iter().map(|told| told.seq).collect())
    }

    #[test]
    fn tells_again_what_was_missed_or_says_that_it_cannot() {
        let hub = Hub::new();
        let start = hub.position();
        hub.publish(&[event(1), Event::OutboxFilled, event(2)]);
        let now = hub.position();
        assert_eq!(seqs(hub.listen(None).1), Some(vec![]));
        assert_eq!(seqs(hub.listen(Some(&start)).1), Some(vec![1, 2]));
        assert_eq!(seqs(hub.listen(Some(&now)).1), Some(vec![]));
        for foreign in ["other-1", &hub.place(3), "", "x", &format!("{start}x")] {
            assert_eq!(seqs(hub.listen(Some(foreign)).1), None, "{foreign}");
        }
        for n in 0..KEPT {
            hub.publish(&[event(i64::try_from(n).unwrap())]);
        }
        assert_eq!(seqs(hub.listen(Some(&start)).1), None);
        assert_eq!(hub.listen(Some(&now)).1.map(|missed| missed.len()), Some(KEPT));
    }

    #[test]
    fn counts_who_listens_and_never_waits_for_the_slow() {
        let hub = Hub::new();
        let (mut slow, _) = hub.listen(None);
        assert_eq!(hub.connections(), 1);
        for n in 0..i64::try_from(WAITING).unwrap() * 3 {
            hub.publish(&[Event::UserChanged { user: UserId(n) }]);
        }
        assert!(matches!(slow.events.try_recv(), Err(broadcast::error::TryRecvError::Lagged(_))));
        drop(slow);
        assert_eq!(hub.connections(), 0);
    }
}
