//! Somebody has seen what the check says, and sends it: at once, or at a time.

use serde_json::json;

use crate::app::App;
use crate::domain::broadcast::{Act, State, transition};
use crate::domain::ids::BroadcastId;
use crate::domain::permission::may_broadcast;
use crate::domain::planned_message::check_time;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::flows::broadcasts::{load, note};
use crate::store::{Fault, broadcast, broadcast_row};

/// When it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// At a time; `None`: none that could be read.
    At(Option<Timestamp>),
}

/// Confirms it in the actor's name. Twice is once.
///
/// # Errors
/// [`NotNow`](crate::domain::refusal::Refusal::NotNow) if it is not checked; the problem of `send_at`, or of `file` if
/// no row can be sent.
pub fn confirm(app: &App, actor: Actor, id: BroadcastId, when: When) -> Result<(), Fault> {
    may_broadcast(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let found = load(tx, id)?;
        let by = actor.scope();
        if when == When::Now && found.state == State::Running && found.confirmed_by.as_deref() == Some(&by) {
            return Ok(());
        }
        let (state, due_at) = match when {
            When::Now => (transition(found.state, Act::Start)?, None),
            When::At(at) => (transition(found.state, Act::Schedule)?, Some(check_time(at, now)?)),
        };
        if broadcast_row::next(tx, id)?.is_none() {
            return Err(FieldProblem::new("file", "nothing-ready").into());
        }
        broadcast::set_confirmed(tx, id, state, &by, due_at, now)?;
        let ready = broadcast_row::counts(tx, id)?.ready;
        match due_at {
            None => note(tx, actor, id, "broadcast.started", &json!({ "ready": ready }), now),
            Some(at) => {
                let detail = json!({ "ready": ready, "send_at": at.to_string() });
                note(tx, actor, id, "broadcast.scheduled", &detail, now)
            }
        }
    })
}
