//! Colleagues are asked about a conversation: a talk beside it, between whoever asks and whoever is asked.
//!
//! The guest reads the thread for as long as it stands, and writes to the contact once brought in. It ends with the
//! conversation, and when that goes to somebody else.

pub mod ask;
pub mod bring_in;
pub mod call;
pub mod end;
pub mod say;

use crate::domain::consult::GUESTS_MAX;
use crate::domain::event::Event;
use crate::domain::ids::{ConsultId, ConversationId, UserId};
use crate::domain::permission::may_transfer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::{Actor, Role};
use crate::store::consult::{self, Consult};
use crate::store::conversation::{self, Conversation};
use crate::store::{Db, Fault, Tx};

/// A talk that stands, of which the actor is one of the two; a program from supervisor up speaks for either.
///
/// # Errors
/// [`Refusal::NotFound`] for one that is others'; [`Refusal::NotNow`] for one that is over; the store's.
fn own(db: &Db, actor: Actor, id: ConsultId) -> Result<Consult, Fault> {
    let found = consult::by_id(db, id)?.ok_or(Refusal::NotFound)?;
    let one_of_two = match actor.user() {
        Some(user) => user == found.asker || user == found.guest,
        None => actor.role() >= Role::Supervisor,
    };
    if !one_of_two {
        return Err(Refusal::NotFound.into());
    }
    if found.ended.is_some() { Err(Refusal::NotNow.into()) } else { Ok(found) }
}

/// Who asks: the user, or for a program whoever has the conversation, since a program is nobody to talk with.
///
/// # Errors
/// [`Refusal::NotAllowed`] for agents' programs; [`Refusal::NotNow`] where nobody has it.
fn asker(actor: Actor, conversation: &Conversation) -> Result<UserId, Refusal> {
    match actor.user() {
        Some(user) => Ok(user),
        None if actor.role() < Role::Supervisor => Err(Refusal::NotAllowed),
        None => conversation.assignee.filter(|_| !conversation.is_offered()).ok_or(Refusal::NotNow),
    }
}

/// The conversation about which somebody is to be asked, and who asks.
///
/// # Errors
/// [`Refusal`] as `may_transfer` says and as for who asks; the store's.
fn asking(db: &Db, actor: Actor, id: ConversationId) -> Result<(Conversation, UserId), Fault> {
    let conversation = conversation_of(db, id)?;
    may_transfer(actor, &conversation.access(db, actor)?)?;
    let asker = asker(actor, &conversation)?;
    Ok((conversation, asker))
}

/// A talk beside those that stand.
///
/// # Errors
/// `user_id`/`too-many`; the store's.
fn begin(
    tx: &Tx<'_>,
    conversation: &Conversation,
    standing: &[Consult],
    (asker, guest): (UserId, UserId),
    now: Timestamp,
) -> Result<ConsultId, Fault> {
    if i64::try_from(standing.len()).unwrap_or(i64::MAX) >= GUESTS_MAX {
        return Err(FieldProblem::with_limit("user_id", "too-many", GUESTS_MAX).into());
    }
    consult::insert(tx, conversation.id, (asker, guest), now)
}

fn conversation_of(db: &Db, id: ConversationId) -> Result<Conversation, Fault> {
    Ok(conversation::by_id(db, id)?.ok_or(Refusal::NotFound)?)
}

/// What the two are told.
fn changed(consult: &Consult, conversation: &Conversation) -> Event {
    Event::ConsultChanged {
        users: [consult.asker, consult.guest],
        thread: conversation.thread_id,
        conversation: conversation.id,
    }
}
