//! Wakes plain threads that wait for work: rung after a commit, slept on with a limit.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::domain::time::Millis;

/// A bell that remembers that it was rung.
#[derive(Debug, Default)]
pub struct Bell {
    rings: Mutex<u64>,
    rung: Condvar,
}

impl Bell {
    /// Wakes everybody who waits, and whoever is about to.
    pub fn ring(&self) {
        let mut rings = self.rings.lock().unwrap_or_else(PoisonError::into_inner);
        *rings = rings.wrapping_add(1);
        self.rung.notify_all();
    }

    /// How often it was rung; read it before looking for work.
    #[must_use]
    pub fn count(&self) -> u64 {
        *self.rings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it has been rung more often than `seen`, or for `limit`.
    pub fn wait(&self, seen: u64, limit: Millis) {
        let rings = self.rings.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.rung.wait_timeout_while(rings, limit.to_std(), |rings| *rings == seen));
    }
}
