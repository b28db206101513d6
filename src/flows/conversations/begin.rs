//! "Write again": a new conversation in a thread whose last one is over.

use crate::app::App;
use crate::domain::conversation::{CloseReason, State};
use crate::domain::ids::{ConversationId, ThreadId};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::conversations::{close, distribute, given, route, tell};
use crate::flows::messages::receive::open_conversation;
use crate::store::conversation::{self, Conversation};
use crate::store::thread::{self, Thread};
use crate::store::thread_event::ThreadEventKind;
use crate::store::{Fault, Tx};

/// Opens one and, for a user, takes it. If one is live already, that one is returned as it is; one that is
/// being wrapped up is closed.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Fault`] of the store.
pub fn begin(app: &App, actor: Actor, id: ThreadId) -> Result<ConversationId, Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let thread = thread::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        let (live, freed) = live_in(tx, actor, &thread, now)?;
        let id = match live {
            Some(live) => live.id,
            None => begin_in(tx, actor, &thread, now)?,
        };
        if freed {
            distribute::distribute(tx, now)?;
        }
        Ok(id)
    })
}

/// The conversation of a thread that is being worked on. Of one that is being wrapped up only the paperwork is
/// left, and writing again is new work: it is closed. Whether it was, for then its agent has room, and whoever asks
/// distributes when done.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn live_in(
    tx: &Tx<'_>,
    actor: Actor,
    thread: &Thread,
    now: Timestamp,
) -> Result<(Option<Conversation>, bool), Fault> {
    match conversation::live(tx, thread.id)? {
        Some(live) if live.state == State::WrapUp => {
            close::close_in(tx, &live, CloseReason::Person, Some(&actor.scope()), now)?;
            Ok((None, true))
        }
        live => Ok((live, false)),
    }
}

/// Opens one in a thread that has none which is live, and gives it to the user.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn begin_in(tx: &Tx<'_>, actor: Actor, thread: &Thread, now: Timestamp) -> Result<ConversationId, Fault> {
    let opened = open_conversation(tx, thread, now, now)?;
    route::begin(tx, &opened, now)?;
    if let Some(user) = actor.user() {
        given::give(tx, actor, &opened, user, now)?;
        tell(tx, &opened, ThreadEventKind::Taken, &actor.scope(), &serde_json::json!({}), now)?;
        tx.publish(opened.changed(Some(user)));
    }
    Ok(opened.id)
}
