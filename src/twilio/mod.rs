//! The vendor's words stop here: client, webhook parsing, signature, content, senders, codes.

pub mod signature;
