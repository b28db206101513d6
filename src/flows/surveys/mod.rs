//! Surveys: what a number asks is set, a contact is asked when a conversation is over, and answers in the chat or on
//! the page behind the link.

pub mod answer;
pub mod ask;
pub mod configure;
pub mod open;
