//! Whether something is said, what, and in which language; or why not.

use crate::domain::automatic::{Setting, Trigger};
use crate::domain::compose;
use crate::domain::language::Language;
use crate::domain::message::words;
use crate::domain::placeholder::{self, Values};
use crate::domain::refusal::Refusal;
use crate::domain::time::{Millis, Timestamp};

words! {
    /// Whether whoever should answer is open.
    Door {
        /// It is, or is always.
        Open = "open",
        /// It is closed.
        Closed = "closed",
        /// It is closed for a holiday.
        Holiday = "holiday",
    }
}

words! {
    /// Why nothing is said.
    #[derive(serde::Deserialize)]
    Silent {
        /// It is switched off.
        Off = "off",
        /// Our number is.
        NumberOff = "number_off",
        /// The contact opted out.
        OptedOut = "opted_out",
        /// The contact wrote too long ago.
        WindowClosed = "window_closed",
        /// The provider's sandbox says it itself.
        Sandbox = "sandbox",
        /// It does not fit the hour.
        Hours = "hours",
        /// A person or a bot answered lately.
        Answered = "answered",
        /// It is one thought with a message that was answered already.
        Album = "album",
        /// The contact was told not long ago.
        Limit = "limit",
        /// There is no text left, or it is too long.
        Text = "text",
    }
}

impl Silent {
    /// Whether somebody who reads the conversation may ask why: it would have been said but for this.
    #[must_use]
    pub const fn is_worth_a_line(self) -> bool {
        matches!(self, Self::OptedOut | Self::WindowClosed | Self::Answered | Self::Limit | Self::Text)
    }
}

/// What decides.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// What is set.
    pub setting: &'a Setting,
    /// It must be said whatever is set: the conversation ends by it.
    pub must: bool,
    /// What decides about sending.
    pub sending: compose::Facts,
    /// Whether whoever should answer is open.
    pub door: Door,
    /// So long after an answer nobody is told that nobody is there.
    pub quiet: Millis,
    /// When a person or a bot last answered.
    pub answered_at: Option<Timestamp>,
    /// When this contact was last told the same.
    pub told_at: Option<Timestamp>,
    /// Whether what the contact wrote belongs to a message just before it.
    pub album: bool,
    /// The contact's language.
    pub language: Language,
    /// What stands for the placeholders.
    pub values: &'a Values,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// In which language.
    pub language: Language,
    /// The text.
    pub text: String,
}

/// Whether `trigger` says something at `now`, and what.
///
/// # Errors
/// Why nothing is said: the first reason that holds.
pub fn decide(trigger: Trigger, facts: &Facts<'_>, now: Timestamp) -> Result<Said, Silent> {
    if !facts.must && !facts.setting.active {
        return Err(Silent::Off);
    }
    // To the sandbox, STOP means leaving it: it says so itself, and nothing of ours arrives any more.
    if facts.sending.sandbox && trigger == Trigger::OptedOut {
        return Err(Silent::Sandbox);
    }
    if facts.album {
        return Err(Silent::Album);
    }
    if !facts.must {
        if !fits(trigger, facts.door) {
            return Err(Silent::Hours);
        }
        let lately = facts.answered_at.is_some_and(|at| now - at < facts.quiet);
        if lately && trigger.speaks_for_nobody() {
            return Err(Silent::Answered);
        }
        let limited = facts.setting.once_per.zip(facts.told_at).is_some_and(|(span, at)| now - at < span);
        if limited {
            return Err(Silent::Limit);
        }
    }
    let text = facts.setting.text(trigger, facts.language);
    let pieces = placeholder::parse_with(&text, trigger.placeholders()).map_err(|_| Silent::Text)?;
    let text = placeholder::render(&pieces, facts.values).trim().to_owned();
    match compose::check_automatic(trigger, &text, &facts.sending, now) {
        Ok(()) => Ok(Said { language: facts.language, text }),
        Err(Refusal::NumberInactive) => Err(Silent::NumberOff),
        Err(Refusal::OptedOut) => Err(Silent::OptedOut),
        Err(Refusal::WindowClosed { .. }) => Err(Silent::WindowClosed),
        Err(_) => Err(Silent::Text),
    }
}

/// Whether it fits the hour: that we are closed is said when we are, and that one waits in a line only while somebody
/// works on it.
const fn fits(trigger: Trigger, door: Door) -> bool {
    match trigger {
        Trigger::OutOfHours => !matches!(door, Door::Open),
        Trigger::Holiday => matches!(door, Door::Holiday),
        Trigger::NoAgent | Trigger::Queued | Trigger::NextInLine | Trigger::WaitingLong => matches!(door, Door::Open),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
