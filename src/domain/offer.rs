//! Offers: an agent is asked to take a conversation.
//!
//! A workstream says how: the conversation opens at once, or it is offered and accepted within a time, or it may also be
//! declined. A decline and a missed offer are the same for the conversation: it goes back to its queue and to somebody
//! else first; after three of one agent's it is not offered to that agent again. Taking it by hand is always possible.

use std::collections::BTreeMap;

use crate::domain::ids::{ConversationId, UserId};
use crate::domain::message::words;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::{Millis, Timestamp};

/// After so many declined and missed offers an agent is not offered the same conversation again.
pub const REFUSED_MAX: u32 = 3;
/// The shortest time to answer an offer.
pub const TIMEOUT_MIN: Millis = Millis::seconds(30);
/// The longest.
pub const TIMEOUT_MAX: Millis = Millis::seconds(300);
/// The time that a new workstream has.
pub const TIMEOUT: Millis = Millis::seconds(120);

words! {
    /// How a conversation comes to the agent it is pushed to.
    #[derive(serde::Deserialize)]
    Way {
        /// It is the agent's at once.
        Auto = "auto",
        /// It is accepted, or the time runs out.
        Accept = "accept",
        /// It is accepted or declined, or the time runs out.
        AcceptOrDecline = "accept_or_decline",
    }
}

/// How a workstream offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// How a conversation comes to an agent.
    pub way: Way,
    /// How long an offer stands.
    pub timeout: Millis,
}

impl Default for Manner {
    fn default() -> Self {
        Self { way: Way::Accept, timeout: TIMEOUT }
    }
}

impl Manner {
    /// Checks what an admin wants.
    ///
    /// # Errors
    /// The problem of the field `offer_seconds`.
    pub fn check(self) -> Result<(), FieldProblem> {
        if TIMEOUT_MIN <= self.timeout && self.timeout <= TIMEOUT_MAX {
            Ok(())
        } else {
            Err(FieldProblem::with_limit("offer_seconds", "offer-seconds", TIMEOUT_MAX.whole_seconds()))
        }
    }

    /// Until when an offer of `now` stands; `None` if the conversation is the agent's at once.
    #[must_use]
    pub fn until(self, now: Timestamp) -> Option<Timestamp> {
        match self.way {
            Way::Auto => None,
            Way::Accept | Way::AcceptOrDecline => Some(now + self.timeout),
        }
    }
}

/// An offer that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is offered.
    pub conversation: ConversationId,
    /// To whom.
    pub agent: UserId,
    /// How.
    pub way: Way,
    /// The first instant at which it does not stand any more.
    pub until: Timestamp,
}

words! {
    /// What becomes of an offer.
    #[derive(serde::Deserialize)]
    Answer {
        /// The agent takes the conversation.
        Accepted = "accepted",
        /// The agent does not want it.
        Declined = "declined",
        /// Nobody answered in time.
        TimedOut = "timed_out",
        /// It is taken back: somebody else took the conversation, it was closed, or the agent is gone.
        Withdrawn = "withdrawn",
    }
}

/// What an answer does with the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The agent has it.
    Taken,
    /// It goes back to its queue, and this counts against the agent.
    Back,
    /// The offer is gone, and nothing counts.
    Gone,
}

impl Offer {
    /// Whether an agent may still answer.
    #[must_use]
    pub fn stands(&self, now: Timestamp) -> bool {
        now < self.until
    }

    /// What an answer does at `now`. The clock's answer is [`Answer::TimedOut`]; `by` gives all others.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] for somebody else's offer, [`Refusal::NotNow`] after its time, before it for the clock,
    /// and for a decline where none may be.
    pub fn answered(&self, answer: Answer, by: Option<UserId>, now: Timestamp) -> Result<Outcome, Refusal> {
        match answer {
            Answer::Withdrawn => Ok(Outcome::Gone),
            Answer::TimedOut if self.stands(now) => Err(Refusal::NotNow),
            Answer::TimedOut => Ok(Outcome::Back),
            Answer::Accepted | Answer::Declined if by != Some(self.agent) => Err(Refusal::NotAllowed),
            Answer::Accepted | Answer::Declined if !self.stands(now) => Err(Refusal::NotNow),
            Answer::Accepted => Ok(Outcome::Taken),
            Answer::Declined if self.way == Way::AcceptOrDecline => Ok(Outcome::Back),
            Answer::Declined => Err(Refusal::NotNow),
        }
    }
}

/// Who declined or missed a conversation, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Refused(BTreeMap<UserId, u32>);

impl Refused {
    /// From pairs of agent and count.
    #[must_use]
    pub fn new(counts: impl IntoIterator<Item = (UserId, u32)>) -> Self {
        Self(counts.into_iter().filter(|(_, count)| *count > 0).collect())
    }

    /// How often this agent did.
    #[must_use]
    pub fn count(&self, agent: UserId) -> u32 {
        self.0.get(&agent).copied().unwrap_or(0)
    }

    /// Everybody who did, with how often.
    pub fn iter(&self) -> impl Iterator<Item = (UserId, u32)> {
        self.0.iter().map(|(agent, count)| (*agent, *count))
    }

    /// Whether it is not offered to this agent again.
    #[must_use]
    pub fn is_final(&self, agent: UserId) -> bool {
        self.count(agent) >= REFUSED_MAX
    }

    /// One more of this agent.
    pub fn add(&mut self, agent: UserId) {
        let count = self.0.entry(agent).or_insert(0);
        *count = count.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: UserId = UserId(1);
    const BEN: UserId = UserId(2);

    #[test]
    fn every_answer() {
        use Answer::{Accepted, Declined, TimedOut, Withdrawn};
        use Refusal::{NotAllowed, NotNow};
        let made = Timestamp(0);
        let offer = |way| {
            let manner = Manner { way, timeout: TIMEOUT };
            Offer { conversation: ConversationId(1), agent: ANA, way, until: manner.until(made).unwrap() }
        };
        let (accept, both) = (offer(Way::Accept), offer(Way::AcceptOrDecline));
        let (early, late) = (made + TIMEOUT - Millis(1), made + TIMEOUT);
        for (offer, answer, by, now, want) in [
            (accept, Accepted, Some(ANA), early, Ok(Outcome::Taken)),
            (accept, Accepted, Some(ANA), late, Err(NotNow)),
            (accept, Accepted, Some(BEN), early, Err(NotAllowed)),
            (accept, Accepted, None, early, Err(NotAllowed)),
            (accept, Declined, Some(ANA), early, Err(NotNow)),
            (both, Declined, Some(ANA), early, Ok(Outcome::Back)),
            (both, Declined, Some(ANA), late, Err(NotNow)),
            (both, Declined, Some(BEN), early, Err(NotAllowed)),
            (both, TimedOut, None, early, Err(NotNow)),
            (both, TimedOut, None, late, Ok(Outcome::Back)),
            (both, Withdrawn, None, early, Ok(Outcome::Gone)),
            (both, Withdrawn, Some(BEN), late, Ok(Outcome::Gone)),
        ] {
            assert_eq!(offer.answered(answer, by, now), want, "{offer:?} {answer:?} {by:?} {now}");
        }
    }

    #[test]
    fn three_times_and_never_again() {
        let mut refused = Refused::default();
        for count in 1..=REFUSED_MAX {
            assert!(!refused.is_final(ANA));
            refused.add(ANA);
            assert_eq!(refused.count(ANA), count);
        }
        assert!(refused.is_final(ANA) && !refused.is_final(BEN));
        assert_eq!(Refused::new([(ANA, 3), (BEN, 0)]), refused);
    }

    #[test]
    fn the_time_to_answer_has_limits() {
        for (seconds, fine) in [(29, false), (30, true), (120, true), (300, true), (301, false)] {
            let manner = Manner { way: Way::Accept, timeout: Millis::seconds(seconds) };
            assert_eq!(manner.check().is_ok(), fine, "{seconds}");
        }
        let auto = Manner { way: Way::Auto, ..Manner::default() };
        assert_eq!(auto.until(Timestamp(0)), None);
    }
}
