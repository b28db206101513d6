//! The vendor's words stop here: client, webhook parsing, signature, content, senders, codes.
//!
//! What this ring hands out uses our words (number, template, contact, status) and our types; the
//! vendor's parameter names, status words and date formats stay inside. It knows `domain` and nothing
//! else of ours, keeps no state and reads no clock.

pub mod accounts;
pub mod client;
pub mod codes;
pub mod content;
pub mod media;
pub mod messages;
pub mod senders;
pub mod services;
pub mod signature;
pub mod webhook;
mod wire;

#[cfg(test)]
pub(crate) mod test_server;
