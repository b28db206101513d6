//! Row ids, one type each, so that a thread's id can never be used where a conversation's is meant.

use std::fmt;
use std::str::FromStr;

/// Defines an id type: a positive 64-bit row number, never reused (the tables use AUTOINCREMENT).
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A Twilio account.
    AccountId,
    /// One of our WhatsApp numbers.
    NumberId,
    /// A contact: the customer as a person.
    ContactId,
    /// That one contact became another.
    ContactMergeId,
    /// A list of contacts that is read in.
    ContactImportId,
    /// A field of their own that a team keeps about contacts.
    ContactFieldId,
    /// Everything ever said between one number and one contact.
    ThreadId,
    /// One piece of work inside a thread.
    ConversationId,
    /// A message in either direction.
    MessageId,
    /// One media item of a message.
    MediaId,
    /// The bytes of files, once for each content.
    ContentId,
    /// A file that was chosen and is in no message yet.
    UploadId,
    /// A WhatsApp template.
    TemplateId,
    /// A template that is written here.
    TemplateDraftId,
    /// A user: agent, supervisor or admin.
    UserId,
    /// A sign-in of a user in one browser.
    SignInId,
    /// An API token.
    TokenId,
    /// What can become of a conversation, in the words of a workstream.
    OutcomeId,
    /// The settings that a number's routing takes from.
    WorkstreamId,
    /// A row of the outbox.
    OutboxId,
    /// A quick reply.
    QuickReplyId,
    /// A message that leaves at a time that somebody chose.
    PlannedMessageId,
    /// One template to many people out of a list.
    BroadcastId,
    /// A row of its list.
    BroadcastRowId,
    /// A group of agents in front of which conversations wait.
    QueueId,
    /// Something that agents know and conversations need.
    SkillId,
    /// A week of opening hours with its holidays.
    HoursId,
    /// A named presence.
    PresenceId,
    /// A list of classification rules, of which the first that matches counts.
    RuleSetId,
    /// A rule: of a set of classification rules, or one that chooses a queue.
    RuleId,
    /// A conversation that an agent is asked to accept.
    OfferId,
    /// What was published of a menu bot.
    BotVersionId,
    /// A contact who is asked how a conversation was.
    SurveyId,
    /// A program that is told what happens.
    OutgoingWebhookId,
    /// One event for one of these programs.
    WebhookDeliveryId,
    /// What somebody says to colleagues in a thread.
    NoteId,
    /// A colleague who is asked about a conversation.
    ConsultId,
    /// A question to a queue about a conversation.
    ConsultCallId,
    /// Somebody's own name for a choice of conversations.
    SavedViewId,
    /// One act on many conversations.
    BulkId,
}

/// Ids as opaque strings in JSON that programs write, one or a list.
pub mod text {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes an id.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<T: Display, S: Serializer>(id: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    /// Reads an id.
    ///
    /// # Errors
    /// A text that is no id.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: FromStr,
        D: Deserializer<'de>,
    {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom(format_args!("not an id: {text}")))
    }
}

/// As [`text`], for a list.
pub mod texts {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes ids.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<T: Display, S: Serializer>(ids: &[T], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(ids.iter().map(ToString::to_string))
    }

    /// Reads ids.
    ///
    /// # Errors
    /// A text that is no id.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
    where
        T: FromStr,
        D: Deserializer<'de>,
    {
        let texts = Vec::<String>::deserialize(deserializer)?;
        let id = |text: &String| text.parse().map_err(|_| serde::de::Error::custom(format_args!("not an id: {text}")));
        texts.iter().map(id).collect()
    }
}
