//! Asking a colleague: what a talk beside a conversation may hold, and how it ends.

use crate::domain::message::words;
use crate::domain::note;
use crate::domain::refusal::FieldProblem;

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

/// What is said in a talk, as it is kept: as long as a note.
///
/// # Errors
/// `text`/`missing`, `text`/`too-long`.
pub fn checked(typed: &str) -> Result<String, FieldProblem> {
    note::checked(typed)
}
