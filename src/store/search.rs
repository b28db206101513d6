//! Searching everything that was said, and the index that makes it quick.
//!
//! [`index`] is filled in small steps by a recurring flow; [`mod@find`] asks it, newest first; [`names`] finds out who and what
//! the operators of a question mean; [`contacts`] finds people.

mod contacts;
pub mod find;
pub mod index;
pub mod names;

pub use contacts::{contacts_found, found, talks_with};
pub use find::{Hit, Place, Results, Wanted, find};
