//! Whoever planned a message has seen that it did not leave.

use crate::app::App;
use crate::domain::ids::PlannedMessageId;
use crate::domain::user::Actor;
use crate::flows::planned_messages::load;
use crate::store::{Fault, planned_message};

/// Nothing says it any more.
///
/// # Errors
/// [`Refusal::NotFound`](crate::domain::refusal::Refusal::NotFound) for somebody else's, unless a supervisor asks.
pub fn acknowledge(app: &App, actor: Actor, id: PlannedMessageId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        load(tx, actor, id)?;
        planned_message::set_seen(tx, id, now)
    })
}
