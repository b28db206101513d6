//! Where a user stands after something happened: conversations came or went, an offer was missed, the pages are gone.

use crate::domain::capacity::Load;
use crate::domain::event::Event;
use crate::domain::ids::UserId;
use crate::domain::presence::{Happening, Standing};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::store::{Fault, Tx, floor, named_presence, standing};

/// Lets something happen to a user; `what` is told how much the user has. Where the user stands then.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Fault`] of the store.
pub(crate) fn happen(
    tx: &Tx<'_>,
    user: UserId,
    now: Timestamp,
    what: impl FnOnce(Load) -> Happening,
) -> Result<Standing, Fault> {
    let before = standing::of(tx, user)?.ok_or(Refusal::NotFound)?;
    let happening = what(floor::load_of(tx, user, now)?);
    let after = before.after(happening, named_presence::automatic(tx)?);
    if after != before {
        standing::set(tx, user, &after)?;
    }
    tx.publish(Event::PresenceChanged { user });
    Ok(after)
}
