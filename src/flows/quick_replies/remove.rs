//! A quick reply is removed.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::QuickReplyId;
use crate::domain::permission::may_change_quick_reply;
use crate::domain::user::Actor;
use crate::flows::quick_replies::{load, note};
use crate::store::{Fault, quick_reply};

/// Removes one. What was sent with it stays.
///
/// # Errors
/// [`Refusal::NotFound`](crate::domain::refusal::Refusal::NotFound),
/// [`Refusal::NotAllowed`](crate::domain::refusal::Refusal::NotAllowed); the store's.
pub fn remove(app: &App, actor: Actor, id: QuickReplyId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = load(tx, actor, id)?;
        may_change_quick_reply(actor, before.owner)?;
        quick_reply::remove(tx, id)?;
        let (subject, detail) = (format!("quick_reply:{id}"), json!({ "name": before.title }));
        note(tx, actor, before.owner, "quick_reply.removed", &subject, &detail, now)
    })
}
