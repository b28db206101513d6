//! A conversation ends since its queue cannot take it, and the contact is told why.

use crate::domain::automatic::Trigger;
use crate::domain::ids::QueueId;
use crate::domain::overflow::Cause;
use crate::domain::time::Timestamp;
use crate::flows::messages::automatic::{self, Extra};
use crate::store::conversation::Conversation;
use crate::store::{Fault, Tx};

/// Tells the contact; `queue` is the one that ends it.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn tell(
    tx: &Tx<'_>,
    conversation: &Conversation,
    queue: QueueId,
    cause: Cause,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(trigger) = Trigger::of_overflow(cause) else { return Ok(()) };
    let there = Conversation { queue: Some(queue), ..conversation.clone() };
    automatic::tell(tx, &there, trigger, &Extra { ends: true, ..Extra::default() }, now)?;
    Ok(())
}
