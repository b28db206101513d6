//! The appliance from outside: one binary with all tests over HTTP and of the command.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

mod cli;
