//! The last of forgetting: the index is written anew, since what is taken out of it stands in its parts until they are put
//! together; room that became free is taken up with nothing; and the log of changes is brought home. Each in small jobs with
//! pauses where others need the writer, and a start goes on where it was.

use crate::app::App;
use crate::flows::paced::paced;
use crate::flows::search::follow::{PAGES, RENEWED};
use crate::store::contact_erasure::{self as erasure, Erasure, overwriting};
use crate::store::search::index::{self, Kind};
use crate::store::{Fault, Tx, blank};

/// What is done, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// What changed is put in again, and what was there is to be put together.
    Begin(Kind),
    /// The parts of the index are put together.
    Merge(Kind),
    /// Free room is taken up with nothing.
    TakeUp,
    /// It is given back.
    GiveBack,
    /// The log of changes is brought home.
    BringHome,
}

const PARTS: [Part; 9] = [
    Part::Begin(Kind::Contact),
    Part::Merge(Kind::Contact),
    Part::Begin(Kind::Note),
    Part::Merge(Kind::Note),
    Part::Begin(Kind::Message),
    Part::Merge(Kind::Message),
    Part::TakeUp,
    Part::GiveBack,
    Part::BringHome,
];

/// One job of it; whether the next can be done at once, `None` when all is done.
///
/// # Errors
/// [`Fault`] of the store; what is done stays done.
pub(super) fn go_on(app: &App, at: &Erasure) -> Result<Option<bool>, Fault> {
    let part = usize::try_from(at.step).ok().and_then(|step| PARTS.get(step)).copied();
    let Some(part) = part else { return Ok(None) };
    let next = (at.contact, at.step.saturating_add(1));
    let done = move |tx: &Tx<'_>, more: bool| if more { Ok(()) } else { erasure::set_step(tx, next.0, next.1) };
    match part {
        Part::Begin(kind) => paced(app, move |tx| {
            overwriting(tx, |tx| {
                index::renew(tx, kind, RENEWED)?;
                if !index::is_stale(tx, kind)? {
                    index::rewrite(tx, kind, PAGES)?;
                    done(tx, false)?;
                }
                Ok(())
            })
        })?,
        Part::Merge(kind) => paced(app, move |tx| {
            let more = overwriting(tx, |tx| index::merge(tx, kind, PAGES))?;
            done(tx, more)
        })?,
        Part::TakeUp => paced(app, move |tx| {
            let more = blank::take_up(tx, PAGES)?;
            done(tx, more)
        })?,
        Part::GiveBack => paced(app, move |tx| {
            let more = blank::give_back(tx)?;
            done(tx, more)
        })?,
        Part::BringHome => {
            if !app.store.bring_home()? {
                return Ok(Some(false));
            }
            app.store.write(move |tx| done(tx, false))?;
        }
    }
    Ok(Some(true))
}
