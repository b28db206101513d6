//! The five states of a conversation and what may move it from one to another.
//!
//! All five and their legal moves stand here as one table; what later features add is who makes the
//! move, never a new move.

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
        /// It goes back to the queue: released, declined, timed out, or its agent is gone.
        Release = "release",
        /// The agent waits for the contact.
        Wait = "wait",
        /// The contact writes.
        CustomerWrites = "customer_writes",
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
    use Act::{Begin, Close, CustomerWrites, End, Inactivity, Release, Take, Wait};
    use State::{Active, Closed, Open, Waiting, WrapUp};
    match (state, act) {
        (None, Begin) => Ok(Open),
        (Some(Closed), _) => Err(Refusal::ConversationClosed),

        (Some(Open | Active | Waiting), Take) => Ok(Active),
        (Some(Active | Waiting), Release) => Ok(Open),
        (Some(Active), Wait) => Ok(Waiting),
        (Some(Active | Waiting), End) => Ok(WrapUp),
        (Some(_), Close) => Ok(Closed),

        // A message never takes a conversation from its agent; in Waiting it asks for attention again.
        (Some(state @ (Open | Active | WrapUp)), CustomerWrites) => Ok(state),
        (Some(Waiting), CustomerWrites) => Ok(Open),

        (Some(Open | Active | Waiting | WrapUp), Inactivity) => Ok(Closed),

        (None, _) | (Some(_), _) => Err(Refusal::NotNow),
    }
}

words! {
    /// Why a conversation is closed.
    CloseReason {
        /// Its agent (or a supervisor, or a program) closed it.
        Person = "person",
        /// The contact was silent for too long.
        Inactivity = "inactivity",
        /// A supervisor forced it.
        Forced = "forced",
        /// Two contacts were found to be one.
        Merged = "merged",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_of_the_table() {
        use Act::{Begin, Close, CustomerWrites, End, Inactivity, Release, Take, Wait};
        use State::{Active, Closed, Open, Waiting, WrapUp};
        // Columns: Begin Take Release Wait CustomerWrites End Close Inactivity; None = refused.
        let acts = [Begin, Take, Release, Wait, CustomerWrites, End, Close, Inactivity];
        let table: [(Option<State>, [Option<State>; 8]); 6] = [
            (None, [Some(Open), None, None, None, None, None, None, None]),
            (Some(Open), [None, Some(Active), None, None, Some(Open), None, Some(Closed), Some(Closed)]),
            (
                Some(Active),
                [None, Some(Active), Some(Open), Some(Waiting), Some(Active), Some(WrapUp), Some(Closed), Some(Closed)],
            ),
            (
                Some(Waiting),
                [None, Some(Active), Some(Open), None, Some(Open), Some(WrapUp), Some(Closed), Some(Closed)],
            ),
            (Some(WrapUp), [None, None, None, None, Some(WrapUp), None, Some(Closed), Some(Closed)]),
            (Some(Closed), [None; 8]),
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
}
