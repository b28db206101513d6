//! The five states of a conversation and what may move it from one to another.
//!
//! All five and their legal moves stand here as one table; what later features add is who makes the
//! move, never a new move. What each state takes of a capacity is in `capacity`, what time does to it in [`timers`].

pub mod timers;

use crate::domain::message::words;
use crate::domain::refusal::Refusal;

words! {
    /// Where a conversation stands.
    State {
        /// Nobody has it.
        Open = "open",
        /// An agent has it (or is being asked to take it).
        Active = "active",
        /// Its agent waits for the contact.
        Waiting = "waiting",
        /// Ended, its agent is finishing the paperwork.
        WrapUp = "wrap_up",
        /// Over for good; a later message opens a new conversation in the same thread.
        Closed = "closed",
    }
}

words! {
    /// What happens to a conversation.
    Act {
        /// It begins with a message of the contact, or with a template of ours.
        Begin = "begin",
        /// An agent takes it, or it is given to one.
        Take = "take",
        /// It is offered to an agent, who is to accept it.
        Offer = "offer",
        /// The agent accepts the offer.
        Accept = "accept",
        /// It goes back to the queue: released, declined, timed out, or its agent is gone.
        Release = "release",
        /// The agent waits for the contact.
        Wait = "wait",
        /// The contact writes.
        ContactWrites = "contact_writes",
        /// The agent ends it.
        End = "end",
        /// It is closed at once, its wrap-up too.
        Close = "close",
        /// The contact was silent for too long.
        Inactivity = "inactivity",
    }
}

/// The state after `act`; `None` as input means that there is no conversation yet.
///
/// # Errors
/// [`Refusal::ConversationClosed`] for anything done to a closed one, [`Refusal::NotNow`] for a move the
/// table does not have.
pub fn transition(state: Option<State>, act: Act) -> Result<State, Refusal> {
    use Act::{Accept, Begin, Close, ContactWrites, End, Inactivity, Offer, Release, Take, Wait};
    use State::{Active, Closed, Open, Waiting, WrapUp};
    match (state, act) {
        (None, Begin) => Ok(Open),
        (Some(Closed), _) => Err(Refusal::ConversationClosed),

        (Some(Open | Active | Waiting), Take) => Ok(Active),
        (Some(Open), Offer) => Ok(Active),
        (Some(Active), Accept) => Ok(Active),
        (Some(Active | Waiting), Release) => Ok(Open),
        (Some(Active), Wait) => Ok(Waiting),
        (Some(Active | Waiting), End) => Ok(WrapUp),
        (Some(_), Close) => Ok(Closed),

        // A message never takes a conversation from its agent; in Waiting it asks for attention again.
        (Some(state @ (Open | Active | WrapUp)), ContactWrites) => Ok(state),
        (Some(Waiting), ContactWrites) => Ok(Open),

        (Some(Open | Active | Waiting | WrapUp), Inactivity) => Ok(Closed),

        (None, _) | (Some(_), _) => Err(Refusal::NotNow),
    }
}

words! {
    /// What Active means for its agent.
    #[derive(serde::Deserialize)]
    Phase {
        /// It is offered, and the agent has not answered.
        AwaitingAcceptance = "awaiting_acceptance",
        /// The agent has it.
        InConversation = "in_conversation",
    }
}

/// The phase after `act`, which brought the conversation to `state`; `None` in every state but Active.
#[must_use]
pub fn phase(before: Option<Phase>, act: Act, state: State) -> Option<Phase> {
    if state != State::Active {
        return None;
    }
    match act {
        Act::Offer => Some(Phase::AwaitingAcceptance),
        Act::Take | Act::Accept => Some(Phase::InConversation),
        Act::Begin | Act::Release | Act::Wait | Act::ContactWrites | Act::End | Act::Close | Act::Inactivity => before,
    }
}

words! {
    /// Why a conversation is closed.
    #[derive(serde::Deserialize)]
    CloseReason {
        /// Its agent (or a supervisor, or a program) closed it.
        Person = "person",
        /// The contact was silent for too long.
        Inactivity = "inactivity",
        /// A supervisor forced it.
        Forced = "forced",
        /// Two contacts were found to be one.
        Merged = "merged",
        /// Its queue could not take it and ends what it cannot take.
        Overflow = "overflow",
        /// The time for its wrap-up is over.
        WrapUp = "wrap_up",
        /// A bot ended it.
        Bot = "bot",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_of_the_table() {
        use Act::{Accept, Begin, Close, ContactWrites, End, Inactivity, Offer, Release, Take, Wait};
        use State::{Active, Closed, Open, Waiting, WrapUp};
        // Columns: Begin Take Offer Accept Release Wait ContactWrites End Close Inactivity; None = refused.
        let acts = [Begin, Take, Offer, Accept, Release, Wait, ContactWrites, End, Close, Inactivity];
        let (o, a, w, u, c) = (Some(Open), Some(Active), Some(Waiting), Some(WrapUp), Some(Closed));
        let table: [(Option<State>, [Option<State>; 10]); 6] = [
            (None, [o, None, None, None, None, None, None, None, None, None]),
            (o, [None, a, a, None, None, None, o, None, c, c]),
            (a, [None, a, None, a, o, w, a, u, c, c]),
            (w, [None, a, None, None, o, None, o, u, c, c]),
            (u, [None, None, None, None, None, None, u, None, c, c]),
            (c, [None; 10]),
        ];
        assert_eq!(acts.len(), Act::ALL.len());
        for (state, row) in table {
            for (act, want) in acts.iter().zip(row) {
                assert_eq!(transition(state, *act).ok(), want, "{state:?} {act:?}");
            }
        }
    }

    #[test]
    fn closed_says_so() {
        for act in Act::ALL {
            assert_eq!(transition(Some(State::Closed), *act), Err(Refusal::ConversationClosed));
        }
    }

    #[test]
    fn active_means_asked_or_in_conversation() {
        use Phase::{AwaitingAcceptance, InConversation};
        for (before, act, state, want) in [
            (None, Act::Offer, State::Active, Some(AwaitingAcceptance)),
            (None, Act::Take, State::Active, Some(InConversation)),
            (Some(AwaitingAcceptance), Act::Accept, State::Active, Some(InConversation)),
            (Some(AwaitingAcceptance), Act::Take, State::Active, Some(InConversation)),
            (Some(AwaitingAcceptance), Act::ContactWrites, State::Active, Some(AwaitingAcceptance)),
            (Some(InConversation), Act::ContactWrites, State::Active, Some(InConversation)),
            (Some(AwaitingAcceptance), Act::Release, State::Open, None),
            (Some(InConversation), Act::Wait, State::Waiting, None),
            (Some(InConversation), Act::End, State::WrapUp, None),
            (Some(InConversation), Act::Close, State::Closed, None),
        ] {
            assert_eq!(phase(before, act, state), want, "{before:?} {act:?}");
        }
    }

    proptest::proptest! {
        /// Whatever happens in whatever order, a conversation is in exactly one state, Active is the only one with a phase,
        /// and nothing leads out of Closed.
        #[test]
        fn always_in_one_state(acts in proptest::collection::vec(0_usize..10, 0..40)) {
            let (mut state, mut now) = (None, None);
            for act in acts {
                let act = Act::ALL[act];
                if let Ok(next) = transition(state, act) {
                    proptest::prop_assert!(state != Some(State::Closed));
                    now = phase(now, act, next);
                    state = Some(next);
                }
                proptest::prop_assert_eq!(now.is_some(), state == Some(State::Active));
            }
        }
    }
}
