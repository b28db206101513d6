//! Read models shaped like the API's answers: conversations, messages, contacts, traces, users.
//!
//! Every list is a range of one index with a keyset of values that never change (an id, or the time and id
//! of a message), so that paging through a list that is being written to neither skips nor repeats a row,
//! and a page costs the same however much history there is.

mod contacts;
mod conversations;
mod messages;
mod trace;
mod users;

pub use contacts::{Contact, contact, contact_or_merged, contacts};
pub use conversations::{Conversation, Wanted, conversation, conversations};
pub use messages::{Media, Message, media, message, messages};
pub use trace::{Line, trace};
pub use users::{User, user, users};

use crate::domain::ids::UserId;

/// A user as the API names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// The name.
    pub name: String,
}
