//! A new quick reply.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::QuickReplyId;
use crate::domain::permission::may_change_quick_reply;
use crate::domain::quick_reply::{Typed, check};
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::quick_replies::{known, note, owner, room};
use crate::store::{Fault, quick_reply};

/// Makes one, for oneself or for everybody.
///
/// # Errors
/// [`Refusal::NotAllowed`]; what is wrong with the fields; the store's.
pub fn create(app: &App, actor: Actor, shared: bool, typed: &Typed) -> Result<QuickReplyId, Fault> {
    let owner = owner(actor, shared)?;
    may_change_quick_reply(actor, owner)?;
    let checked = check(typed).map_err(Refusal::Fields)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        known(tx, &checked.workstreams)?;
        let id = quick_reply::insert(tx, owner, &checked, now)?;
        room(tx, owner, "title")?;
        let (subject, detail) = (format!("quick_reply:{id}"), json!({ "name": checked.title }));
        note(tx, actor, owner, "quick_reply.created", &subject, &detail, now)?;
        Ok(id)
    })
}
