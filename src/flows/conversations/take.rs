//! A user takes a conversation: nobody's, or somebody else's after being asked.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::note;
use crate::domain::permission::may_take;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::{Actor, Role};
use crate::flows::conversations::{answer, distribute, given, load, tell};
use crate::flows::notes::add::add_in;
use crate::store::conversation::Conversation;
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, Tx, note as notes, workstream};

/// Makes it the actor's, who was asked whether to take it from `from`; `word` is a note for whoever had it, or empty. Taking
/// one's own again changes nothing.
///
/// # Errors
/// `text`/`too-long` for the note; [`Refusal`] as `may_take` and the state machine say; [`Refusal::NotAllowed`] for tokens, which are nobody;
/// [`Refusal::NotNow`] if somebody else than `from` has it: of two who take it at once, one was faster.
pub fn take(app: &App, actor: Actor, id: ConversationId, from: Option<UserId>, word: &str) -> Result<(), Fault> {
    let now = app.clock.now();
    let user = actor.user().ok_or(Refusal::NotAllowed)?;
    let word = if word.trim().is_empty() { None } else { Some(note::checked(word)?) };
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_take(actor, &conversation.access(tx, actor)?)?;
        if conversation.assignee == Some(user) {
            return if conversation.is_offered() { answer::accept_in(tx, actor, &conversation, now) } else { Ok(()) };
        }
        if conversation.assignee.is_some() && conversation.assignee != from {
            return Err(Refusal::NotNow.into());
        }
        check_pick(tx, actor, &conversation)?;
        given::give(tx, actor, &conversation, user, now)?;
        let (kind, detail) = match conversation.assignee {
            Some(from) => (ThreadEventKind::TakenOver, serde_json::json!({ "from": from })),
            None => (ThreadEventKind::Taken, serde_json::json!({})),
        };
        tell(tx, &conversation, kind, &actor.scope(), &detail, now)?;
        if let Some(word) = &word {
            leave_word(tx, actor, &conversation, word, now)?;
        }
        tx.publish(conversation.changed(Some(user)));
        distribute::distribute(tx, now)?;
        Ok(())
    })
}

/// A note that whoever had it is asked to read.
fn leave_word(tx: &Tx<'_>, actor: Actor, conversation: &Conversation, word: &str, now: Timestamp) -> Result<(), Fault> {
    let note = add_in(tx, actor, conversation, word, now)?;
    let Some(user) = conversation.assignee.filter(|_| !conversation.is_offered()) else { return Ok(()) };
    if notes::mention(tx, (note, conversation.id), user, now)? {
        let thread = conversation.thread_id;
        tx.publish(Event::Mentioned { user, thread, conversation: conversation.id, note });
    }
    Ok(())
}

/// Whether an agent may choose what to work on. What is somebody's already was given out before.
fn check_pick(tx: &Tx<'_>, actor: Actor, conversation: &Conversation) -> Result<(), Fault> {
    if actor.role() >= Role::Supervisor || conversation.assignee.is_some() {
        return Ok(());
    }
    Ok(workstream::of_number(tx, conversation.number_id)?.settings.check_pick()?)
}
