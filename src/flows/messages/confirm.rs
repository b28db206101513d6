//! Tells a contact that a STOP or a START was heard: once, since the thread changes once.
//!
//! The only text that a fresh installation sends by itself.

use crate::domain::automatic::Trigger;
use crate::domain::inbound::OptOut;
use crate::domain::time::Timestamp;
use crate::flows::messages::automatic::{Extra, tell};
use crate::store::conversation::Conversation;
use crate::store::{Fault, Tx};

/// Puts the confirmation of `said` into the outbox. `body` is what the contact wrote.
///
/// # Errors
/// [`Fault`] of the store.
pub fn confirm(
    tx: &Tx<'_>,
    conversation: &Conversation,
    said: OptOut,
    body: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(trigger) = Trigger::of(said) else { return Ok(()) };
    // A word that was found days later is obeyed without an answer: the window is over.
    tell(tx, conversation, trigger, &Extra { words: Some(body), ..Extra::default() }, now)?;
    Ok(())
}
