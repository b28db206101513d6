//! A broadcast is paused, goes on, is cancelled, or its time is called off. In force at once: each message asks before
//! it is put into the outbox.

use serde_json::json;

use crate::app::App;
use crate::domain::broadcast::{Act, State, transition};
use crate::domain::ids::BroadcastId;
use crate::domain::permission::may_broadcast;
use crate::domain::user::Actor;
use crate::flows::broadcasts::{load, note};
use crate::store::{Fault, broadcast};

/// What a person may do to one that is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Stop for a while.
    Pause,
    /// Go on.
    Resume,
    /// End here.
    Cancel,
    /// Call the time off.
    Unschedule,
}

impl Wanted {
    const fn parts(self) -> (Act, State, &'static str) {
        match self {
            Self::Pause => (Act::Pause, State::Paused, "broadcast.paused"),
            Self::Resume => (Act::Resume, State::Running, "broadcast.resumed"),
            Self::Cancel => (Act::Cancel, State::Cancelled, "broadcast.cancelled"),
            Self::Unschedule => (Act::Unschedule, State::Checked, "broadcast.unscheduled"),
        }
    }
}

/// Does it. Twice is once.
///
/// # Errors
/// [`NotNow`](crate::domain::refusal::Refusal::NotNow) if it is not in a state for it.
pub fn act(app: &App, actor: Actor, id: BroadcastId, wanted: Wanted) -> Result<(), Fault> {
    may_broadcast(actor)?;
    let now = app.clock.now();
    let (act, after, action) = wanted.parts();
    app.store.write(move |tx| {
        let found = load(tx, id)?;
        if found.state == after {
            return Ok(());
        }
        let state = transition(found.state, act)?;
        broadcast::set_state(tx, id, state, now)?;
        note(tx, actor, id, action, &json!({}), now)
    })
}
