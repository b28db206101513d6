//! The pocket Twilio: its own HTTP server, state and phone page, for the demo and the tests.
//!
//! It shares nothing with the appliance but [`crate::twilio::signature`], so that neither can forgive the
//! other a misreading of Twilio's protocol. It plays Twilio's API, posts signed webhooks and status reports
//! with Twilio's retries, applies WhatsApp's rules, and lets things go wrong on purpose. Its clock and its
//! randomness are handed in: in the demo it shares one shifted clock with the appliance.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

mod assets;
mod control;
mod core;
mod files;
mod form;
mod http;
mod inbound;
mod journal;
mod keep;
mod lanes;
mod message;
mod mischief;
mod overrides;
mod page;
mod post;
mod reports;
mod rules;
mod send;
mod server;
mod starter;
mod template;
mod tick;
mod webhook;
mod world;

pub use self::control::{Control, NewTemplate, SentMessage};
pub use self::core::ApprovalShape;
pub use self::inbound::{File, FromCustomer};
pub use self::journal::{Entry, Note, What};
pub use self::message::{Brought, Button, Message, Place, Status};
pub use self::mischief::{FailAt, Outage, Swallow};
pub use self::server::Emulator;
pub use self::starter::run_blocking;
pub use self::template::{Approval, Template};
pub use self::world::{Methods, Standing, Webhooks};

/// A clock: UTC milliseconds.
pub type Now = Arc<dyn Fn() -> i64 + Send + Sync>;
/// Moves a clock on by milliseconds.
pub type Advance = Arc<dyn Fn(i64) + Send + Sync>;
/// Fills bytes with randomness.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// A request of the API as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its method.
    pub method: String,
    /// Its path and its query.
    pub target: String,
    /// What its body is said to be; empty if it has none.
    pub content_type: String,
    /// Whether it brings credentials.
    pub authorized: bool,
    /// Its body.
    pub body: String,
}

/// Is told every request of the API before it is answered.
pub type Listener = Arc<dyn Fn(&Heard) + Send + Sync>;

/// What the pocket Twilio is started with.
#[derive(Clone)]
pub struct Settings {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The time, UTC milliseconds.
    pub now: Now,
    /// Moves the shared clock on by milliseconds; without it the page has no buttons for that.
    pub advance: Option<Advance>,
    /// Fills bytes with randomness.
    pub random: Random,
    /// Where to remember everything over a restart.
    pub state_file: Option<PathBuf>,
    /// The address of the team's inbox, for a link.
    pub inbox_url: Option<String>,
    /// Is told every request of the API.
    pub heard: Option<Listener>,
    /// The page's language where the browser wants none of ours: `en` or `el`.
    pub language: &'static str,
}

#[cfg(test)]
mod tests;
