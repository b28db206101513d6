//! One file per write operation: load facts, ask the domain, write the rows.

pub mod accounts;
