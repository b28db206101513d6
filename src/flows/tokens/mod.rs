//! API tokens: made, recognised, ended.

pub mod authenticate;
pub mod create;
pub mod revoke;
#[cfg(test)]
mod tests;
