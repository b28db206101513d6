//! Messages that leave at a time that somebody chose.

use crate::domain::ids::{TokenId, UserId};
use crate::domain::message::words;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::{Actor, Role};

/// How far ahead a time may be, in days.
pub const DAYS_MAX: i64 = 365;

words! {
    /// What became of one.
    PlannedState {
        /// Its time is still to come.
        Planned = "planned",
        /// It left, and is a message now.
        Sent = "sent",
        /// It could not leave when its time came.
        Refused = "refused",
        /// Somebody called it off.
        Cancelled = "cancelled",
    }
}

/// Who planned it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planner {
    /// A user.
    User(UserId),
    /// A program.
    Token(TokenId),
}

impl Planner {
    /// Whoever acts; the command line plans nothing.
    #[must_use]
    pub const fn of(actor: Actor) -> Option<Self> {
        match actor {
            Actor::User { id, .. } => Some(Self::User(id)),
            Actor::Token { id, .. } => Some(Self::Token(id)),
            Actor::Command => None,
        }
    }

    /// The one of a scope such as `user:3`.
    #[must_use]
    pub fn read(scope: &str) -> Option<Self> {
        let (word, id) = scope.split_once(':')?;
        let id = id.parse().ok()?;
        match word {
            "user" => Some(Self::User(UserId(id))),
            "token" => Some(Self::Token(TokenId(id))),
            _ => None,
        }
    }

    /// The word and the id by which it is kept.
    #[must_use]
    pub const fn stored(self) -> (&'static str, i64) {
        match self {
            Self::User(id) => ("user", id.0),
            Self::Token(id) => ("token", id.0),
        }
    }
}

/// Whether a time may be chosen at `now`.
///
/// # Errors
/// The problem of the field `send_at`: none given, past, or too far ahead.
pub fn check_time(at: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, FieldProblem> {
    let at = at.ok_or(FieldProblem::new("send_at", "time-missing"))?;
    if at <= now {
        return Err(FieldProblem::new("send_at", "time-past"));
    }
    if at > now + Millis::days(DAYS_MAX) {
        return Err(FieldProblem::with_limit("send_at", "time-far", DAYS_MAX));
    }
    Ok(at)
}

/// Whether the actor may see and call off what `planner` planned: one's own, and from supervisor up all.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn may_see(actor: Actor, planner: Planner) -> Result<(), Refusal> {
    if actor.role() >= Role::Supervisor || Planner::of(actor) == Some(planner) {
        Ok(())
    } else {
        Err(Refusal::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn a_time_is_ahead_and_within_a_year() {
        let year = NOW + Millis::days(DAYS_MAX);
        for (at, want) in [
            (None, Err("time-missing")),
            (Some(NOW), Err("time-past")),
            (Some(Timestamp(NOW.0 - 1)), Err("time-past")),
            (Some(Timestamp(NOW.0 + 1)), Ok(Timestamp(NOW.0 + 1))),
            (Some(year), Ok(year)),
            (Some(Timestamp(year.0 + 1)), Err("time-far")),
        ] {
            assert_eq!(check_time(at, NOW).map_err(|problem| problem.problem), want, "{at:?}");
        }
    }

    #[test]
    fn ones_own_and_for_supervisors_all() {
        let user = |id, role| Actor::User { id: UserId(id), role };
        let mine = Planner::User(UserId(1));
        for (actor, want) in [
            (user(1, Role::Agent), true),
            (user(2, Role::Agent), false),
            (user(2, Role::Supervisor), true),
            (Actor::Token { id: TokenId(1), role: Role::Agent }, false),
            (Actor::Token { id: TokenId(1), role: Role::Admin }, true),
        ] {
            assert_eq!(may_see(actor, mine).is_ok(), want, "{actor:?}");
        }
    }
}
