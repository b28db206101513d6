//! Whether a number or an account may be deleted, from facts that the admin has seen before.

use serde::Serialize;

use crate::domain::message::words;
use crate::domain::refusal::{FieldProblem, Refusal};

words! {
    /// What becomes of the conversations of a deleted number that are not closed.
    Open {
        /// They are closed.
        Close = "close",
        /// They stay where they are, to be read and closed by their agents. Nothing can be sent in them.
        Keep = "keep",
    }
}

/// What hangs on a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NumberFacts {
    /// Conversations that are not closed.
    pub open: i64,
    /// Messages that have not left yet.
    pub waiting: i64,
    /// Contacts who wrote to it or were written to.
    pub contacts: i64,
    /// Messages that stay readable, counted up to [`MESSAGES_COUNTED`].
    pub messages: i64,
}

/// Nobody has to know more exactly, and counting a long history takes long.
pub const MESSAGES_COUNTED: i64 = 10_000;

/// What hangs on an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AccountFacts {
    /// Numbers that are not deleted.
    pub numbers: i64,
    /// Numbers that were deleted; their threads stay readable.
    pub deleted_numbers: i64,
    /// Templates that can then no longer be sent.
    pub templates: i64,
}

/// Whether the number may be deleted with this choice.
///
/// # Errors
/// [`Refusal::NumberBusy`] while messages wait to be sent; a problem of `open` if there are conversations and nobody
/// said what becomes of them.
pub fn may_delete_number(facts: &NumberFacts, open: Option<Open>) -> Result<(), Refusal> {
    if facts.waiting > 0 {
        return Err(Refusal::NumberBusy);
    }
    if facts.open > 0 && open.is_none() {
        return Err(FieldProblem::with_limit("open", "open-choice", facts.open).into());
    }
    Ok(())
}

/// Whether the account may be deleted.
///
/// # Errors
/// [`Refusal::AccountHasNumbers`].
pub fn may_delete_account(facts: &AccountFacts) -> Result<(), Refusal> {
    if facts.numbers > 0 { Err(Refusal::AccountHasNumbers) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_still_needs_it_is_named() {
        let facts = |open, waiting| NumberFacts { open, waiting, contacts: 1, messages: 5 };
        for (facts, open, want) in [
            (facts(0, 0), None, Ok(())),
            (facts(2, 0), Some(Open::Keep), Ok(())),
            (facts(2, 0), Some(Open::Close), Ok(())),
            (facts(2, 0), None, Err(FieldProblem::with_limit("open", "open-choice", 2).into())),
            (facts(0, 1), Some(Open::Close), Err(Refusal::NumberBusy)),
        ] {
            assert_eq!(may_delete_number(&facts, open), want, "{facts:?} {open:?}");
        }
        assert_eq!(may_delete_account(&AccountFacts::default()), Ok(()));
        let used = AccountFacts { numbers: 1, ..AccountFacts::default() };
        assert_eq!(may_delete_account(&used), Err(Refusal::AccountHasNumbers));
    }
}
