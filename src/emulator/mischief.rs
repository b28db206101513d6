//! What goes wrong on purpose. Nothing of this is kept over a restart.

use std::collections::VecDeque;

/// How a send that was accepted is answered all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swallow {
    /// Not at all: the connection stays open until the caller gives up.
    Hold,
    /// Not at all: the connection is cut.
    Cut,
    /// With a 500, as if nothing had happened.
    Answer500,
}

/// Where a made-up failure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailAt {
    /// In the answer to the request; the message is not accepted.
    Answer,
    /// In a status report, after the message was accepted.
    Report,
}

/// How the API is unreachable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// It answers 503.
    Answers503,
    /// It cuts every connection.
    Cuts,
}

/// A made-up failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Twilio's code.
    pub code: u32,
    /// Where it shows.
    pub at: FailAt,
}

/// All switches.
#[derive(Debug, Default)]
pub struct Mischief {
    /// The next sends fail like this, one each.
    pub failures: VecDeque<Failure>,
    /// Accepted sends are answered like this, the next so many (none: until switched off).
    pub swallow: Option<(Swallow, Option<u32>)>,
    /// Every report is posted twice.
    pub reports_twice: bool,
    /// The reports of a message come in the wrong order.
    pub reports_reversed: bool,
    /// Reports wait until they are released.
    pub reports_held: bool,
    /// The first report of a message comes before the answer to its creation.
    pub report_first: bool,
    /// Every message of a customer is posted twice.
    pub inbound_twice: bool,
    /// Posts are signed with a wrong key.
    pub wrong_key: bool,
    /// The API is unreachable until then.
    pub outage: Option<(Outage, i64)>,
    /// The next so many requests are answered 429, with this `Retry-After`.
    pub busy: u32,
    /// Seconds for `Retry-After`.
    pub retry_after: Option<u32>,
    /// The next so many fetches of files are answered 404.
    pub media_late: u32,
    /// Files are not there, however often somebody asks.
    pub media_gone: bool,
    /// Fetches of files are sent here instead of to the bytes.
    pub media_elsewhere: Option<String>,
    /// The next so many requests are answered 502 with a page of a gateway.
    pub gateway_pages: u32,
}

impl Mischief {
    /// The failure for a send that shows at this place, used up.
    pub fn take_failure(&mut self, at: FailAt) -> Option<u32> {
        if self.failures.front().is_some_and(|failure| failure.at == at) {
            return self.failures.pop_front().map(|failure| failure.code);
        }
        None
    }

    /// How to answer a send that was just accepted, used up.
    pub fn take_swallow(&mut self) -> Option<Swallow> {
        let (how, left) = self.swallow?;
        match left {
            Some(0 | 1) => self.swallow = None,
            Some(count) => self.swallow = Some((how, Some(count - 1))),
            None => {}
        }
        Some(how)
    }

    /// How the API is unreachable at `now`.
    #[must_use]
    pub fn outage_at(&self, now: i64) -> Option<Outage> {
        self.outage.filter(|(_, until)| now < *until).map(|(how, _)| how)
    }

    /// Counts one down; whether there was one.
    pub fn take(counter: &mut u32) -> bool {
        let left = *counter > 0;
        *counter = counter.saturating_sub(1);
        left
    }
}
