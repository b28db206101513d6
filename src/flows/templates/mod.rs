//! WhatsApp templates: read from the provider, now or when one of them waits for a judgement.

pub mod poll_approvals;
pub mod sync;

#[cfg(test)]
mod tests;
