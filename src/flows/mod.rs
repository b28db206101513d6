//! One file per write operation: load facts, ask the domain, write the rows.
//!
//! A flow is plain synchronous code that takes the [`App`](crate::app::App), who acts, and the input; it
//! returns what was made or the reason why not. Calls to the provider are made with no database handle
//! held. Nothing here knows pages, forms or threads of the server.

pub mod accounts;
pub mod automated_messages;
pub mod bots;
pub mod broadcasts;
pub mod bulk;
pub mod consent_words;
pub mod consults;
pub mod contact_fields;
pub mod contact_imports;
pub mod contacts;
pub mod conversations;
pub mod first_steps;
pub mod hours;
pub mod jump;
pub mod key;
pub mod media;
pub mod messages;
pub mod notes;
pub mod numbers;
pub mod once;
pub mod outgoing_webhooks;
pub mod paced;
pub mod planned_messages;
pub mod presences;
pub mod probe;
pub mod prune;
pub mod queues;
pub mod quick_replies;
pub mod rules;
pub mod runs;
pub mod saved_views;
pub mod search;
pub mod sheet;
pub mod sign_ins;
pub mod skills;
pub mod surveys;
pub mod templates;
#[cfg(test)]
pub mod test_app;
pub mod threads;
pub mod tokens;
pub mod users;
pub mod workstreams;

pub use crate::store::Fault;

/// What a run of recurring work did, by name, for the log.
pub type Counts = Vec<(&'static str, u64)>;
