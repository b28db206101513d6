//! Who besides browsers hears of what happens: programs behind webhooks. What they want to be told is known without a
//! query, so that an installation without any pays a look at a number.

use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use rusqlite::Connection;

use super::Tx;
use crate::domain::outgoing_webhook::{Happened, Topic, Topics};
use crate::store::error::Fault;
use crate::store::outgoing_webhook;

/// Writes down, in the transaction, what webhooks are told.
pub type Teller = fn(&Tx<'_>, &[Happened]) -> Result<(), Fault>;

/// What webhooks want to be told, as it stands in the file.
pub(super) struct Others {
    topics: Cell<Topics>,
    /// A job changed them, or nobody has looked yet. Only a commit says whether the change stays.
    stale: Cell<bool>,
    teller: Arc<OnceLock<Teller>>,
}

impl Others {
    pub(super) fn new(teller: Arc<OnceLock<Teller>>) -> Self {
        Self { topics: Cell::default(), stale: Cell::new(true), teller }
    }

    pub(super) fn want(&self, topic: Topic) -> bool {
        self.topics.get().has(topic)
    }

    pub(super) fn change(&self) {
        self.stale.set(true);
    }

    /// Before a batch: what stands in the file now counts.
    pub(super) fn settle(&self, connection: &Connection) -> Result<(), String> {
        self.look_again(connection)?;
        if self.teller.get().is_some() {
            self.stale.set(false);
        }
        Ok(())
    }

    /// Before a job: an earlier one of the batch may have changed them, or may have been rolled back.
    pub(super) fn look_again(&self, connection: &Connection) -> Result<(), String> {
        if self.stale.get() && self.teller.get().is_some() {
            self.topics.set(outgoing_webhook::topics(connection).map_err(|fault| fault.to_string())?);
        }
        Ok(())
    }

    /// Tells each thing once, in the order in which it happened.
    pub(super) fn tell(&self, tx: &Tx<'_>, happened: Vec<Happened>) -> Result<(), Fault> {
        let Some(teller) = self.teller.get() else { return Ok(()) };
        let mut once: Vec<Happened> = Vec::with_capacity(happened.len());
        for one in happened {
            if !once.contains(&one) {
                once.push(one);
            }
        }
        teller(tx, &once)
    }
}
