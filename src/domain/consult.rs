//! Asking a colleague: how many may be asked, and how a talk ends. What is said in it is as long as a note.

use crate::domain::message::words;

/// So many colleagues may be asked about a conversation at once.
pub const GUESTS_MAX: i64 = 5;

words! {
    /// Why it is over.
    EndReason {
        /// The colleague left.
        Left = "left",
        /// Whoever asked ended it.
        Ended = "ended",
        /// The conversation went to somebody else.
        GivenAway = "given_away",
        /// The conversation was closed.
        Closed = "closed",
    }
}
