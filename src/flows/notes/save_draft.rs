//! What a user has begun to note is kept apart from what they have begun to answer.

use crate::app::App;
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::note::NOTE_CHARS_MAX;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::store::{Fault, conversation, note};

/// More than a note may have: it may be shortened later.
const DRAFT_CHARS_MAX: usize = NOTE_CHARS_MAX * 2;

/// Keeps (or, if empty, forgets) what `user` has begun to note in the conversation's thread.
///
/// # Errors
/// [`Refusal::NotFound`]; `text`/`too-long`; the store's.
pub fn save_draft(app: &App, user: UserId, id: ConversationId, body: &str) -> Result<(), Fault> {
    if body.chars().count() > DRAFT_CHARS_MAX {
        return Err(FieldProblem::with_limit("text", "too-long", i64::try_from(DRAFT_CHARS_MAX).unwrap_or(0)).into());
    }
    let (now, body) = (app.clock.now(), text::clean(body, DRAFT_CHARS_MAX));
    app.store.write(move |tx| {
        let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        note::save_draft(tx, user, conversation.thread_id, body.trim_end(), now)
    })
}
