//! A conversation is given to a user.

use crate::app::App;
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::permission::may_assign;
use crate::domain::user::Actor;
use crate::flows::conversations::{distribute, given, load};
use crate::store::Fault;

/// Gives it to `to`.
///
/// # Errors
/// [`crate::domain::refusal::Refusal`] as `may_assign` and the state machine say; a field refusal if `to` is not an active user.
pub fn assign(app: &App, actor: Actor, id: ConversationId, to: UserId) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let conversation = load(tx, id)?;
        may_assign(actor, &conversation.access(tx, actor)?, to)?;
        given::check_works_here(tx, to)?;
        if conversation.assignee == Some(to) && !conversation.is_offered() {
            return Ok(());
        }
        given::hand_over(tx, actor, &conversation, to, now)?;
        distribute::distribute(tx, now)?;
        Ok(())
    })
}
