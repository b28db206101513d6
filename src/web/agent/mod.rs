//! The inbox: the list, a thread with its composer, and the pane beside it.
//!
//! Each part has a presenter (`face`, `list`, `bubbles`, `log`, `composer`, `picker`, `side`) that turns a
//! view of the store into words, and a handler that answers with the whole page or with that part alone.
//! The parts are the same templates either way, so that what a script swaps in is what a reload shows.

pub mod actions;
pub(in crate::web) mod attachments;
mod beside;
mod bubbles;
pub mod bulk;
pub mod cards;
mod carried;
mod composer;
pub mod consent;
pub mod consults;
pub mod draft;
mod events;
pub mod export;
pub(crate) mod face;
pub mod files;
pub mod fragments;
pub mod inbox;
mod list;
mod listing;
mod log;
pub mod looking;
pub mod notes;
pub mod outcomes;
pub mod palette;
mod pane_form;
mod picker;
pub mod planned;
pub mod quick_replies;
pub mod record;
mod row;
pub mod search;
mod side;
pub mod snooze;
pub mod spot;
pub mod tags;
pub mod thread;
pub mod transfer;
pub mod variables;
pub mod views;
mod why_here;
pub(super) mod words;
pub mod write;
pub mod writing;

use crate::domain::ids::UserId;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::web::guards::Viewer;
use crate::web::i18n::Locale;

pub(in crate::web) use attachments::file_size;

/// A placeholder of a variable, as the pane shows one: braces would be read by the template.
pub const EXAMPLE_VARIABLE: &str = "{{var.order_id}}";

/// Who reads a page, and what decides how it is said to them.
#[derive(Clone, Debug)]
struct Reader {
    l: Locale,
    tz: jiff::tz::TimeZone,
    now: Timestamp,
    user: UserId,
    /// As colleagues and placeholders call the user.
    name: String,
    /// How they sign.
    signature: String,
    actor: Actor,
}

impl Reader {
    fn of(viewer: &Viewer) -> Self {
        Self {
            l: viewer.locale,
            tz: viewer.tz.clone(),
            now: viewer.visitor.now,
            user: viewer.user,
            name: viewer.name.clone(),
            signature: viewer.preferences.signature.clone(),
            actor: viewer.actor(),
        }
    }
}
