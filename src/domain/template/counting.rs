//! What is counted of a template's sends, each thing once however often it is reported.

use crate::domain::message::Status;
use crate::domain::time::Timestamp;

/// What one move of a message adds to the counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// 1 if it was just handed over.
    pub sent: i64,
    /// 1 if it is now known to have arrived.
    pub delivered: i64,
    /// 1 if it is now known to be read.
    pub read: i64,
    /// 1 if it is now known not to arrive.
    pub failed: i64,
}

/// What is new when a message moves from `was` to `is`; `handed_over`: the provider's id just came to be known.
#[must_use]
pub fn step(was: Status, is: Status, handed_over: bool) -> Step {
    let arrived = |status| matches!(status, Status::Delivered | Status::Read);
    Step {
        sent: i64::from(handed_over),
        delivered: i64::from(!arrived(was) && arrived(is)),
        read: i64::from(was != Status::Read && is == Status::Read),
        failed: i64::from(!was.is_failure() && is.is_failure()),
    }
}

/// The month of a time in UTC, such as `2026-11`.
#[must_use]
pub fn month(at: Timestamp) -> String {
    at.to_string().chars().take(7).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_counts_once() {
        use Status::{Accepted, Delivered, Failed, Pending, Queued, Read, Sent, Undelivered};
        for (was, is, handed_over, want) in [
            (Pending, Queued, true, (1, 0, 0, 0)),
            (Queued, Sent, false, (0, 0, 0, 0)),
            (Pending, Delivered, true, (1, 1, 0, 0)),
            (Sent, Delivered, false, (0, 1, 0, 0)),
            (Delivered, Read, false, (0, 0, 1, 0)),
            (Accepted, Read, false, (0, 1, 1, 0)),
            (Read, Read, false, (0, 0, 0, 0)),
            (Sent, Undelivered, false, (0, 0, 0, 1)),
            (Pending, Failed, false, (0, 0, 0, 1)),
            (Failed, Failed, false, (0, 0, 0, 0)),
        ] {
            let step = step(was, is, handed_over);
            assert_eq!((step.sent, step.delivered, step.read, step.failed), want, "{was:?} {is:?}");
        }
        assert_eq!(month(Timestamp(1_795_000_000_000)), "2026-11");
    }
}
