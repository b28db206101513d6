//! WhatsApp templates: read from the provider, now or when one of them waits for a judgement; added by hand;
//! written here and submitted; bound to what fills them in.

pub mod bind;
pub mod by_hand;
pub mod draft;
pub mod poll_approvals;
pub mod submit;
pub mod sync;

#[cfg(test)]
mod tests;
