//! The appliance from outside: one binary with all tests over HTTP and of the command.

mod cli;
