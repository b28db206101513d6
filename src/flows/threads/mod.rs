//! Threads: their windows and drafts.

pub mod expire;
pub mod save_draft;
