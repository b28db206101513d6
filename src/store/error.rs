//! The one error of everything that reads or writes, and so of the flows.
//!
//! Which goes where: a rule said no → [`Fault::Refused`], the user is told why; the machine cannot now →
//! [`Fault::Unavailable`], the caller may try again and nothing was kept; we did something wrong →
//! [`Fault::Broken`], logged in full and shown as a number.

use crate::domain::refusal::{FieldProblem, Refusal};

/// Why something was not done. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A rule of the domain.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The file cannot be written or read at the moment: disk full, I/O error, locked for too long.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A secret cannot be read: the key is not the one it was sealed with.
    #[error("a stored secret cannot be read with this key")]
    KeyMismatch,
    /// A fault of ours.
    #[error("{0}")]
    Broken(String),
}

impl Fault {
    /// What happened and what to do, in one line for whoever runs the program.
    #[must_use]
    pub fn for_operator(&self) -> String {
        let advice = match self {
            Self::Refused(_) => return self.to_string(),
            Self::Unavailable(_) => "Look at the disk, its room and the rights of the data folder, and try again",
            Self::KeyMismatch => "Put the right key back, or give the accounts their tokens again",
            Self::Broken(_) => "Run angelia verify; if the file is sound, this is a fault of ours: report it",
        };
        format!("{}. {advice}", self.to_string().trim_end_matches('.'))
    }

    /// The refusal, if it is one.
    #[must_use]
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Unavailable(_) | Self::KeyMismatch | Self::Broken(_) => None,
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<FieldProblem> for Fault {
    fn from(problem: FieldProblem) -> Self {
        Self::Refused(Refusal::Field(problem))
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, OperationInterrupted, OutOfMemory, ReadOnly,
            SystemIoFailure,
        };
        match error.sqlite_error_code() {
            Some(
                DiskFull | SystemIoFailure | DatabaseBusy | DatabaseLocked | CannotOpen | OutOfMemory | ReadOnly
                | OperationInterrupted,
            ) => Self::Unavailable(error.to_string()),
            _ => Self::Broken(error.to_string()),
        }
    }
}

impl From<r2d2::Error> for Fault {
    fn from(error: r2d2::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(format!("stored JSON: {error}"))
    }
}

/// Whether an error of SQLite is the violation of a unique constraint that mentions `column`
/// (`user.email`).
#[must_use]
pub fn violates_unique(error: &rusqlite::Error, column: &str) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(code, Some(text))
        if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE && text.contains(column))
}
