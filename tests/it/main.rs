//! The appliance from outside: the real thing on port 0 with its own folder, the pocket Twilio over HTTP,
//! and the command as a process.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a panic is how a test fails"
)]

mod accounts;
mod api;
mod arrival;
mod automatic;
mod behind;
mod beside;
mod bots;
mod broadcasts;
mod bulk;
mod cli;
mod composer;
mod consent;
mod consults;
mod contacts;
mod deletion;
mod delivery;
mod desk;
mod erased_bytes;
mod erasing;
mod first_steps;
mod forgetting;
mod forms;
mod hours;
mod inbox;
mod install;
mod lists;
mod media;
mod media_kept;
mod merging;
mod notes;
mod number_health;
mod outcomes;
mod permissions;
mod planned_messages;
mod preferences;
mod queues;
mod quick_replies;
mod record;
mod recovery;
mod refusals;
mod routing;
mod rules;
mod sandbox;
mod scanning;
mod search;
mod sending_files;
mod signing_in;
mod snoozing;
mod support;
mod surveys;
mod templates;
mod together;
mod transfer;
mod variables;
mod webhook_calls;
mod webhook_pages;
mod webhooks;
mod weight;
mod windows;
mod workstreams;
mod write_to;
