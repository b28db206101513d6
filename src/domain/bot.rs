//! A bot answers a conversation before people do.
//!
//! A *menu bot* is a tree that an admin writes as an indented outline ([`outline`]); [`program`] lays it out flat and
//! [`machine`] walks through it. An *HTTP bot* is a program of the admin's that is asked for each message ([`http`]);
//! [`circuit`] says when it is given up for a while. Neither keeps a customer: a word for a person, three
//! misunderstandings or half an hour without progress lead to people ([`person`]).

pub mod answer;
pub mod check;
pub mod circuit;
pub mod http;
pub mod machine;
pub mod menu;
pub mod outline;
pub mod parse;
pub mod person;
pub mod print;
pub mod program;
pub mod says;

#[cfg(test)]
mod tests;

use crate::domain::message::words;
use crate::domain::time::Millis;

/// After so many messages in a row that it does not understand, a bot hands over.
pub const MISUNDERSTOOD_MAX: u32 = 3;
/// After so long without progress a bot hands over.
pub const SILENCE_MAX: Millis = Millis::minutes(30);

words! {
    /// What answers first.
    Kind {
        /// Nobody: conversations go to people at once.
        Off = "off",
        /// The menu that is written here.
        Menu = "menu",
        /// A program of the admin's.
        Http = "http",
    }
}

words! {
    /// Why a bot's part is over.
    #[derive(serde::Deserialize)]
    Why {
        /// The bot said so.
        Planned = "planned",
        /// The contact asked for a person.
        Person = "person",
        /// The bot did not understand, three times.
        Misunderstood = "misunderstood",
        /// Half an hour went by without progress.
        Silence = "silence",
        /// The bot's program does not answer.
        Down = "down",
        /// The bot was switched off or changed, or may not write any more.
        Stopped = "stopped",
        /// A person of ours took it, or wrote into it.
        Taken = "taken",
        /// It was closed.
        Closed = "closed",
        /// The bot ended it.
        Ended = "ended",
    }
}

impl Why {
    /// Whether the contact is told that a person comes; whoever wrote the bot says so in its own words.
    #[must_use]
    pub const fn is_told(self) -> bool {
        matches!(self, Self::Person | Self::Misunderstood | Self::Down)
    }
}
