//! Colleagues are asked about a conversation: a talk beside it, between whoever asks and whoever is asked.
//!
//! The guest reads the thread for as long as it stands, and writes to the contact once brought in. It ends with the
//! conversation, and when that goes to somebody else.

pub mod ask;
pub mod bring_in;
pub mod end;
pub mod say;

use crate::domain::event::Event;
use crate::domain::ids::ConsultId;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::store::consult::{self, Consult};
use crate::store::conversation::{self, Conversation};
use crate::store::{Db, Fault};

/// A talk that stands, of which the actor is one of the two.
///
/// # Errors
/// [`Refusal::NotFound`] for one that is others'; [`Refusal::NotNow`] for one that is over; the store's.
fn own(db: &Db, actor: Actor, id: ConsultId) -> Result<Consult, Fault> {
    let found = consult::by_id(db, id)?.ok_or(Refusal::NotFound)?;
    if actor.user() != Some(found.asker) && actor.user() != Some(found.guest) {
        return Err(Refusal::NotFound.into());
    }
    if found.ended.is_some() { Err(Refusal::NotNow.into()) } else { Ok(found) }
}

fn conversation_of(db: &Db, consult: &Consult) -> Result<Conversation, Fault> {
    Ok(conversation::by_id(db, consult.conversation)?.ok_or(Refusal::NotFound)?)
}

/// What the two are told.
fn changed(consult: &Consult, conversation: &Conversation) -> Event {
    Event::ConsultChanged {
        users: [consult.asker, consult.guest],
        thread: conversation.thread_id,
        conversation: conversation.id,
    }
}
