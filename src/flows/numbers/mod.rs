//! Our WhatsApp numbers: adding, changing and switching them.

pub mod check;
mod clear_webhooks;
pub mod connect;
pub mod create;
pub mod delete;
pub mod health;
pub mod set_active;
pub mod set_webhooks;
pub mod update;

#[cfg(test)]
mod tests;
