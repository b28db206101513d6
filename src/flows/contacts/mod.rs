//! Contacts: what people of ours note about them.

pub mod record_opt_in;
pub mod update;
