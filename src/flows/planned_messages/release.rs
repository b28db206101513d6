//! Planned messages leave when their time has come.
//!
//! What may be sent is asked again then. What may not is kept with its reason and shown to whoever planned it. Sending
//! and noting it are one transaction, so that a message that was planned once leaves once, whenever we were killed.

use crate::app::App;
use crate::domain::ids::PlannedMessageId;
use crate::domain::planned_message::{PlannedState, Planner};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Actor;
use crate::flows::Counts;
use crate::flows::conversations::write_to;
use crate::store::{Db, Fault, Tx, planned_message, thread, token, user};

/// Messages of one run; the next second takes the next ones.
const AT_ONCE: i64 = 50;
/// Why a message does not leave whose planner works here no more.
pub(crate) const PLANNER_GONE: &str = "planner_gone";

/// Sends what is due.
///
/// # Errors
/// [`Fault`] of the store.
pub fn release(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let margin = app.window_margin;
    let (mut sent, mut refused) = (0, 0);
    for id in app.store.read(|db| planned_message::due(db, now, AT_ONCE))? {
        let done = app.store.write(move |tx| send(tx, id, margin, now));
        let code = match done {
            Ok(Ok(())) => {
                sent += 1;
                continue;
            }
            Ok(Err(code)) => code,
            Err(Fault::Refused(refusal)) => refusal.code(),
            Err(fault) => return Err(fault),
        };
        tracing::info!(planned = id.0, code, "a planned message did not leave");
        app.store.write(move |tx| planned_message::end(tx, id, PlannedState::Refused, None, Some(code), now))?;
        refused += 1;
    }
    Ok(vec![("sent", sent), ("refused", refused)])
}

/// Sends one, or says why its planner cannot.
fn send(tx: &Tx<'_>, id: PlannedMessageId, margin: Millis, now: Timestamp) -> Result<Result<(), &'static str>, Fault> {
    let Some(found) = planned_message::by_id(tx, id)?.filter(|found| found.state == PlannedState::Planned) else {
        return Ok(Ok(()));
    };
    let Some(actor) = actor(tx, found.planner)? else { return Ok(Err(PLANNER_GONE)) };
    let thread =
        thread::by_id(tx, found.thread)?.ok_or_else(|| Fault::Broken(format!("planned message {id} has no thread")))?;
    let begun = write_to::begin_with(tx, actor, &thread, found.template, found.values, (margin, now), true)?;
    planned_message::end(tx, id, PlannedState::Sent, Some(begun.message), None, now)?;
    Ok(Ok(()))
}

/// Who planned it, in the role of today; `None` if they may do nothing any more.
pub(crate) fn actor(db: &Db, planner: Planner) -> Result<Option<Actor>, Fault> {
    Ok(match planner {
        Planner::User(id) => {
            user::find(db, id)?.filter(|user| user.active).map(|user| Actor::User { id, role: user.role })
        }
        Planner::Token(id) => token::role_of(db, id)?.map(|role| Actor::Token { id, role }),
    })
}
