//! Journeys through the pages in a real browser: headless Chromium, driven over WebDriver.
//!
//! A journey is what a person does, told with the helpers of [`support`]. They need Debian's packages `chromium` and
//! `chromium-driver` (`./tests/run` installs them). Pictures go to `target/screenshots/`.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stderr, clippy::indexing_slicing, clippy::unwrap_used)]

mod accessible;
mod beside;
mod bots;
mod colleagues;
mod contacts;
mod desk;
mod files;
mod first_run;
#[allow(dead_code, unused_imports, reason = "the tests over HTTP use more of it")]
#[path = "../it/support/mod.rs"]
mod house;
mod journeys;
mod morning;
mod outreach;
mod picker;
mod proof;
mod quick_replies;
mod routing;
mod search;
mod setting_up;
mod support;
mod teamwork;
mod templates;
mod together;
mod webhooks;
