//! One act on many conversations: how many, how long it can be undone, and whether one may be put back.

use serde::{Deserialize, Serialize};

use crate::domain::conversation::{Phase, State};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::message::words;
use crate::domain::time::{Millis, Timestamp};

/// The most conversations of one act.
pub const ITEMS_MAX: usize = 200;
/// An act can be undone for so long.
pub const UNDO_FOR: Millis = Millis::minutes(10);
/// What is closed is closed after so long: what is told then (to the contact, to programs) can be taken back by nobody.
pub const CLOSE_AFTER: Millis = Millis::seconds(30);

words! {
    /// What is done.
    Act {
        /// All are given to a user.
        Assign = "assign",
        /// Tags are added.
        Tag = "tag",
        /// They are set aside.
        Snooze = "snooze",
        /// They are closed.
        Close = "close",
        /// All that somebody has goes to a colleague, or back to its queues.
        Reassign = "reassign",
    }
}

impl Act {
    /// How long it can be undone.
    #[must_use]
    pub const fn undo_for(self) -> Millis {
        match self {
            Self::Close => CLOSE_AFTER,
            Self::Assign | Self::Tag | Self::Snooze | Self::Reassign => UNDO_FOR,
        }
    }
}

/// How a conversation stands, as far as an act changes it, or something else could have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// Its state.
    pub state: String,
    /// What Active means.
    pub phase: Option<String>,
    /// Who has it.
    pub assignee: Option<UserId>,
    /// Whether it is set aside.
    pub snoozed: bool,
    /// Until when.
    pub until: Option<Timestamp>,
    /// The last message.
    pub last_message: Option<MessageId>,
    /// Its tags.
    pub tags: Vec<String>,
}

impl Stand {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        State::from_word(&self.state)
    }

    /// Whether it was only offered to whoever is named.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.phase.as_deref() == Some(Phase::AwaitingAcceptance.word())
    }

    /// Whether an act can be taken back where it is left so and now stands as `now`: nothing else happened to it. A tag is
    /// taken off whatever happened; what waits in a queue may have been offered to somebody who has not answered.
    #[must_use]
    pub fn is_as_left(&self, act: Act, now: &Self) -> bool {
        let bare = |stand: &Self| Self { tags: Vec::new(), ..stand.clone() };
        let waits = |stand: &Self| stand.is_offered() || stand.state() == Some(State::Open);
        let (left, now) = (bare(self), bare(now));
        if act == Act::Reassign && waits(&left) && waits(&now) {
            return (left.snoozed, left.last_message) == (now.snoozed, now.last_message);
        }
        act == Act::Tag || left == now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_touched_is_put_back() {
        let left = Stand {
            state: "active".to_owned(),
            phase: Some("in_conversation".to_owned()),
            assignee: Some(UserId(1)),
            snoozed: false,
            until: None,
            last_message: Some(MessageId(7)),
            tags: vec!["VIP".to_owned()],
        };
        for (name, now, same) in [
            ("nothing", left.clone(), true),
            ("tagged", Stand { tags: Vec::new(), ..left.clone() }, true),
            ("written", Stand { last_message: Some(MessageId(8)), ..left.clone() }, false),
            ("given away", Stand { assignee: Some(UserId(2)), ..left.clone() }, false),
            ("ended", Stand { state: "wrap_up".to_owned(), ..left.clone() }, false),
            ("set aside", Stand { snoozed: true, ..left.clone() }, false),
        ] {
            assert_eq!(left.is_as_left(Act::Assign, &now), same, "{name}");
            assert!(left.is_as_left(Act::Tag, &now), "{name}");
        }
        let waits = Stand { state: "open".to_owned(), phase: None, assignee: None, ..left.clone() };
        let offered = Stand { phase: Some("awaiting_acceptance".to_owned()), ..left.clone() };
        assert!(waits.is_as_left(Act::Reassign, &offered) && !waits.is_as_left(Act::Assign, &offered));
        assert!(!waits.is_as_left(Act::Reassign, &left), "somebody has it");
        assert!(!waits.is_as_left(Act::Reassign, &Stand { last_message: None, ..offered }), "the contact wrote");
        assert!(Act::Close.undo_for() < Act::Tag.undo_for());
    }
}
