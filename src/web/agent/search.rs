//! The list, when something is searched for.

use crate::domain::time::Millis;
use crate::store::inbox_view::{Row, Viewer};
use crate::store::{Db, Fault, search};
use crate::web::agent::Reader;
use crate::web::agent::list::Nothing;

/// Conversations that a search shows at most.
const FOUND_MAX: usize = 50;

/// The conversations that are found.
pub(super) fn load(db: &Db, viewer: Viewer, q: &str, margin: Millis) -> Result<Vec<Row>, Fault> {
    search::found(db, viewer, q, margin, FOUND_MAX)
}

/// Where nothing was found.
pub(super) fn nothing(q: &str, reader: &Reader) -> Nothing {
    let l = reader.l;
    Nothing { title: l.t1("inbox-none-found", "q", q), text: l.t("inbox-none-found-text"), link: None }
}
