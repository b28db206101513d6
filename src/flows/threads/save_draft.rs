//! What a user has typed and not sent is kept, so that no window, browser or power cut loses it.

use crate::app::App;
use crate::domain::beside::Beside;
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::store::{Fault, conversation, draft};

/// The longest draft, in characters: more than can be sent, for it may be shortened later.
const DRAFT_CHARS_MAX: usize = 10_000;

/// Keeps (or, if empty, removes) the draft of `user` in the conversation's thread; `None` beside it: what stands there stays.
///
/// # Errors
/// [`Refusal::NotFound`], a field refusal if it is too long, [`Fault`] of the store.
pub fn save_draft(
    app: &App,
    user: UserId,
    id: ConversationId,
    body: &str,
    beside: Option<Beside>,
) -> Result<(), Fault> {
    if body.chars().count() > DRAFT_CHARS_MAX {
        return Err(FieldProblem::with_limit("text", "too-long", i64::try_from(DRAFT_CHARS_MAX).unwrap_or(0)).into());
    }
    let (now, body) = (app.clock.now(), text::clean(body, DRAFT_CHARS_MAX));
    app.store.write(move |tx| {
        let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        draft::save(tx, user, conversation.thread_id, (&body, beside.as_ref()), now)
    })
}
