//! A talk ends: the guest leaves, whoever asked ends it, or the conversation is closed or goes to somebody else.

use serde_json::json;

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::consult::EndReason;
use crate::domain::ids::ConsultId;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::consults::{call, changed, conversation_of, own};
use crate::flows::messages::automatic::{self, Extra};
use crate::store::consult::{self, Consult};
use crate::store::conversation::Conversation;
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, Tx};

/// Ends it, by one of the two.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as for a talk of one's own; the store's.
pub fn end(app: &App, actor: Actor, id: ConsultId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = own(tx, actor, id)?;
        let conversation = conversation_of(tx, found.conversation)?;
        let reason = if actor.user() == Some(found.guest) { EndReason::Left } else { EndReason::Ended };
        end_one(tx, &found, &conversation, reason, now)?;
        if found.joined_at.is_some() {
            let extra = Extra { agent: Some(found.guest), ..Extra::default() };
            automatic::tell(tx, &conversation, Trigger::ConsultLeft, &extra, now)?;
            tx.publish(conversation.changed(conversation.assignee));
        }
        Ok(())
    })
}

/// Ends all of a conversation, which goes on elsewhere or is over; the contact hears of that in another way.
///
/// # Errors
/// The store's.
pub(crate) fn end_all(
    tx: &Tx<'_>,
    conversation: &Conversation,
    reason: EndReason,
    now: Timestamp,
) -> Result<(), Fault> {
    for found in consult::standing(tx, conversation.id)? {
        end_one(tx, &found, conversation, reason, now)?;
    }
    call::end_standing(tx, conversation, now)
}

fn end_one(
    tx: &Tx<'_>,
    found: &Consult,
    conversation: &Conversation,
    reason: EndReason,
    now: Timestamp,
) -> Result<(), Fault> {
    consult::end(tx, found.id, reason, now)?;
    if found.joined_at.is_some() {
        let place = (conversation.thread_id, conversation.id);
        let detail = json!({ "guest": found.guest });
        thread_event::insert(tx, place, ThreadEventKind::GuestLeft, None, &detail, now)?;
    }
    tx.publish(changed(found, conversation));
    Ok(())
}
