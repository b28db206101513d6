//! Files of messages: fetched after the commit that recorded them, kept once for each content.

pub mod again;
pub mod check_links;
pub mod expire;
pub mod fetch;
pub mod keep;
pub mod open;
pub mod pass;
mod preview;
pub mod public_link;
pub mod scan;
pub mod settings;
mod smaller;
pub mod upload;
