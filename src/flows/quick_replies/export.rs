//! Quick replies as CSV, in the form that [`import`](crate::flows::quick_replies::import) takes.

use crate::app::App;
use crate::domain::user::Actor;
use crate::flows::quick_replies::import::COLUMNS;
use crate::flows::quick_replies::owner;
use crate::flows::sheet;
use crate::store::{Fault, quick_reply};

/// All that everybody shares, or all of one's own, by title.
///
/// # Errors
/// The store's.
pub fn export(app: &App, actor: Actor, shared: bool) -> Result<Vec<u8>, Fault> {
    let owner = owner(actor, shared)?;
    let all = app.store.read(|db| quick_reply::visible(db, owner))?;
    let rows = all.into_iter().filter(|reply| reply.owner == owner);
    sheet::write(
        &COLUMNS,
        rows.map(|reply| vec![reply.title, reply.body, reply.language.unwrap_or_default(), reply.tags.join(", ")]),
    )
}
