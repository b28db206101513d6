//! One file per write operation: load facts, ask the domain, write the rows.

pub mod accounts;

pub use crate::store::Fault;

/// What a piece of work did, as pairs of a word and how often; goes to the log and to the last runs.
pub type Counts = Vec<(&'static str, u64)>;
pub mod numbers;
pub mod templates;
