//! Whether a user is there, as they or a supervisor say.

use crate::app::App;
use crate::domain::ids::{PresenceId, UserId};
use crate::domain::permission::may_set_presence;
use crate::domain::presence::{Happening, Shown};
use crate::domain::refusal::FieldProblem;
use crate::domain::user::{Actor, Presence};
use crate::flows::conversations::distribute;
use crate::flows::users::{load, standing};
use crate::store::{Fault, named_presence, standing as standings};

/// What somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// One of the five.
    Plain(Presence),
    /// One with a name of its own.
    Named(PresenceId),
    /// None: it follows the capacity.
    Automatic,
}

impl Chosen {
    /// From a word of the five, the id of a named one, or `automatic`.
    ///
    /// # Errors
    /// The problem of the field `presence`.
    pub fn read(text: &str) -> Result<Self, FieldProblem> {
        if text == "automatic" {
            return Ok(Self::Automatic);
        }
        let named = || text.parse().map(Self::Named).map_err(|_| FieldProblem::new("presence", "unknown"));
        Presence::from_word(text).map_or_else(named, |base| Ok(Self::Plain(base)))
    }
}

/// Sets it. Until a live page of the user is seen, it counts without one.
///
/// # Errors
/// `NotAllowed`, `NotFound` of [`crate::domain::refusal::Refusal`]; the problem of `presence` for a named one that does not
/// exist; the store's.
pub fn set_presence(app: &App, actor: Actor, id: UserId, chosen: Chosen) -> Result<(), Fault> {
    may_set_presence(actor, id)?;
    let (now, pages) = (app.clock.now(), app.pages.clone());
    app.store.write(move |tx| {
        load(tx, id)?;
        let shown = match chosen {
            Chosen::Plain(base) => Some(Shown::plain(base)),
            Chosen::Named(named) => {
                let found = named_presence::by_id(tx, named)?.filter(|named| named.deleted_at.is_none());
                let found = found.ok_or(FieldProblem::new("presence", "unknown"))?;
                Some(Shown { base: found.base, named: Some(named) })
            }
            Chosen::Automatic => None,
        };
        standing::happen(tx, id, now, |load| shown.map_or(Happening::Reset(load), Happening::Chosen))?;
        if pages.of(id).open == 0 {
            standings::set_page_seen(tx, id, false)?;
            pages.forget(id);
        }
        distribute::distribute(tx, now)?;
        Ok(())
    })
}
