//! Whether a number or an account may be deleted, from facts that the admin has seen before.

use serde::Serialize;

use crate::domain::hooks::{Target, Targets};
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
    /// Rules that ask for it; they stay, and that condition never holds again.
    pub rules: i64,
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

/// Where the provider posts to for a number that goes, as far as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// The number's own addresses; none if the account does not have the number.
    pub own: Option<&'a Targets>,
    /// Those of the service that it is in.
    pub service: Option<&'a Targets>,
    /// Whether the service's count instead of the number's own.
    pub service_rules: bool,
    /// Whether another number that we have is in the same service.
    pub service_shared: bool,
}

/// What is to be written there, so that nothing is posted to us any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clearing {
    /// To the number; none: it stays as it is.
    pub own: Option<Targets>,
    /// To the service; none: it stays as it is.
    pub service: Option<Targets>,
    /// Our addresses stay at the service that rules, for another number needs them.
    pub shared: bool,
}

/// What is taken away and what stays: ours go, all others stay, and nobody else's number falls silent.
#[must_use]
pub fn clearing(stored: &Stored<'_>, is_ours: impl Fn(&Target) -> bool) -> Clearing {
    let others = |target: &Option<Target>| target.clone().filter(|target| !is_ours(target));
    let without_ours = |targets: &Targets| {
        let left = Targets {
            inbound: others(&targets.inbound),
            fallback: others(&targets.fallback),
            status: others(&targets.status),
        };
        (left != *targets).then_some(left)
    };
    let service = stored.service.and_then(without_ours);
    Clearing {
        own: stored.own.and_then(without_ours),
        shared: service.is_some() && stored.service_shared && stored.service_rules,
        service: service.filter(|_| !stored.service_shared),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_still_needs_it_is_named() {
        let facts = |open, waiting| NumberFacts { open, waiting, contacts: 1, messages: 5, rules: 0 };
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
    #[test]
    fn only_what_is_ours_and_nobody_needs_is_taken_away() {
        let ours = Targets::posting("https://a/k/inbound", "https://a/k/fallback", "https://a/k/status");
        let mixed = Targets { inbound: Target::read(Some("https://b/in".to_owned()), None), ..ours.clone() };
        let foreign = Targets::posting("https://b/in", "", "https://b/status");
        let left = Targets { inbound: mixed.inbound.clone(), ..Targets::default() };
        let none = Some(Targets::default());
        let stored =
            |own, service, service_rules, service_shared| Stored { own, service, service_rules, service_shared };
        let clearing_of = |own, service, shared| Clearing { own, service, shared };
        for (stored, want) in [
            (stored(Some(&ours), None, false, false), clearing_of(none.clone(), None, false)),
            (stored(Some(&mixed), None, false, false), clearing_of(Some(left.clone()), None, false)),
            (stored(Some(&foreign), Some(&foreign), true, false), Clearing::default()),
            (stored(None, Some(&ours), true, false), clearing_of(None, none.clone(), false)),
            (stored(Some(&foreign), Some(&mixed), true, false), clearing_of(None, Some(left.clone()), false)),
            (stored(Some(&ours), Some(&ours), true, true), clearing_of(none.clone(), None, true)),
            // What does not rule posts nothing, so nobody has to be told that it stays.
            (stored(Some(&ours), Some(&ours), false, true), clearing_of(none.clone(), None, false)),
            (stored(Some(&ours), Some(&foreign), true, true), clearing_of(none.clone(), None, false)),
        ] {
            assert_eq!(clearing(&stored, |target| target.url.contains("/k/")), want, "{stored:?}");
        }
    }
}
