//! How ids, times and words go into SQL and come out of it.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::address::Address;
use crate::domain::automatic::Trigger;
use crate::domain::bot::{Kind as BotKind, Why};
use crate::domain::broadcast::State as BroadcastState;
use crate::domain::capacity::{Blocking, Units};
use crate::domain::consult::EndReason;
use crate::domain::contact_field::Kind as FieldKind;
use crate::domain::contact_list::State as ImportState;
use crate::domain::conversation::{CloseReason, Phase, State};
use crate::domain::ids::{
    AccountId, BotVersionId, BroadcastId, BroadcastRowId, BulkId, ConsultCallId, ConsultId, ContactFieldId, ContactId,
    ContactImportId, ContactMergeId, ContentId, ConversationId, HoursId, MediaId, MessageId, NoteId, NumberId, OfferId,
    OutboxId, OutcomeId, OutgoingWebhookId, PlannedMessageId, PresenceId, QueueId, QuickReplyId, RuleId, RuleSetId,
    SavedViewId, SignInId, SkillId, SurveyId, TemplateDraftId, TemplateId, ThreadId, TokenId, UploadId, UserId,
    WebhookDeliveryId, WorkstreamId,
};
use crate::domain::language::Language;
use crate::domain::media::Reason;
use crate::domain::message::{Author, Kind, MediaState, Status};
use crate::domain::offer::{Answer, Way};
use crate::domain::opt_in::How;
use crate::domain::outgoing_webhook::{Outcome, PauseReason, Topic};
use crate::domain::planned_message::PlannedState;
use crate::domain::presence::By;
use crate::domain::queue::{Method, Priority};
use crate::domain::region::Region;
use crate::domain::sandbox::Fact;
use crate::domain::skill::Matching;
use crate::domain::survey::{After, Kind as SurveyKind, NotSent, Through, Way as SurveyWay};
use crate::domain::template::Approval;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::{Density, Presence, Role, SendKey, Theme};
use crate::domain::variable::Holds;
use crate::domain::workstream::Mode;
use crate::store::broadcast_row::RowState;
use crate::store::contact_erasure::Phase as ErasurePhase;
use crate::store::contact_import::Fate;

/// Newtypes around integers.
macro_rules! integers {
    ($($name:ty),+ $(,)?) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.0))
            }
        }
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    )+};
}

integers!(
    AccountId,
    BotVersionId,
    BroadcastId,
    BroadcastRowId,
    BulkId,
    ContactId,
    ContactFieldId,
    ContactImportId,
    ContactMergeId,
    ContentId,
    ConversationId,
    HoursId,
    MediaId,
    UploadId,
    MessageId,
    NumberId,
    OfferId,
    OutboxId,
    OutcomeId,
    OutgoingWebhookId,
    PlannedMessageId,
    PresenceId,
    QueueId,
    QuickReplyId,
    RuleId,
    RuleSetId,
    SavedViewId,
    SignInId,
    SkillId,
    SurveyId,
    TemplateId,
    TemplateDraftId,
    ThreadId,
    TokenId,
    UserId,
    WebhookDeliveryId,
    NoteId,
    ConsultCallId,
    ConsultId,
    WorkstreamId,
    Timestamp,
    Millis,
    Units,
);

/// Enums that are stored as words.
macro_rules! stored_words {
    ($($name:ty),+ $(,)?) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.word()))
            }
        }
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let word = value.as_str()?;
                Self::from_word(word).ok_or_else(|| FromSqlError::Other(format!("unknown word {word}").into()))
            }
        }
    )+};
}

stored_words!(
    State,
    ErasurePhase,
    ImportState,
    Fate,
    FieldKind,
    CloseReason,
    Author,
    Kind,
    MediaState,
    Reason,
    Status,
    Approval,
    Role,
    Theme,
    Density,
    SendKey,
    Presence,
    Region,
    Mode,
    Fact,
    How,
    PlannedState,
    BroadcastState,
    RowState,
    Phase,
    Way,
    SurveyWay,
    SurveyKind,
    After,
    Through,
    NotSent,
    Answer,
    Method,
    Matching,
    Blocking,
    By,
    Trigger,
    BotKind,
    Why,
    Holds,
    Topic,
    Outcome,
    PauseReason,
    EndReason,
);

impl ToSql for Priority {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.number()))
    }
}

impl FromSql for Priority {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::try_from(value.as_i64()?).map_err(|error| FromSqlError::Other(error.into()))
    }
}

impl ToSql for Address {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.as_str()))
    }
}

impl FromSql for Address {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse(value.as_str()?).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

impl ToSql for Language {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.code()))
    }
}

impl FromSql for Language {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse(value.as_str()?).ok_or_else(|| FromSqlError::Other("unknown language".into()))
    }
}
/// A column that holds JSON.
///
/// # Errors
/// That of a column that cannot be read, also if its text is no such JSON.
pub fn json<T: serde::de::DeserializeOwned>(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error)))
}
