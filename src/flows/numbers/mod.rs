//! Our WhatsApp numbers: adding, changing and switching them.

pub mod connect;
pub mod create;
pub mod set_active;
pub mod update;

#[cfg(test)]
mod tests;
