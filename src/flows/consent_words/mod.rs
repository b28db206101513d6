//! Words that mean STOP or START beside ours.

pub mod add;
pub mod remove;
