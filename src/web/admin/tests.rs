//! The settings over HTTP, as a browser without scripts sees them, with the pocket Twilio behind.

mod accounts;
mod numbers;
mod overview;
mod site;
