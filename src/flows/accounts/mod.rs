//! Twilio accounts: making, changing and switching them, and what their secrets are good for.

pub mod check;
pub mod connect;
pub mod create;
pub mod credentials;
pub mod delete;
pub mod rotate;
pub mod set_active;
pub mod signer;
pub mod update;
pub mod validate;
pub mod webhooks;

#[cfg(test)]
mod tests;
