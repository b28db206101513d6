//! Somebody of ours notes what a contact said elsewhere: that they want no more messages, or want them again.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::permission::may_read;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::domain::user::Actor;
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, audit, conversation, thread};

/// The longest reason, in characters.
const REASON_CHARS_MAX: usize = 200;

/// Notes it in the thread of a conversation; `stops` says which. Nothing happens where it is so already, and nothing is
/// sent to the contact.
///
/// # Errors
/// [`Refusal::NotFound`] for what the actor may not read; the problem of `reason`.
pub fn record_consent(app: &App, actor: Actor, id: ConversationId, stops: bool, typed: &str) -> Result<(), Fault> {
    let reason = text::one_line(typed, usize::MAX);
    if reason.is_empty() {
        return Err(FieldProblem::new("reason", "missing").into());
    }
    if reason.chars().count() > REASON_CHARS_MAX {
        let limit = i64::try_from(REASON_CHARS_MAX).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit("reason", "too-long", limit).into());
    }
    let (now, by) = (app.clock.now(), actor.scope());
    app.store.write(move |tx| {
        let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        if !may_read(actor, &conversation.access(tx, actor)?) {
            return Err(Refusal::NotFound.into());
        }
        if !thread::set_opted_out(tx, conversation.thread_id, stops.then_some((now, by.as_str())))? {
            return Ok(());
        }
        let (kind, action) = if stops {
            (ThreadEventKind::OptedOut, "contact.opted_out")
        } else {
            (ThreadEventKind::OptedIn, "contact.opted_in")
        };
        let place = (conversation.thread_id, conversation.id);
        thread_event::insert(tx, place, kind, Some(&by), &json!({ "reason": reason }), now)?;
        let (subject, detail) = (format!("contact:{}", conversation.contact_id), json!({ "reason": reason }));
        audit::insert(tx, now, &by, action, &subject, &detail)?;
        tx.publish(conversation.changed(conversation.assignee));
        Ok(())
    })
}
