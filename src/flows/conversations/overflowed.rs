//! A conversation ends since its queue cannot take it, and the contact is told why.

use crate::domain::automatic::Trigger;
use crate::domain::automatic::decide::Door;
use crate::domain::ids::QueueId;
use crate::domain::overflow::Cause;
use crate::domain::time::Timestamp;
use crate::flows::messages::automatic::{self, Extra};
use crate::store::conversation::Conversation;
use crate::store::{Fault, Tx, automated_message};

/// Tells the contact; `queue` is the one that ends it, `album` whether it was told just before.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn tell(
    tx: &Tx<'_>,
    conversation: &Conversation,
    (queue, cause): (QueueId, Cause),
    album: bool,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(trigger) = Trigger::of_overflow(cause) else { return Ok(()) };
    let there = Conversation { queue: Some(queue), ..conversation.clone() };
    let extra = Extra { ends: true, album, ..Extra::default() };
    automatic::tell(tx, &there, on_the_day(tx, &there, trigger, now)?, &extra, now)?;
    Ok(())
}

/// On a holiday it is said that it is one, if somebody wants that said.
fn on_the_day(tx: &Tx<'_>, there: &Conversation, trigger: Trigger, now: Timestamp) -> Result<Trigger, Fault> {
    let holiday = trigger == Trigger::OutOfHours
        && automatic::standing(tx, there, now)?.door == Door::Holiday
        && automated_message::of_number(tx, there.number_id)?.active(Trigger::Holiday).is_some();
    Ok(if holiday { Trigger::Holiday } else { trigger })
}
