//! Own fields of contacts: made, changed, put in order, removed. What stands in them is written with the contact.

pub mod create;
pub mod remove;
pub mod update;
