//! Where in a thread a page opens: at its end, before or after a place, at a message, at a note, on a day.

use jiff::tz::TimeZone;

use crate::domain::ids::{MessageId, NoteId, ThreadId};
use crate::store::thread_view::{self, Page, Place, Target};
use crate::store::{Db, Fault};
use crate::web::agent::log::read_place;
use crate::web::agent::thread::{Asked, MESSAGES_MAX};
use crate::web::time_field;

/// Messages above the one that was asked for.
const ABOVE: i64 = 20;
/// Messages above the first of a day: enough to see that there is more.
const ABOVE_DAY: i64 = 5;

/// Not the end of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// What stands before a place.
    Before(Place),
    /// What stands after a place.
    After(Place),
    /// Around something.
    At(Target),
}

impl Spot {
    /// As an address asks for it; what cannot be read asks for the end.
    pub(super) fn of(asked: &Asked, tz: &TimeZone) -> Option<Self> {
        if let Some(place) = asked.before.as_deref().and_then(read_place) {
            return Some(Self::Before(place));
        }
        if let Some(place) = asked.newer.as_deref().and_then(read_place) {
            return Some(Self::After(place));
        }
        let at = asked.at.as_deref()?;
        let number = |prefix: &str| at.strip_prefix(prefix)?.parse().ok();
        let target = number("m").map(|id| Target::Message(MessageId(id)));
        let target = target.or_else(|| number("n").map(|id| Target::Note(NoteId(id))));
        target.or_else(|| time_field::read_day(at, tz).map(Target::Since)).map(Self::At)
    }

    /// The line that is marked.
    pub(super) fn line(self) -> Option<String> {
        match self {
            Self::At(Target::Message(id)) => Some(format!("m-{id}")),
            Self::At(Target::Note(id)) => Some(format!("n-{id}")),
            Self::At(Target::Since(at)) => Some(format!("since-{}", at.0)),
            Self::Before(_) | Self::After(_) => None,
        }
    }
}

/// The page of a thread that is asked for; what is not in it is answered with its end.
pub(super) fn page(db: &Db, thread: ThreadId, spot: Option<Spot>) -> Result<Page, Fault> {
    match spot {
        Some(Spot::Before(place)) => return thread_view::page(db, thread, Some(place), MESSAGES_MAX),
        Some(Spot::After(place)) => return thread_view::newer(db, thread, place, MESSAGES_MAX),
        Some(Spot::At(target)) => {
            let above = if matches!(target, Target::Since(_)) { ABOVE_DAY } else { ABOVE };
            if let Some(page) = thread_view::around_target(db, thread, target, (above, MESSAGES_MAX - above))? {
                return Ok(page);
            }
        }
        None => {}
    }
    thread_view::page(db, thread, None, MESSAGES_MAX)
}

/// The pairs of a query, for a form that keeps them.
#[must_use]
pub fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).into_owned().collect()
}
