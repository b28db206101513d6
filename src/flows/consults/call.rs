//! Whoever has a conversation asks a queue about it: everybody of it sees the question, and who joins first has it.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{ConsultCallId, ConsultId, ConversationId, QueueId, UserId};
use crate::domain::note::checked;
use crate::domain::queue::check_target;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::{Actor, Role};
use crate::flows::consults::{asker, asking, begin, changed, conversation_of};
use crate::store::consult_call::{self, ConsultCall};
use crate::store::conversation::Conversation;
use crate::store::queue::members;
use crate::store::{Fault, Tx, consult, queue as queues};

/// Asks `queue`; `words` are the first that whoever joins reads.
///
/// # Errors
/// [`Refusal`] as `may_transfer` says and as for who asks; `queue_id`/`unknown`, a queue without members,
/// `queue_id`/`consult-called-already`; `text`/`missing`, `text`/`too-long`; the store's.
pub fn call(app: &App, actor: Actor, id: ConversationId, queue: QueueId, words: &str) -> Result<ConsultCallId, Fault> {
    let now = app.clock.now();
    let words = checked(words)?;
    app.store.write(move |tx| {
        let (conversation, asker) = asking(tx, actor, id)?;
        let known = queues::by_id(tx, queue)?.filter(|queue| queue.deleted_at.is_none());
        known.ok_or(FieldProblem::new("queue_id", "unknown"))?;
        let others = members(tx, queue)?.into_iter().filter(|member| member.agent != asker).count();
        check_target("queue_id", others)?;
        if consult_call::standing(tx, id)?.is_some() {
            return Err(FieldProblem::new("queue_id", "consult-called-already").into());
        }
        let call = consult_call::insert(tx, id, (asker, queue), &words, now)?;
        let kept = consult_call::by_id(tx, call)?.ok_or(Refusal::NotFound)?;
        tell(tx, &kept, &conversation)?;
        Ok(call)
    })
}

/// Whoever of the queue joins first talks with whoever asks. The conversation that it is about, and the talk.
///
/// # Errors
/// [`Refusal::NotFound`] for who is not asked; [`Refusal::NotNow`] once somebody joined or it was taken back;
/// `user_id`/`too-many`; the store's.
pub fn join(app: &App, actor: Actor, id: ConsultCallId) -> Result<(ConversationId, ConsultId), Fault> {
    let now = app.clock.now();
    let guest = actor.user().ok_or(Refusal::NotAllowed)?;
    app.store.write(move |tx| {
        let found = asked_of(tx, id, guest)?;
        if found.ended_at.is_some() {
            return Err(Refusal::NotNow.into());
        }
        let conversation = conversation_of(tx, found.conversation)?;
        let standing = consult::standing(tx, conversation.id)?;
        let talk = match standing.iter().find(|one| one.guest == guest && one.asker == found.asker) {
            Some(known) => known.id,
            None if standing.iter().any(|one| one.guest == guest) || conversation.assignee == Some(guest) => {
                return Err(Refusal::NotNow.into());
            }
            None => begin(tx, &conversation, &standing, (found.asker, guest), now)?,
        };
        consult::say(tx, talk, found.asker, &found.body, now)?;
        consult_call::end(tx, id, Some(talk), now)?;
        let kept = consult::by_id(tx, talk)?.ok_or(Refusal::NotFound)?;
        tx.publish(changed(&kept, &conversation));
        tell(tx, &found, &conversation)?;
        Ok((conversation.id, talk))
    })
}

/// Says that it is not for `user`, who sees it no more; the others of the queue do. A program says for whom, a user speaks for
/// themselves.
///
/// # Errors
/// [`Refusal::NotFound`] for who is not asked; [`Refusal::NotAllowed`] for agents' programs, and for others than oneself;
/// `user_id`/`missing`; [`Refusal::NotNow`] once it is over; the store's.
pub fn pass(app: &App, actor: Actor, id: ConsultCallId, user: Option<UserId>) -> Result<(), Fault> {
    let now = app.clock.now();
    let user = match actor.user() {
        Some(own) if user.is_none_or(|user| user == own) => own,
        None if actor.role() >= Role::Supervisor => user.ok_or(FieldProblem::new("user_id", "missing"))?,
        Some(_) | None => return Err(Refusal::NotAllowed.into()),
    };
    app.store.write(move |tx| {
        let found = asked_of(tx, id, user)?;
        if found.ended_at.is_some() {
            return Err(Refusal::NotNow.into());
        }
        let conversation = conversation_of(tx, found.conversation)?;
        consult_call::pass(tx, id, user, now)?;
        tx.publish(Event::OffersChanged { user });
        tx.publish(asker_sees(&found, &conversation));
        Ok(())
    })
}

/// The question, if `user` is one of those who are asked.
fn asked_of(tx: &Tx<'_>, id: ConsultCallId, user: UserId) -> Result<ConsultCall, Fault> {
    let found = consult_call::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    let asked = members(tx, found.queue)?.iter().any(|member| member.agent == user);
    if asked && user != found.asker { Ok(found) } else { Err(Refusal::NotFound.into()) }
}

/// Takes it back, by whoever asks or a program.
///
/// # Errors
/// [`Refusal::NotFound`] for one of somebody else; [`Refusal::NotNow`] once it is over; the store's.
pub fn withdraw(app: &App, actor: Actor, id: ConsultCallId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = consult_call::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        let conversation = conversation_of(tx, found.conversation)?;
        if asker(actor, &conversation)? != found.asker {
            return Err(Refusal::NotFound.into());
        }
        if found.ended_at.is_some() {
            return Err(Refusal::NotNow.into());
        }
        end_one(tx, &found, &conversation, now)
    })
}

/// Ends the one that stands, since the conversation goes elsewhere or is over.
///
/// # Errors
/// The store's.
pub(super) fn end_standing(tx: &Tx<'_>, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    match consult_call::standing(tx, conversation.id)? {
        Some(found) => end_one(tx, &found, conversation, now),
        None => Ok(()),
    }
}

fn end_one(tx: &Tx<'_>, found: &ConsultCall, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    consult_call::end(tx, found.id, None, now)?;
    tell(tx, found, conversation)
}

/// Everybody of the queue sees it, or does not any more; and so does who asks.
fn tell(tx: &Tx<'_>, found: &ConsultCall, conversation: &Conversation) -> Result<(), Fault> {
    for member in members(tx, found.queue)? {
        tx.publish(Event::OffersChanged { user: member.agent });
    }
    tx.publish(asker_sees(found, conversation));
    Ok(())
}

const fn asker_sees(found: &ConsultCall, conversation: &Conversation) -> Event {
    Event::ConsultChanged {
        users: [found.asker, found.asker],
        thread: conversation.thread_id,
        conversation: conversation.id,
    }
}
