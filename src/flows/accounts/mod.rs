//! Twilio accounts: making, changing and switching them, and what their secrets are good for.

pub mod credentials;
pub mod webhooks;
