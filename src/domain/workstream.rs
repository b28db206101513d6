//! Workstreams: the settings that routing and distribution take from. Each number belongs to exactly one.

use crate::domain::ids::WorkstreamId;
use crate::domain::message::words;

/// The one that a fresh installation has.
pub const DEFAULT: WorkstreamId = WorkstreamId(1);

words! {
    /// How work reaches agents.
    Mode {
        /// It is offered to somebody who has room.
        Push = "push",
        /// It waits until somebody takes it.
        Pick = "pick",
    }
}
