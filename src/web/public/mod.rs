//! Pages for contacts: no sign-in, no frame of ours, small, for any phone.

pub mod file;
pub mod survey;
