//! Quick replies as CSV, in the form that [`import`](crate::flows::quick_replies::import) takes.

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::user::Actor;
use crate::flows::quick_replies::import::COLUMNS;
use crate::flows::quick_replies::owner;
use crate::flows::sheet;
use crate::store::{Fault, quick_reply, workstream};

/// All that everybody shares, or all of one's own, by title.
///
/// # Errors
/// The store's.
pub fn export(app: &App, actor: Actor, shared: bool) -> Result<Vec<u8>, Fault> {
    let owner = owner(actor, shared)?;
    let (all, workstreams) = app.store.read(|db| Ok((quick_reply::visible(db, owner)?, workstream::list(db)?)))?;
    let names = |of: &[WorkstreamId]| {
        let of = workstreams.iter().filter(|one| of.contains(&one.id));
        of.map(|one| one.settings.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let rows = all.into_iter().filter(|reply| reply.owner == owner).map(|reply| {
        let (tags, workstreams) = (reply.tags.join(", "), names(&reply.workstreams));
        vec![reply.title, reply.body, reply.language.unwrap_or_default(), tags, workstreams]
    });
    sheet::write(&COLUMNS, rows)
}
