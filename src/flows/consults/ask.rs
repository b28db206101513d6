//! Whoever has a conversation asks a colleague about it.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{ConsultId, ConversationId, UserId};
use crate::domain::note::checked;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::consults::{asking, begin, changed};
use crate::flows::conversations::given;
use crate::store::{Fault, consult};

/// Asks `guest`; `words` are the first that they read. Asked once more, the words go to the talk that stands.
///
/// # Errors
/// [`Refusal`] as `may_transfer` says and as for who asks;
/// `user_id`/`unknown`, `user_id`/`has-it-already`, `user_id`/`consult-oneself`, `user_id`/`too-many`;
/// `text`/`missing`, `text`/`too-long`; the store's.
pub fn ask(app: &App, actor: Actor, id: ConversationId, guest: UserId, words: &str) -> Result<ConsultId, Fault> {
    let now = app.clock.now();
    let words = checked(words)?;
    app.store.write(move |tx| {
        let (conversation, asker) = asking(tx, actor, id)?;
        if guest == asker {
            return Err(FieldProblem::new("user_id", "consult-oneself").into());
        }
        if conversation.assignee == Some(guest) {
            return Err(FieldProblem::new("user_id", "has-it-already").into());
        }
        given::check_works_here(tx, guest)?;
        let standing = consult::standing(tx, id)?;
        let known = standing.iter().find(|one| one.guest == guest);
        let consult = match known {
            Some(known) if known.asker == asker => known.id,
            Some(_) => return Err(FieldProblem::new("user_id", "consult-asked-already").into()),
            None => begin(tx, &conversation, &standing, (asker, guest), now)?,
        };
        consult::say(tx, consult, asker, &words, now)?;
        let kept = consult::by_id(tx, consult)?.ok_or(Refusal::NotFound)?;
        tx.publish(Event::Consulted { user: guest, thread: conversation.thread_id, conversation: id });
        tx.publish(changed(&kept, &conversation));
        Ok(consult)
    })
}
