//! The rules of the house, as tests over the source tree.
//!
//! Each rule is a function from sources to complaints, so that it can be shown to fail: beside every rule stands a
//! test with a small bad sample. A complaint names the place; the heading of a failure says why the rule exists and
//! what to do. Things that are not wrong yet, only on the way there, are printed as warnings
//! (`cargo test --test tidy -- --nocapture`).
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::string_slice)]

#[path = "tidy/addresses.rs"]
mod addresses;
#[path = "tidy/languages.rs"]
mod languages;
#[path = "tidy/once.rs"]
mod once;
#[path = "tidy/pages.rs"]
mod pages;
#[path = "tidy/papers.rs"]
mod papers;
#[path = "tidy/rings.rs"]
mod rings;
#[path = "tidy/routes.rs"]
mod routes;
#[path = "tidy/size.rs"]
mod size;
#[path = "tidy/source.rs"]
mod source;
#[path = "tidy/strip.rs"]
mod strip;
