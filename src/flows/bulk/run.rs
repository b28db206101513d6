//! An act on many conversations. Each is a job of its own, so that nothing waits for two hundred of them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::app::App;
use crate::domain::bulk::{Act, CLOSE_AFTER, ITEMS_MAX};
use crate::domain::conversation::{self as states, transition};
use crate::domain::ids::{BulkId, ConversationId, UserId};
use crate::domain::permission::{may_assign, may_finish, may_snooze, may_take};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::{snooze, tag};
use crate::flows::bulk::{reassign, stand};
use crate::flows::conversations::close::say_what_became;
use crate::flows::conversations::snooze::{set_aside, set_closing};
use crate::flows::conversations::{distribute, given, load, tell};
use crate::store::conversation::{Conversation, routing};
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, Tx, audit, bulk};

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// They are given to a user.
    Assign(UserId),
    /// They get these tags.
    Tag(Vec<String>),
    /// They are set aside; `None`: until their contacts write.
    Snooze(Option<Timestamp>),
    /// They are closed, a moment later.
    Close,
    /// All that `from` has goes to a colleague, or back to its queues.
    Reassign {
        /// Who has it.
        from: UserId,
        /// Who gets it.
        to: Option<UserId>,
        /// A note for whoever gets it; checked.
        word: Option<String>,
    },
}

impl What {
    const fn act(&self) -> Act {
        match self {
            Self::Assign(_) => Act::Assign,
            Self::Tag(_) => Act::Tag,
            Self::Snooze(_) => Act::Snooze,
            Self::Close => Act::Close,
            Self::Reassign { .. } => Act::Reassign,
        }
    }

    pub(super) fn detail(&self) -> Value {
        match self {
            Self::Assign(to) => json!({ "user_id": to }),
            Self::Tag(tags) => json!({ "tags": tags }),
            Self::Snooze(until) => json!({ "until": until }),
            Self::Close => json!({}),
            Self::Reassign { from, to, .. } => json!({ "from": from, "user_id": to }),
        }
    }

    /// What is wrong with it whatever the conversation.
    fn checked(self, now: Timestamp) -> Result<Self, FieldProblem> {
        match self {
            Self::Tag(tags) => {
                let tags = tag::checked(&tags)?;
                if tags.is_empty() { Err(FieldProblem::new("tags", "missing")) } else { Ok(Self::Tag(tags)) }
            }
            Self::Snooze(until) => snooze::check(until, now).map(|()| self),
            Self::Assign(_) | Self::Close | Self::Reassign { .. } => Ok(self),
        }
    }
}

/// Does it with each of `ids` with which it can be done. The act is kept, with who was refused and why.
///
/// # Errors
/// `ids`/`missing`, `ids`/`too-many`; what is wrong with the act itself; the store's.
pub fn run(app: &App, actor: Actor, ids: &[ConversationId], what: What) -> Result<BulkId, Fault> {
    let now = app.clock.now();
    let ids: BTreeSet<ConversationId> = ids.iter().copied().collect();
    if ids.is_empty() {
        return Err(FieldProblem::new("ids", "none-chosen").into());
    }
    if ids.len() > ITEMS_MAX {
        let limit = i64::try_from(ITEMS_MAX).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit("ids", "chosen-many", limit).into());
    }
    let what = what.checked(now)?;
    let begun = what.clone();
    let id = app.store.write(move |tx| {
        if let What::Assign(to) = begun {
            given::check_works_here(tx, to)?;
        }
        bulk::insert(tx, &actor.scope(), begun.act(), &begun.detail(), now)
    })?;
    each(app, actor, id, &ids, &what, now)?;
    Ok(id)
}

/// Does it with one after the other, and writes down what became of it; with how many it was done.
///
/// # Errors
/// The store's.
pub(super) fn each(
    app: &App,
    actor: Actor,
    id: BulkId,
    ids: &BTreeSet<ConversationId>,
    what: &What,
    now: Timestamp,
) -> Result<usize, Fault> {
    let mut done: usize = 0;
    for conversation in ids {
        let (one, what) = (*conversation, what.clone());
        match app.store.write(move |tx| act_on(tx, actor, (id, one), &what, now)) {
            Ok(()) => done += 1,
            Err(Fault::Refused(refusal)) => {
                let why = refusal.problems().first().map_or(refusal.code(), |problem| problem.problem);
                app.store.write(move |tx| bulk::refuse(tx, id, one, why))?;
            }
            Err(fault) => return Err(fault),
        }
    }
    let (refused, act) = (ids.len() - done, what.act());
    app.store.write(move |tx| {
        distribute::distribute(tx, now)?;
        let (action, detail) = (format!("bulk.{}", act.word()), json!({ "done": done, "refused": refused }));
        audit::insert(tx, now, &actor.scope(), &action, &format!("bulk:{id}"), &detail)
    })?;
    Ok(done)
}

fn act_on(
    tx: &Tx<'_>,
    actor: Actor,
    (id, one): (BulkId, ConversationId),
    what: &What,
    now: Timestamp,
) -> Result<(), Fault> {
    let conversation = load(tx, one)?;
    let access = conversation.access(tx, actor)?;
    let before = stand(tx, &conversation)?;
    match what {
        What::Assign(to) => {
            may_assign(actor, &access, *to)?;
            if conversation.assignee != Some(*to) || conversation.is_offered() {
                given::hand_over(tx, actor, &conversation, *to, now)?;
            }
        }
        What::Tag(tags) => {
            may_take(actor, &access)?;
            routing::add_tags(tx, one, tags)?;
            tx.publish(conversation.changed(conversation.assignee));
        }
        What::Snooze(until) => {
            may_snooze(actor, &access)?;
            set_aside(tx, actor, &conversation, *until, now)?;
            tell(tx, &conversation, ThreadEventKind::Snoozed, &actor.scope(), &json!({ "until": until }), now)?;
        }
        What::Close => {
            may_finish(actor, &access)?;
            close_later(tx, actor, &conversation, now)?;
        }
        What::Reassign { from, to, word } => {
            reassign::act_on(tx, actor, &conversation, (*from, *to, word.as_deref()), now)?;
        }
    }
    bulk::keep(tx, id, one, &before, &stand(tx, &load(tx, one)?)?)
}

/// It leaves the lists now and is closed when nobody can undo that any more.
fn close_later(tx: &Tx<'_>, actor: Actor, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    transition(Some(conversation.state), states::Act::Close)?;
    // What is offered is being answered; what was left to close already stays so.
    if conversation.is_offered() {
        return Err(Refusal::NotNow.into());
    }
    say_what_became(tx, conversation, None, actor.user())?;
    set_closing(tx, actor, conversation, now + CLOSE_AFTER, now)
}
