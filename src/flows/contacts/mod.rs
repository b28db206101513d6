//! Contacts: what people of ours note about them.

pub mod addresses;
pub mod candidates;
mod cover;
pub mod create;
pub mod erase;
pub mod merge;
pub mod record_consent;
pub mod record_opt_in;
pub mod save_card;
pub mod update;
