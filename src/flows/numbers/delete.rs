//! Deletes a number: it sends and takes nothing any more, its threads stay readable, and when it is added again it
//! finds them. Where the provider posts to us for it, that is taken away there first, if the admin wants it.

use serde_json::json;

use crate::app::App;
use crate::domain::conversation::CloseReason;
use crate::domain::deletion::{NumberFacts, Open, may_delete_number};
use crate::domain::ids::NumberId;
use crate::domain::permission::may_administer;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::conversations::close::close_in;
use crate::flows::conversations::distribute;
use crate::flows::numbers::clear_webhooks::clear_webhooks;
use crate::store::conversation::Conversation;
use crate::store::number::Number;
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, Tx, account, audit, deletion_view, number};

/// What the admin chose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice {
    /// What becomes of conversations that are not closed; needed if there are any.
    pub open: Option<Open>,
    /// Whether our addresses are taken away at the provider, from the number and from the service that it is in.
    pub clear_webhooks: bool,
}

/// What became of our addresses at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Webhooks {
    /// They stay as they are.
    Left,
    /// They are gone.
    Cleared,
    /// There were none of ours: it posts elsewhere, or is the sandbox.
    NotOurs,
    /// They stay at its service, which rules, for another number of ours is in it.
    Shared,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// It is deleted.
    Done {
        /// Conversations that were closed.
        closed: usize,
        /// Conversations that were left to be read.
        kept: usize,
        /// Our addresses at the provider.
        webhooks: Webhooks,
    },
    /// The provider did not take our addresses away; nothing was deleted.
    NotCleared,
}

/// What hangs on the number.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn facts(app: &App, actor: Actor, id: NumberId) -> Result<NumberFacts, Fault> {
    may_administer(actor)?;
    app.store.read(|db| {
        number::get(db, id)?;
        deletion_view::of_number(db, id)
    })
}

/// Deletes it.
///
/// # Errors
/// `NotAllowed`, `NotFound`, and as [`may_delete_number`].
pub fn delete(app: &App, actor: Actor, id: NumberId, choice: Choice) -> Result<Deleted, Fault> {
    may_delete_number(&facts(app, actor, id)?, choice.open)?;
    let (number, account) = app.store.read(|db| {
        let number = number::get(db, id)?;
        let account = account::get(db, number.account_id)?;
        Ok((number, account))
    })?;
    let webhooks = match (choice.clear_webhooks, number.sandbox) {
        (false, _) => Webhooks::Left,
        (true, true) => Webhooks::NotOurs,
        (true, false) => match clear_webhooks(app, &account, &number)? {
            Some(webhooks) => webhooks,
            None => return Ok(Deleted::NotCleared),
        },
    };
    let now = app.clock.now();
    app.store.write(move |tx| {
        let number = number::get(tx, id)?;
        may_delete_number(&deletion_view::of_number(tx, id)?, choice.open)?;
        let live = deletion_view::live(tx, id)?;
        let closes = choice.open == Some(Open::Close);
        for conversation in &live {
            leave(tx, actor, conversation, closes, now)?;
        }
        distribute::distribute(tx, now)?;
        number::update(tx, &Number { active: false, deleted_at: Some(now), ..number }, now)?;
        let (closed, kept) = if closes { (live.len(), 0) } else { (0, live.len()) };
        let detail = json!({"closed": closed, "kept": kept, "webhooks_cleared": webhooks == Webhooks::Cleared});
        audit::insert(tx, now, &actor.scope(), "number.deleted", &format!("number:{id}"), &detail)?;
        Ok(Deleted::Done { closed, kept, webhooks })
    })
}

fn leave(tx: &Tx<'_>, actor: Actor, live: &Conversation, closes: bool, now: Timestamp) -> Result<(), Fault> {
    let place = (live.thread_id, live.id);
    let (scope, detail) = (actor.scope(), json!({}));
    thread_event::insert(tx, place, ThreadEventKind::NumberDeleted, Some(&scope), &detail, now)?;
    if closes {
        return close_in(tx, live, CloseReason::Forced, Some(&scope), now);
    }
    tx.publish(live.changed(live.assignee));
    Ok(())
}
