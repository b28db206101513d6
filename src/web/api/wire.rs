//! The shapes that all resources share: one thing, a page of things, an error, a time, the words of the domain.

use serde::Serialize;
#[cfg(test)]
use utoipa::openapi::schema::{ObjectBuilder, Type};
#[cfg(test)]
use utoipa::openapi::{RefOr, Schema};
#[cfg(test)]
use utoipa::{PartialSchema, ToSchema};

use crate::domain::broadcast;
use crate::domain::capacity::Blocking;
use crate::domain::conversation::{CloseReason, State};
use crate::domain::media::Reason;
use crate::domain::message::{Author, Kind, MediaState, Status};
use crate::domain::offer::Way;
use crate::domain::opt_in::How;
use crate::domain::outgoing_webhook::{Outcome, Topic};
use crate::domain::planned_message::PlannedState;
use crate::domain::queue::Method;
use crate::domain::sandbox::Join;
use crate::domain::skill::Matching;
use crate::domain::survey;
use crate::domain::template::Approval;
use crate::domain::time::Timestamp;
use crate::domain::user::{Presence, Role};
use crate::domain::workstream::Mode;
use crate::web::i18n::Locale;

/// One thing.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct One<T> {
    /// It.
    pub data: T,
}

/// A page of a list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Page<T> {
    /// What is on it.
    pub data: Vec<T>,
    /// What to give as `cursor` for the next page; null on the last one.
    #[cfg_attr(test, schema(required))]
    pub next: Option<String>,
}

/// Why a call was not answered as asked.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[cfg_attr(test, schema(as = Error))]
pub struct ErrorBody {
    /// It.
    pub error: ErrorFacts,
}

/// What is known about an error.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ErrorFacts {
    /// For programs; it stays as it is.
    #[cfg_attr(test, schema(example = "window_closed"))]
    pub code: String,
    /// For people, in English or in the language of `Accept-Language`.
    pub message: String,
    /// The field or parameter to look at.
    #[cfg_attr(test, schema(required))]
    pub field: Option<String>,
    /// The number under which a fault of ours stands in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// A user, a number or a contact, by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What a code means.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Explained {
    /// The provider's number, or a code of ours.
    #[cfg_attr(test, schema(example = "63016"))]
    pub code: String,
    /// What happened.
    pub sentence: String,
    /// What to do now.
    pub remedy: String,
}

impl Explained {
    /// The texts of a code.
    #[must_use]
    pub fn of(code: String, l: Locale) -> Self {
        Self::with(code, None, l)
    }

    /// As [`Explained::of`], with the words to send where somebody is not in the sandbox.
    #[must_use]
    pub fn with(code: String, join: Option<&Join>, l: Locale) -> Self {
        Self { sentence: l.code_sentence(&code), remedy: l.code_remedy_with(&code, join), code }
    }
}

/// An instant: RFC 3339 in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Time(pub Timestamp);

impl Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

#[cfg(test)]
impl PartialSchema for Time {
    fn schema() -> RefOr<Schema> {
        let format = utoipa::openapi::schema::KnownFormat::DateTime;
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(format)))
            .description(Some("An instant: RFC 3339 in UTC."))
            .into()
    }
}

#[cfg(test)]
impl ToSchema for Time {}

/// As [`Time`], for what may be missing.
#[must_use]
pub fn time(at: Option<Timestamp>) -> Option<Time> {
    at.map(Time)
}

/// Words of the domain with their schema, taken from the enum itself.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $of:ty),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub $of);

        #[cfg(test)]
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .enum_values(Some(<$of>::ALL.iter().map(|value| value.word())))
                    .into()
            }
        }

        #[cfg(test)]
        impl ToSchema for $name {}
    )+};
}

/// Where the bytes of an attachment are: the four words that programs have known from the beginning. What is held back
/// for a scanner counts as loading, what was removed as failed; the reason says which.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(transparent)]
pub struct AttachmentState(MediaState);

impl From<MediaState> for AttachmentState {
    fn from(state: MediaState) -> Self {
        Self(match state {
            MediaState::Held => MediaState::Loading,
            MediaState::Removed => MediaState::Failed,
            state => state,
        })
    }
}

#[cfg(test)]
impl PartialSchema for AttachmentState {
    fn schema() -> RefOr<Schema> {
        let told = MediaState::ALL.iter().filter(|state| Self::from(**state).0 == **state);
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(told.map(|state| state.word()))).into()
    }
}

#[cfg(test)]
impl ToSchema for AttachmentState {}

words! {
    /// Who of several fitting agents gets a conversation.
    QueueMethod: Method,
    /// After whom a contact is asked how it was.
    SurveyAfter: survey::After,
    /// What a survey asks for.
    SurveyKind: survey::Kind,
    /// Why nobody was asked.
    SurveyNotSent: survey::NotSent,
    /// How somebody was asked.
    SurveyThrough: survey::Through,
    /// How somebody is asked while the window is open.
    SurveyWay: survey::Way,
    /// Where a conversation stands.
    ConversationState: State,
    /// Why a conversation is closed.
    ConversationCloseReason: CloseReason,
    /// What a message consists of.
    MessageKind: Kind,
    /// How far a message came.
    MessageStatus: Status,
    /// Who wrote a message.
    MessageAuthor: Author,
    /// Why an attachment is not here.
    MediaReason: Reason,
    /// Where a broadcast stands.
    BroadcastState: broadcast::State,
    /// What became of a planned message.
    PlannedMessageState: PlannedState,
    /// How a contact agreed to be written to.
    OptInHow: How,
    /// Where a template stands with WhatsApp.
    TemplateStatus: Approval,
    /// What a user may do.
    UserRole: Role,
    /// How work reaches agents.
    WorkMode: Mode,
    /// How work comes to an agent.
    WorkOffer: Way,
    /// Whether wrap-up takes capacity.
    WorkBlocking: Blocking,
    /// How skills are compared.
    WorkMatching: Matching,
    /// Whether a user is there.
    UserPresence: Presence,
    /// What became of what a webhook was told.
    WebhookOutcome: Outcome,
    /// What a webhook is told; `test` comes when an admin tries it out, and cannot be chosen.
    WebhookTopic: Topic,
}

#[cfg(test)]
mod tests {
    use super::{ConversationState, Explained, Time};
    use crate::domain::conversation::State;
    use crate::domain::language::Language;
    use crate::domain::time::Timestamp;
    use crate::web::i18n::Locale;

    #[test]
    fn a_code_of_ours_is_explained_as_well_as_one_of_the_providers() {
        let ours = "window_closed opted_out number_inactive template_unknown template_not_approved \
            template_not_allowed_now variable_invalid key_mismatch gave_up";
        for l in Language::ALL.map(Locale) {
            let unknown = Explained::of("unknown".to_owned(), l);
            for code in ours.split_whitespace() {
                let explained = Explained::of(code.to_owned(), l);
                assert!(explained.sentence != unknown.sentence && explained.remedy != unknown.remedy, "{code}");
                assert!(explained.sentence.contains(' ') && explained.remedy.contains(' '), "{code}");
            }
        }
    }

    #[test]
    fn times_and_words_are_plain_text() {
        let text = |value: serde_json::Value| value.as_str().map(str::to_owned);
        let time = serde_json::to_value(Time(Timestamp(1_795_000_000_123))).unwrap();
        assert_eq!(text(time).as_deref(), Some("2026-11-18T11:06:40.123Z"));
        let word = serde_json::to_value(ConversationState(State::WrapUp)).unwrap();
        assert_eq!(text(word).as_deref(), Some("wrap_up"));
    }
}
