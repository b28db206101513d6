//! Queues as a conversation in front of them sees them, read when they are asked for.

use std::cell::RefCell;

use crate::domain::hours;
use crate::domain::ids::QueueId;
use crate::domain::overflow::{Front, WAITING_MAX};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, hours as opening_hours, queue};

/// Reads queues at one instant. What goes wrong is kept until somebody asks: whoever decides knows no files.
pub(crate) struct Fronts<'a> {
    db: &'a Db,
    now: Timestamp,
    fault: RefCell<Option<Fault>>,
}

impl<'a> Fronts<'a> {
    /// At `now`.
    pub(crate) const fn new(db: &'a Db, now: Timestamp) -> Self {
        Self { db, now, fault: RefCell::new(None) }
    }

    /// A queue; `None` if there is none, or it cannot be read.
    pub(crate) fn look(&self, id: QueueId) -> Option<Front> {
        match self.read(id) {
            Ok(front) => front,
            Err(fault) => {
                *self.fault.borrow_mut() = Some(fault);
                None
            }
        }
    }

    /// What was decided, unless something could not be read for it.
    ///
    /// # Errors
    /// [`Fault`] of the store.
    pub(crate) fn trusted<T>(self, decided: T) -> Result<T, Fault> {
        self.fault.into_inner().map_or(Ok(decided), Err)
    }

    fn read(&self, id: QueueId) -> Result<Option<Front>, Fault> {
        let Some(queue) = queue::by_id(self.db, id)?.filter(|queue| queue.deleted_at.is_none()) else {
            return Ok(None);
        };
        let hours = match queue.settings.hours {
            Some(hours) => opening_hours::by_id(self.db, hours)?,
            None => None,
        };
        Ok(Some(Front {
            members: queue::member_count(self.db, id)?,
            waiting: queue::waiting(self.db, id, WAITING_MAX)?,
            standing: hours::standing(hours.as_ref().map(|known| &known.hours), self.now),
            overflow: queue.settings.overflow,
        }))
    }
}
