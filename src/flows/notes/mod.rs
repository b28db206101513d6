//! Notes of colleagues to each other: nothing here ever leaves the house.

pub mod add;
pub mod change;
pub mod remove;
pub mod save_draft;
pub mod see;

use crate::domain::event::Event;
use crate::domain::ids::{NoteId, UserId};
use crate::domain::note::mentions;
use crate::domain::permission::may_read;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::conversation::{self, Conversation};
use crate::store::note::{self, Note};
use crate::store::{Db, Fault, Tx, user};

/// A note of a conversation that the actor may read.
///
/// # Errors
/// [`Refusal::NotFound`]; the store's.
pub fn readable(db: &Db, actor: Actor, id: NoteId) -> Result<(Note, Conversation), Fault> {
    let found = note::by_id(db, id)?.ok_or(Refusal::NotFound)?;
    let conversation = conversation::by_id(db, found.conversation)?.ok_or(Refusal::NotFound)?;
    if may_read(actor, &conversation.access(db, actor)?) {
        Ok((found, conversation))
    } else {
        Err(Refusal::NotFound.into())
    }
}

/// Asks those to look whom the words mention, except whoever wrote them; who was asked before is not asked again.
fn ask(tx: &Tx<'_>, note: &Note, now: Timestamp) -> Result<(), Fault> {
    let mut asked: Vec<UserId> = mentions(&note.body, &user::people(tx)?).iter().map(|one| one.user).collect();
    asked.retain(|user| note.user != Some(*user));
    note::keep_mentions(tx, note.id, &asked)?;
    for user in asked {
        if note::mention(tx, (note.id, note.conversation), user, now)? {
            tx.publish(Event::Mentioned { user, thread: note.thread, conversation: note.conversation, note: note.id });
        }
    }
    Ok(())
}

fn changed(note: &Note) -> Event {
    Event::NoteChanged { thread: note.thread, conversation: note.conversation, note: note.id }
}
