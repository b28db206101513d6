//! Whoever has a conversation asks a colleague about it.

use crate::app::App;
use crate::domain::consult::GUESTS_MAX;
use crate::domain::event::Event;
use crate::domain::ids::{ConsultId, ConversationId, UserId};
use crate::domain::note::checked;
use crate::domain::permission::may_transfer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::consults::{asker, changed};
use crate::flows::conversations::given;
use crate::store::{Fault, consult, conversation};

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
        let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        may_transfer(actor, &conversation.access(tx, actor)?)?;
        let asker = asker(actor, &conversation)?;
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
            None if i64::try_from(standing.len()).unwrap_or(i64::MAX) >= GUESTS_MAX => {
                return Err(FieldProblem::with_limit("user_id", "too-many", GUESTS_MAX).into());
            }
            None => consult::insert(tx, id, (asker, guest), now)?,
        };
        consult::say(tx, consult, asker, &words, now)?;
        let kept = consult::by_id(tx, consult)?.ok_or(Refusal::NotFound)?;
        tx.publish(Event::Consulted { user: guest, thread: conversation.thread_id, conversation: id });
        tx.publish(changed(&kept, &conversation));
        Ok(consult)
    })
}
