//! Outgoing webhooks: programs of others that are told what happens here, and what a webhook consists of.

pub mod schedule;

use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::text::one_line;
use crate::domain::time::Timestamp;

/// So many there may be.
pub const WEBHOOKS_MAX: i64 = 10;
/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 80;
/// What of an answer is kept, in characters.
pub const ANSWER_CHARS_MAX: usize = 300;
/// The shape of what is told. It changes only with what would break a program that reads it.
pub const VERSION: u32 = 1;

words! {
    /// What a program may be told.
    Topic {
        /// A conversation began.
        ConversationCreated = "conversation.created",
        /// Somebody has it now.
        ConversationAssigned = "conversation.assigned",
        /// It is over.
        ConversationClosed = "conversation.closed",
        /// A contact wrote.
        MessageIn = "message.in",
        /// The files of a message are here, or will not come.
        MessageFiles = "message.files",
        /// We wrote.
        MessageOut = "message.out",
        /// What became of what we wrote.
        MessageStatus = "message.status",
        /// A contact said how it was, or changed the answer.
        SurveyAnswered = "survey.answered",
        /// An admin tries a webhook out; nobody chooses this.
        Test = "test",
    }
}

impl Topic {
    /// Those to choose from.
    pub fn choices() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|topic| *topic != Self::Test)
    }
}

words! {
    /// What became of a delivery.
    Outcome {
        /// It is being called, or will be.
        Waiting = "waiting",
        /// The program took it.
        Delivered = "delivered",
        /// It was given up.
        Failed = "failed",
    }
}

words! {
    /// Why we switched a webhook off.
    PauseReason {
        /// It failed for days.
        Failing = "failing",
        /// It answered 410: nobody is there any more.
        Gone = "gone",
    }
}

/// A set of topics, small enough to be asked at every message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics(u8);

impl Topics {
    /// Whether it has this one.
    #[must_use]
    pub fn has(self, topic: Topic) -> bool {
        self.0 != 0 && self.0 & Self::bit(topic) != 0
    }

    /// With this one, too.
    #[must_use]
    pub fn with(self, topic: Topic) -> Self {
        Self(self.0 | Self::bit(topic))
    }

    /// Those of either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Its topics, in their order.
    pub fn iter(self) -> impl Iterator<Item = Topic> {
        Topic::choices().filter(move |topic| self.has(*topic))
    }

    /// Its words, in their order.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        self.iter().map(Topic::word).collect()
    }

    /// Those of a list of words; a word that a later version wrote counts for nothing.
    #[must_use]
    pub fn known<S: AsRef<str>>(words: &[S]) -> Self {
        let known = words.iter().filter_map(|word| Topic::from_word(word.as_ref()));
        known.fold(Self::default(), Self::with)
    }

    fn bit(topic: Topic) -> u8 {
        // Nobody is subscribed to a test.
        let place = Topic::choices().position(|one| one == topic);
        place.and_then(|place| 1_u8.checked_shl(u32::try_from(place).ok()?)).unwrap_or(0)
    }
}

/// Something that happened, as a flow tells it; what is said of it is read when the flow is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub topic: Topic,
    /// In which conversation.
    pub conversation: ConversationId,
    /// To which message.
    pub message: Option<MessageId>,
    /// When.
    pub at: Timestamp,
}

impl Happened {
    /// Something about a conversation.
    #[must_use]
    pub const fn to(topic: Topic, conversation: ConversationId, at: Timestamp) -> Self {
        Self { topic, conversation, message: None, at }
    }

    /// Something about a message.
    #[must_use]
    pub const fn with(topic: Topic, conversation: ConversationId, message: MessageId, at: Timestamp) -> Self {
        Self { topic, conversation, message: Some(message), at }
    }
}

/// A name as it is kept.
///
/// # Errors
/// `name`/`missing`, `name`/`too-long`.
pub fn check_name(typed: &str) -> Result<String, FieldProblem> {
    let name = one_line(typed, NAME_CHARS_MAX + 1);
    if name.is_empty() {
        return Err(FieldProblem::new("name", "missing"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(FieldProblem::with_limit("name", "too-long", 80));
    }
    Ok(name)
}

/// The events that were chosen.
///
/// # Errors
/// `events`/`missing` without any, `events`/`webhook-event` for a word that is none, with it.
pub fn check_topics(chosen: &[String]) -> Result<Topics, FieldProblem> {
    let mut topics = Topics::default();
    for word in chosen {
        let found = Topic::choices().find(|topic| topic.word() == word);
        let topic =
            found.ok_or_else(|| FieldProblem::new("events", "webhook-event").with("event", one_line(word, 40)))?;
        topics = topics.with(topic);
    }
    if topics == Topics::default() {
        return Err(FieldProblem::new("events", "webhook-events"));
    }
    Ok(topics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_is_one_bit_of_its_own() {
        let mut all = Topics::default();
        for topic in Topic::choices() {
            assert!(!all.has(topic), "{topic:?}");
            let one = Topics::default().with(topic);
            assert_eq!(one.words(), [topic.word()]);
            assert_eq!(Topics::known(&one.words()), one);
            all = all.or(one);
            assert!(all.has(topic));
        }
        assert_eq!(all.iter().count(), Topic::ALL.len() - 1);
        assert!(!all.with(Topic::Test).has(Topic::Test), "a test is for one webhook, whatever it wants");
        assert_eq!(Topics::known(&["message.in", "contact.erased"]).words(), ["message.in"]);
    }

    #[test]
    fn what_is_typed_is_checked() {
        assert_eq!(check_name("  web\nshop "), Ok("web shop".to_owned()));
        assert_eq!(check_name(" \t").unwrap_err().problem, "missing");
        assert_eq!(check_name(&"x".repeat(81)).unwrap_err().problem, "too-long");
        assert!(check_name(&"ά".repeat(80)).is_ok());
        let check = |words: &[&str]| check_topics(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(check(&["message.in", "message.in"]).unwrap().words(), ["message.in"]);
        assert_eq!(check(&[]).unwrap_err().problem, "webhook-events");
        for wrong in ["", "test", "message.IN", "message", &"x".repeat(10_000)] {
            let problem = check(&["message.in", wrong]).unwrap_err();
            assert_eq!(problem.problem, "webhook-event", "{wrong}");
            assert!(problem.args.iter().all(|(_, value)| value.chars().count() <= 41), "{problem:?}");
        }
    }
}
