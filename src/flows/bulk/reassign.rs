//! All open work of somebody who went home goes to one colleague, or back to the queues. Each conversation is a job of its
//! own, and all can be put back, as in any act on many.

use serde_json::json;

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::bulk::Act;
use crate::domain::conversation::{CloseReason, State};
use crate::domain::event::Event;
use crate::domain::ids::{BulkId, ConversationId, UserId};
use crate::domain::note;
use crate::domain::permission::may_reassign;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::{Actor, Presence};
use crate::flows::bulk::run::{What, each};
use crate::flows::conversations::{given, load, release, step, wait};
use crate::flows::messages::automatic::{self, Extra};
use crate::flows::notes::add::add_in;
use crate::flows::users::set_presence::{Chosen, set_presence};
use crate::store::conversation::{self, Conversation, routing};
use crate::store::{Fault, Tx, audit, bulk, note as notes, user as users, workstream};

/// Whose work goes where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Who went home.
    pub user: UserId,
    /// Who gets it; `None`: each conversation waits in its queue again.
    pub to: Option<UserId>,
    /// A note for whoever gets one, or empty.
    pub word: String,
    /// Whether who went home counts as offline from now on.
    pub offline: bool,
}

/// Gives away all that `user` has.
///
/// # Errors
/// [`Refusal::NotAllowed`] below supervisor; [`Refusal::NotFound`] for somebody who does not exist; `user_id`/`unknown`,
/// `user_id`/`reassign-oneself`; `text`/`too-long` for the note; `user_id`/`reassign-nothing`; the store's.
pub fn reassign(app: &App, actor: Actor, away: &Away) -> Result<BulkId, Fault> {
    may_reassign(actor)?;
    let (now, user, to) = (app.clock.now(), away.user, away.to);
    let word = if away.word.trim().is_empty() { None } else { Some(note::checked(&away.word)?) };
    let what = What::Reassign { from: user, to, word };
    let begun = what.clone();
    let (id, ids) = app.store.write(move |tx| {
        users::find(tx, user)?.ok_or(Refusal::NotFound)?;
        if let Some(to) = to {
            given::check_works_here(tx, to)?;
            if to == user {
                return Err(FieldProblem::new("user_id", "reassign-oneself").into());
            }
        }
        let ids: Vec<ConversationId> = conversation::of_assignee(tx, user)?.iter().map(|one| one.id).collect();
        if ids.is_empty() {
            return Err(FieldProblem::new("user_id", "reassign-nothing").into());
        }
        Ok((bulk::insert(tx, &actor.scope(), Act::Reassign, &begun.detail(), now)?, ids))
    })?;
    // Before anything waits again, so that it does not come back.
    if away.offline {
        set_presence(app, actor, user, Chosen::Plain(Presence::Offline))?;
    }
    let done = each(app, actor, id, &ids.into_iter().collect(), &what, now)?;
    app.store.write(move |tx| {
        let name = to.map(|to| users::find(tx, to)).transpose()?.flatten().map(|to| to.name);
        let detail = json!({ "to": name, "done": done });
        audit::insert(tx, now, &actor.scope(), "user.reassign", &format!("user:{user}"), &detail)
    })?;
    Ok(id)
}

/// One of them, if it is still theirs. What is being wrapped up has nothing left to do for anybody else: it is closed.
pub(super) fn act_on(
    tx: &Tx<'_>,
    actor: Actor,
    conversation: &Conversation,
    (from, to, word): (UserId, Option<UserId>, Option<&str>),
    now: Timestamp,
) -> Result<(), Fault> {
    if conversation.assignee != Some(from) {
        return Err(Refusal::NotNow.into());
    }
    if conversation.state == State::WrapUp {
        step::close(tx, conversation, CloseReason::Person, now)?;
        tx.publish(conversation.changed(None));
        return Ok(());
    }
    let note = word.map(|word| add_in(tx, actor, conversation, word, now)).transpose()?;
    let Some(to) = to else {
        let talked = conversation.state == State::Active && !conversation.is_offered();
        release::release_one(tx, conversation, (&actor.scope(), actor.user()), now)?;
        // Not for whoever gave it away, not even for a while.
        routing::set_kept(tx, conversation.id, None)?;
        let settings = workstream::of_number(tx, conversation.number_id)?.settings;
        wait::place(tx, conversation.id, &settings, now)?;
        if talked {
            let there = load(tx, conversation.id)?;
            automatic::tell(tx, &there, Trigger::TransferredToQueue, &Extra::default(), now)?;
        }
        return Ok(());
    };
    given::hand_over(tx, actor, conversation, to, now)?;
    if let Some(note) = note {
        notes::mention(tx, (note, conversation.id), to, now)?;
    }
    if actor.user() != Some(to) {
        tx.publish(Event::Given { user: to, thread: conversation.thread_id, conversation: conversation.id });
    }
    Ok(())
}
