//! Messages: arriving, leaving, and what is reported about them.

pub mod automatic;
mod buttons;
pub mod confirm;
pub mod consequence;
pub mod deliver;
pub mod erase;
pub mod look_up;
pub mod receive;
pub mod receive_status;
pub mod reconcile;
pub mod recover;
pub mod sandbox_word;
pub mod send;
pub mod send_card;
pub mod send_files;
pub mod show_typing;
