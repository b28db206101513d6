//! Lists of contacts: brought and looked through, written line by line, and taken away again as a table.

pub mod check;
pub mod export;
pub mod run;
