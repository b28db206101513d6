//! A broadcast: one template to many people out of a list.
//!
//! draft → checked → (scheduled →) running ⇄ paused → done, and cancelled from anywhere before the end. Nothing is sent
//! before somebody has seen what the check says and confirmed it.

pub mod columns;
pub mod row;

use crate::domain::message::words;
use crate::domain::refusal::Refusal;

/// The most rows of a list.
pub const ROWS_MAX: usize = 1_000;
/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 80;
/// Messages of broadcasts that wait in a number's outbox at most, and so leave in a second: a quarter of the pace of a
/// number, so that an answer of an agent overtakes the rest.
const WAITING_MAX: usize = 20;

words! {
    /// Where a broadcast stands.
    State {
        /// Its list is there, its columns are not settled.
        Draft = "draft",
        /// Every row was checked; it waits to be confirmed.
        Checked = "checked",
        /// Confirmed for a time.
        Scheduled = "scheduled",
        /// Its messages leave.
        Running = "running",
        /// No further message leaves until it is resumed.
        Paused = "paused",
        /// What had not left never will.
        Cancelled = "cancelled",
        /// All of its messages have left.
        Done = "done",
    }
}

/// What is done to a broadcast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The rows are checked, perhaps once more with other columns.
    Check,
    /// It is confirmed for a time, or for another one.
    Schedule,
    /// The time is called off; it waits to be confirmed again.
    Unschedule,
    /// It is confirmed, or its time has come.
    Start,
    /// It stops for a while.
    Pause,
    /// It goes on.
    Resume,
    /// It ends here.
    Cancel,
    /// Nothing is left of it.
    Finish,
}

/// The state after `act`.
///
/// # Errors
/// [`Refusal::NotNow`] for a move that the table does not have.
pub const fn transition(state: State, act: Act) -> Result<State, Refusal> {
    use Act::{Cancel, Check, Finish, Pause, Resume, Schedule, Start, Unschedule};
    use State::{Cancelled, Checked, Done, Draft, Paused, Running, Scheduled};
    match (state, act) {
        (Draft | Checked, Check) | (Scheduled, Unschedule) => Ok(Checked),
        (Checked | Scheduled, Schedule) => Ok(Scheduled),
        (Checked | Scheduled, Start) | (Paused, Resume) => Ok(Running),
        (Running, Pause) => Ok(Paused),
        (Draft | Checked | Scheduled | Running | Paused, Cancel) => Ok(Cancelled),
        (Running, Finish) => Ok(Done),
        _ => Err(Refusal::NotNow),
    }
}

/// How many more messages may go into the outbox of a number in which `waiting` wait.
#[must_use]
pub const fn room(waiting: usize, sandbox: bool) -> usize {
    let max = if sandbox { 1 } else { WAITING_MAX };
    max.saturating_sub(waiting)
}

/// Whether a refusal is about the number or the template, and so about every row that is left: then the broadcast
/// pauses instead of losing them one by one.
#[must_use]
pub const fn stops_all(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NumberInactive
            | Refusal::TemplateNotApproved
            | Refusal::TemplateNotInSandbox
            | Refusal::TemplateNotAllowedNow
            | Refusal::TemplateUnknown
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_of_the_table() {
        use State::{Cancelled, Checked, Done, Draft, Paused, Running, Scheduled};
        let acts =
            [Act::Check, Act::Schedule, Act::Unschedule, Act::Start, Act::Pause, Act::Resume, Act::Cancel, Act::Finish];
        let (checked, scheduled, running) = (Some(Checked), Some(Scheduled), Some(Running));
        let (paused, cancelled, done) = (Some(Paused), Some(Cancelled), Some(Done));
        for (state, want) in [
            (Draft, [checked, None, None, None, None, None, cancelled, None]),
            (Checked, [checked, scheduled, None, running, None, None, cancelled, None]),
            (Scheduled, [None, scheduled, checked, running, None, None, cancelled, None]),
            (Running, [None, None, None, None, paused, None, cancelled, done]),
            (Paused, [None, None, None, None, None, running, cancelled, None]),
            (Cancelled, [None; 8]),
            (Done, [None; 8]),
        ] {
            for (act, want) in acts.into_iter().zip(want) {
                assert_eq!(transition(state, act).ok(), want, "{state:?} {act:?}");
            }
        }
    }

    #[test]
    fn agents_find_room_between_the_messages() {
        for (waiting, sandbox, want) in
            [(0, false, 20), (5, false, 15), (20, false, 0), (400, false, 0), (0, true, 1), (1, true, 0)]
        {
            assert_eq!(room(waiting, sandbox), want, "{waiting} {sandbox}");
        }
    }
}
