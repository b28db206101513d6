//! A colleague who was asked may answer the contact from now on.

use serde_json::json;

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::ids::ConsultId;
use crate::domain::permission::may_transfer;
use crate::domain::user::Actor;
use crate::flows::consults::{changed, conversation_of, own};
use crate::flows::messages::automatic::{self, Extra};
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, consult};

/// Brings the guest in; once more changes nothing. The contact is told if that is set.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as for a talk of one's own and as `may_transfer` says; the store's.
pub fn bring_in(app: &App, actor: Actor, id: ConsultId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = own(tx, actor, id)?;
        let conversation = conversation_of(tx, found.conversation)?;
        may_transfer(actor, &conversation.access(tx, actor)?)?;
        if found.joined_at.is_some() {
            return Ok(());
        }
        consult::join(tx, id, now)?;
        let place = (conversation.thread_id, conversation.id);
        let detail = json!({ "guest": found.guest });
        thread_event::insert(tx, place, ThreadEventKind::BroughtIn, Some(&actor.scope()), &detail, now)?;
        let extra = Extra { agent: Some(found.guest), ..Extra::default() };
        automatic::tell(tx, &conversation, Trigger::ConsultJoined, &extra, now)?;
        tx.publish(changed(&found, &conversation));
        tx.publish(conversation.changed(conversation.assignee));
        Ok(())
    })
}
