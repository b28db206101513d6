//! Contacts: what people of ours note about them.

pub mod update;
