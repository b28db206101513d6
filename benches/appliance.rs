//! The promises about speed and size, measured: `cargo bench`.
//!
//! Times of one machine say little about another, so what counts is ratios within one run: the
//! appliance against a server that does nothing with the same posts, and against itself with a commit per post.
//! Rows in the file are counted before and after, never answers. Nothing here fails for being slow; the goals
//! stand beside the figures, and `docs/PERFORMANCE.md` keeps what one machine gave.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a failed measurement ends with what failed"
)]

#[path = "appliance/direct.rs"]
mod direct;
#[path = "appliance/folder.rs"]
mod folder;
#[path = "appliance/load.rs"]
mod load;
#[path = "appliance/machine.rs"]
mod machine;
#[path = "appliance/pages.rs"]
mod pages;
#[path = "appliance/posts.rs"]
mod posts;
#[path = "appliance/process.rs"]
mod process;
#[path = "appliance/report.rs"]
mod report;
#[path = "appliance/search.rs"]
mod search;
#[path = "appliance/servers.rs"]
mod servers;
#[path = "appliance/settings.rs"]
mod settings;
#[path = "appliance/webhooks.rs"]
mod webhooks;
#[path = "appliance/weight.rs"]
mod weight;

use settings::{Mode, Settings};

fn main() {
    match settings::read() {
        Mode::Serve(kind, place) => servers::serve(kind, &place),
        Mode::Measure(settings) => measure(&settings),
    }
}

fn measure(settings: &Settings) {
    println!("{}", machine::describe());
    println!("one run: {} rounds of {:.1} s each\n", settings.rounds, settings.seconds);
    let pool = posts::Pool::make(settings.posts());
    if settings.wants("webhooks") {
        webhooks::measure(settings, &pool);
    }
    if settings.wants("direct") {
        direct::measure(settings, &pool);
    }
    if settings.wants("search") {
        search::measure(settings);
    }
    if settings.wants("pages") {
        pages::measure(settings);
    }
    if settings.wants("weight") {
        weight::measure(&pool);
    }
}
