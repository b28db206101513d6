//! From nothing to a team that answers: what has to be done, in which order, and what is done by itself.

use crate::domain::message::words;

words! {
    /// A thing to be done once.
    Step {
        /// An account is connected.
        Account = "account",
        /// A number is added.
        Number = "number",
        /// The provider knows our addresses.
        Webhook = "webhook",
        /// A contact's message has come.
        Message = "message",
        /// It is settled how work is shared out.
        Workstream = "workstream",
        /// There is somebody beside the first admin.
        Agents = "agents",
        /// It is settled when somebody is there.
        Hours = "hours",
        /// A template may be sent after the 24 hours.
        Templates = "templates",
    }
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It happened.
    Done,
    /// Nobody has to do anything: what is so from the start will do.
    ByDefault,
    /// The first that is left.
    Now,
    /// Left for later.
    Later,
}

/// What is known. Nothing is ticked off by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// There is an account.
    pub account: bool,
    /// There is a number.
    pub number: bool,
    /// Something came from the provider, or our addresses are known to stand there.
    pub webhook: bool,
    /// A contact's message came.
    pub message: bool,
    /// There are more users than one.
    pub agents: bool,
    /// A queue opens by opening hours.
    pub hours: bool,
    /// There is an approved template.
    pub templates: bool,
    /// An admin does not want to see the list any more.
    pub hidden: bool,
}

impl Facts {
    const fn done(&self, step: Step) -> Option<State> {
        let done = match step {
            Step::Account => self.account,
            Step::Number => self.number,
            Step::Webhook => self.webhook,
            Step::Message => self.message,
            Step::Agents => self.agents,
            Step::Templates => self.templates,
            Step::Hours if self.hours => true,
            // Everybody sees what comes in and takes it; and it is always open.
            Step::Workstream | Step::Hours => return Some(State::ByDefault),
        };
        if done { Some(State::Done) } else { None }
    }

    /// All steps in their order.
    #[must_use]
    pub fn steps(&self) -> Vec<(Step, State)> {
        let now = Step::ALL.iter().copied().find(|step| self.done(*step).is_none());
        let left = |step| if now == Some(step) { State::Now } else { State::Later };
        Step::ALL.iter().map(|step| (*step, self.done(*step).unwrap_or_else(|| left(*step)))).collect()
    }

    /// How many are left.
    #[must_use]
    pub fn left(&self) -> usize {
        Step::ALL.iter().filter(|step| self.done(**step).is_none()).count()
    }

    /// Whether there is anything left that somebody wants to be told.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.hidden || self.left() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_left_is_now() {
        use State::{ByDefault, Done, Later, Now};
        let states = |facts: Facts| facts.steps().into_iter().map(|(_, state)| state).collect::<Vec<_>>();
        let nothing = Facts::default();
        assert_eq!(states(nothing), [Now, Later, Later, Later, ByDefault, Later, ByDefault, Later]);
        let begun = Facts { account: true, number: true, templates: true, ..nothing };
        assert_eq!(states(begun), [Done, Done, Now, Later, ByDefault, Later, ByDefault, Done]);
        assert_eq!((nothing.left(), begun.left()), (6, 3));
    }

    #[test]
    fn it_is_over_when_nothing_is_left_or_wanted() {
        let all = Facts {
            account: true,
            number: true,
            webhook: true,
            message: true,
            agents: true,
            hours: false,
            templates: true,
            hidden: false,
        };
        assert!(all.is_over() && all.steps().iter().all(|(_, state)| matches!(state, State::Done | State::ByDefault)));
        let left = Facts { agents: false, ..all };
        assert!(!left.is_over() && Facts { hidden: true, ..left }.is_over());
    }
}
