//! Why something may not be done: a stable code for programs, a sentence (in `locales/`) for people.

use crate::domain::ids::ConversationId;
use crate::domain::in_use::Use;
use crate::domain::template::rules::Violation;
use crate::domain::time::Timestamp;

/// A refusal. Nothing was written; what the user typed is theirs to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Free text after the 24 hours.
    WindowClosed {
        /// When free text ended; `None` if the contact never wrote.
        since: Option<Timestamp>,
    },
    /// The contact opted out: nothing may be sent.
    OptedOut,
    /// More than the provider takes, in UTF-16 units.
    TextTooLong {
        /// How many units too many.
        over: usize,
        /// The limit in UTF-16 units.
        limit: usize,
    },
    /// Nothing but blanks.
    TextEmpty,
    /// The template is not approved, so it cannot reach anybody now.
    TemplateNotApproved,
    /// The template's kind may not be sent at this moment.
    TemplateNotAllowedNow,
    /// The sandbox sends only its own templates when the window is closed.
    TemplateNotInSandbox,
    /// A template that is written here breaks rules of WhatsApp; never empty.
    TemplateRules(Vec<Violation>),
    /// The template belongs to another account, is gone, or does not exist.
    TemplateUnknown,
    /// A variable is empty, too long, or has a line break, tab or five blanks.
    VariableInvalid {
        /// The variable's name, such as `1`.
        name: String,
        /// What is wrong with it.
        problem: VariableProblem,
    },
    /// Somebody else has this conversation.
    NotAssignedToYou,
    /// The conversation is closed.
    ConversationClosed,
    /// This is not possible in the present state.
    NotNow,
    /// The role does not allow it.
    NotAllowed,
    /// It does not exist, or the role may not know that it does.
    NotFound,
    /// The number (or its account) is switched off.
    NumberInactive,
    /// Messages of the number have not left yet, so it cannot be deleted.
    NumberBusy,
    /// The account still has numbers, so it cannot be deleted.
    AccountHasNumbers,
    /// The provider's list of the account does not have this number.
    NumberNotTheirs,
    /// The same key came with other content.
    KeyReused,
    /// A field is wrong.
    Field(FieldProblem),
    /// Several fields are wrong; never empty. All are told at once, so that a form is corrected once.
    Fields(Vec<FieldProblem>),
    /// The addresses of the provider's sandbox can be set in its console alone.
    SandboxByHand,
    /// The account at the provider does not have this number.
    NumberNotAtProvider,
    /// Our public address means this machine or a network of our own: the provider could not call it.
    PublicUrlPrivate,
    /// Rows of a table are wrong; never empty. All are told at once, and none counts.
    Rows(Vec<RowProblem>),
    /// Somebody is at work with this contact already: what is to be said belongs there.
    ConversationLive {
        /// Where.
        conversation: ConversationId,
    },
    /// The last active admin can be neither demoted nor deactivated.
    LastAdmin,
    /// A file without content.
    FileEmpty,
    /// A file of a kind that WhatsApp, or this installation, does not take.
    FileType,
    /// A file that is too large.
    FileTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// More files than may wait, or go at once.
    FilesTooMany {
        /// The limit.
        limit: usize,
    },
    /// A file that is not there: it was sent, taken away, or never was this user's.
    FileUnknown,
    /// The number takes no files from agents.
    FilesOff,
    /// A virus was found in a file.
    FileInfected,
    /// The virus scanner does not take a file.
    FileUnscannable,
    /// The virus scanner is away, so that no file can be taken now.
    ScannerAway,
    /// Something still leads to it, so it cannot be deleted; never empty. All reasons are told at once.
    InUse(Vec<Use>),
}

/// What is wrong with the value of a template variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableProblem {
    /// No value.
    Empty,
    /// Over the limit, in characters.
    TooLong,
    /// Contains a line break.
    LineBreak,
    /// Contains a tab.
    Tab,
    /// More than four blanks in a row.
    Blanks,
    /// The template has no such variable.
    NotInTemplate,
}

impl VariableProblem {
    /// A stable word, also the tail of its sentence's key.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::LineBreak => "line-break",
            Self::Tab => "tab",
            Self::Blanks => "blanks",
            Self::NotInTemplate => "not-in-template",
        }
    }
}

/// A cell of a table that cannot be taken as it is; its column is the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The row as a spreadsheet counts it, from 1.
    pub row: i64,
    /// What is wrong with which column.
    pub problem: FieldProblem,
}

/// A field that cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name in forms and JSON.
    pub field: &'static str,
    /// What is wrong: the tail of the key `field-…` in `locales/`, and the API's code.
    pub problem: &'static str,
    /// The limit that was passed, if there is one.
    pub limit: Option<i64>,
    /// What else the sentence names, such as what was typed.
    pub args: Vec<(&'static str, String)>,
}

impl FieldProblem {
    /// A problem without a limit.
    #[must_use]
    pub const fn new(field: &'static str, problem: &'static str) -> Self {
        Self { field, problem, limit: None, args: Vec::new() }
    }

    /// A problem with the limit that was passed.
    #[must_use]
    pub const fn with_limit(field: &'static str, problem: &'static str, limit: i64) -> Self {
        Self { field, problem, limit: Some(limit), args: Vec::new() }
    }

    /// The same, with something that its sentence names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl From<FieldProblem> for Refusal {
    fn from(problem: FieldProblem) -> Self {
        Self::Field(problem)
    }
}

impl Refusal {
    /// Fine if there are no problems, else all of them as one refusal.
    ///
    /// # Errors
    /// [`Refusal::Fields`].
    pub fn unless_empty(problems: Vec<FieldProblem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self::Fields(problems)) }
    }

    /// Fine if nothing leads to it, else all of it as one refusal.
    ///
    /// # Errors
    /// [`Refusal::InUse`].
    pub fn unless_unused(counts: &[Use]) -> Result<(), Self> {
        let reasons = crate::domain::in_use::reasons(counts);
        if reasons.is_empty() { Ok(()) } else { Err(Self::InUse(reasons)) }
    }

    /// What is wrong with which fields; empty if the refusal is about something else.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldProblem> {
        match self {
            Self::Field(problem) => vec![problem.clone()],
            Self::Fields(problems) => problems.clone(),
            Self::Rows(rows) => vec![FieldProblem::new("file", "csv-rows").with("n", rows.len().to_string())],
            _ => Vec::new(),
        }
    }

    /// The stable code of the API; its sentence stands under `refusal-<code with hyphens>`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WindowClosed { .. } => "window_closed",
            Self::OptedOut => "opted_out",
            Self::TextTooLong { .. } => "text_too_long",
            Self::TextEmpty => "text_empty",
            Self::TemplateNotApproved | Self::TemplateNotInSandbox => "template_not_approved",
            Self::TemplateNotAllowedNow => "template_not_allowed_now",
            Self::TemplateRules(_) => "template_rules",
            Self::TemplateUnknown => "template_unknown",
            Self::VariableInvalid { .. } => "variable_invalid",
            Self::NotAssignedToYou => "not_assigned_to_you",
            Self::ConversationClosed => "conversation_closed",
            Self::NotNow => "not_now",
            Self::NotAllowed => "not_allowed",
            Self::NotFound => "not_found",
            Self::NumberInactive => "number_inactive",
            Self::NumberBusy => "number_busy",
            Self::AccountHasNumbers => "account_has_numbers",
            Self::NumberNotTheirs => "number_not_theirs",
            Self::KeyReused => "key_reused",
            Self::Field(_) | Self::Fields(_) => "field_invalid",
            Self::SandboxByHand => "sandbox_by_hand",
            Self::NumberNotAtProvider => "number_not_at_twilio",
            Self::PublicUrlPrivate => "public_url_private",
            Self::Rows(_) => "rows_invalid",
            Self::ConversationLive { .. } => "conversation_live",
            Self::LastAdmin => "last_admin",
            Self::InUse(_) => "in_use",
            Self::FileEmpty => "file_empty",
            Self::FileType => "file_type",
            Self::FileTooLarge { .. } => "file_too_large",
            Self::FilesTooMany { .. } => "files_too_many",
            Self::FileUnknown => "file_unknown",
            Self::FilesOff => "files_off",
            Self::FileInfected => "file_infected",
            Self::FileUnscannable => "file_unscannable",
            Self::ScannerAway => "scanner_away",
        }
    }

    /// The field that the refusal is about, if it is about one.
    #[must_use]
    pub fn field(&self) -> Option<String> {
        match self {
            Self::Field(problem) => Some(problem.field.to_owned()),
            Self::Fields(problems) => problems.first().map(|problem| problem.field.to_owned()),
            Self::VariableInvalid { name, .. } => Some(format!("variables.{name}")),
            Self::NumberNotTheirs => Some("address".to_owned()),
            Self::ConversationLive { .. } => Some("to".to_owned()),
            Self::Rows(_)
            | Self::FileEmpty
            | Self::FileType
            | Self::FileTooLarge { .. }
            | Self::FileInfected
            | Self::FileUnscannable
            | Self::ScannerAway => Some("file".to_owned()),
            Self::FilesTooMany { .. } | Self::FileUnknown => Some("files".to_owned()),
            Self::TextTooLong { .. } | Self::TextEmpty => Some("text".to_owned()),
            Self::TemplateNotApproved
            | Self::TemplateNotAllowedNow
            | Self::TemplateNotInSandbox
            | Self::TemplateUnknown => Some("template_id".to_owned()),
            Self::TemplateRules(broken) => broken.first().map(|broken| broken.place.field()),
            _ => None,
        }
    }
}
