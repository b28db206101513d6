//! Colleagues are asked about a conversation: a talk beside it, between whoever asks and whoever is asked.
//!
//! The guest reads the thread for as long as it stands, and writes to the contact once brought in. It ends with the
//! conversation, and when that goes to somebody else.

pub mod ask;
pub mod bring_in;
pub mod call;
pub mod end;
pub mod say;

use crate::domain::event::Event;
use crate::domain::ids::{ConsultId, ConversationId, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::user::{Actor, Role};
use crate::store::consult::{self, Consult};
use crate::store::conversation::{self, Conversation};
use crate::store::{Db, Fault};

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
