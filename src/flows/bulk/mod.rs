//! One act on many conversations, each judged by itself, and put back if nothing else happened to it.

pub mod reassign;
pub mod run;
pub mod undo;

use crate::domain::bulk::Stand;
use crate::store::conversation::{self, Conversation, routing};
use crate::store::{Db, Fault, snooze};

/// How a conversation stands.
fn stand(db: &Db, conversation: &Conversation) -> Result<Stand, Fault> {
    let aside = if conversation.snoozed { snooze::of(db, conversation.id)? } else { None };
    Ok(Stand {
        state: conversation.state.word().to_owned(),
        phase: conversation.phase.map(|phase| phase.word().to_owned()),
        assignee: conversation.assignee,
        snoozed: conversation.snoozed,
        until: aside.and_then(|aside| aside.until),
        last_message: conversation::last_message(db, conversation.id)?,
        tags: routing::given_tags(db, conversation.id)?,
    })
}
