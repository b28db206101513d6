//! A conversation ends since its queue cannot take it, and the contact is told why.

use crate::domain::automatic::{self, Trigger};
use crate::domain::ids::QueueId;
use crate::domain::overflow::Cause;
use crate::domain::time::Timestamp;
use crate::flows::messages::automatic as texts;
use crate::store::conversation::Conversation;
use crate::store::{Fault, Tx, hours, number, queue, thread};

/// Tells the contact, in the language of the number.
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
    let Some(thread) = thread::by_id(tx, conversation.thread_id)? else { return Ok(()) };
    let language = number::get(tx, thread.number_id)?.language;
    let text = match trigger {
        Trigger::OutOfHours => {
            let hours = queue::by_id(tx, queue)?.and_then(|queue| queue.settings.hours);
            let hours = hours.map(|id| hours::by_id(tx, id)).transpose()?.flatten();
            let opens = hours
                .and_then(|known| known.hours.standing(now).opens_at(now).and_then(|at| known.hours.zone().wall(at)));
            automatic::out_of_hours(language, opens)
        }
        other => other.text(language).to_owned(),
    };
    texts::send(tx, &thread, conversation.id, (trigger, &text), now)
}
