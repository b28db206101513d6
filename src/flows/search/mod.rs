//! The index follows what is said.

pub mod follow;
