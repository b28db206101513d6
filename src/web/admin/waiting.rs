//! Waiting for the first message of a number: a part of the pages on which somebody sets one up. It changes
//! when the message comes (`static/watch.js`), and after a minute says what it can be.

use crate::domain::finding::Finding;
use crate::domain::health::Place;
use crate::domain::hooks::{Difference, Hook};
use crate::domain::time::{Millis, Timestamp};
use crate::flows::numbers::health::Health;
use crate::web::admin::hook_row::Row;

/// After this long without a message the reasons are listed.
const PATIENCE: Millis = Millis::minutes(1);

/// What `templates/admin/_waiting.html` shows as `waiting`.
pub struct Waiting {
    /// The number with everything known about it.
    pub health: Health,
    /// Why none came, the likeliest first; empty while it is too early to say.
    pub likely: Vec<Finding>,
    /// What stands at Twilio against what should.
    pub rows: Vec<Row>,
    /// What stood there before ours were written; empty if they never were.
    pub before: Vec<Row>,
    /// In how many seconds the reasons are due.
    pub again: Option<i64>,
}

impl Waiting {
    /// The waiting for a number; it began when the number was added, or when our addresses were last written.
    #[must_use]
    pub fn of(health: Health, now: Timestamp) -> Self {
        let written = health.check.as_ref().and_then(|check| check.written_at);
        let left = PATIENCE - (now - health.number.created_at.max(written.unwrap_or(health.number.created_at)));
        let come = health.number.last_inbound_at.is_some();
        let overdue = left <= Millis::ZERO;
        Self {
            likely: if overdue && !come { health.likely.clone() } else { Vec::new() },
            rows: Row::all(&health),
            before: Row::before(&health),
            again: (!overdue && !come).then(|| left.whole_seconds() + 1),
            health,
        }
    }

    /// When the first message came.
    #[must_use]
    pub const fn come(&self) -> Option<&Timestamp> {
        self.health.number.last_inbound_at.as_ref()
    }

    /// Whether our addresses are to be written, and can be from here.
    #[must_use]
    pub fn is_written_here(&self) -> bool {
        let right = [Hook::Inbound, Hook::Fallback, Hook::Status]
            .into_iter()
            .all(|hook| self.health.difference(hook) == Some(Difference::Right));
        !self.health.number.sandbox && self.health.place != Place::Private && !right
    }

    /// Whether it is known what stands at Twilio.
    #[must_use]
    pub fn knows_stored(&self) -> bool {
        self.rows.iter().all(|row| row.stored.is_some())
    }

    /// When ours were last written there.
    #[must_use]
    pub fn written_at(&self) -> Option<&Timestamp> {
        self.health.check.as_ref().and_then(|check| check.written_at.as_ref())
    }

    /// The number as WhatsApp's own links want it.
    #[must_use]
    pub fn digits(&self) -> String {
        self.health.number.address.bare().trim_start_matches('+').to_owned()
    }
}
