//! A planned message is called off.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::PlannedMessageId;
use crate::domain::planned_message::PlannedState;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::planned_messages::load;
use crate::store::{Fault, audit, planned_message};

/// Calls it off. Twice is once.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody else's, unless a supervisor asks; [`Refusal::NotNow`] if it has left, or could not.
pub fn cancel(app: &App, actor: Actor, id: PlannedMessageId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = load(tx, actor, id)?;
        if found.state == PlannedState::Cancelled {
            return Ok(());
        }
        if !planned_message::end(tx, id, PlannedState::Cancelled, None, None, now)? {
            return Err(Refusal::NotNow.into());
        }
        let subject = format!("contact:{}", found.contact);
        let detail = json!({ "send_at": found.due_at.to_string() });
        audit::insert(tx, now, &actor.scope(), "planned_message.cancelled", &subject, &detail)
    })
}
