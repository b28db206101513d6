//! The inbox without a chosen conversation: the list, and a word about where to begin.

use actix_web::web::{Data, Query};

use crate::app::App;
use crate::domain::ids::BulkId;
use crate::web::agent::bulk::{self, Done, DoneView};
use crate::web::agent::list::{self, ListView, Listing, Wanted};
use crate::web::agent::thread::{InboxPage, start};
use crate::web::guards::Agent;
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};

/// GET /inbox
///
/// # Errors
/// [`crate::web::error::WebError`] if the file cannot be read.
pub async fn show(
    viewer: Agent,
    app: Data<App>,
    hub: Option<Data<Hub>>,
    wanted: Query<Wanted>,
    done: Query<Done>,
) -> PageResult {
    let listing = Listing::from(&*wanted);
    let (shell, reader, words, position) = start(&viewer, hub.as_ref());
    let (seen_by, asked, actor) = (reader.clone(), listing.clone(), viewer.actor());
    let (loaded, done) = page::blocking(&app, move |app| {
        let done = done.done.map(|id| app.store.read(|db| bulk::load(db, actor, BulkId(id)))).transpose()?.flatten();
        Ok((list::load(app, &seen_by, &asked)?, done))
    })
    .await?;
    let done = done.map(|done| DoneView::of(done, &listing.query(), &reader));
    page::page(&InboxPage {
        shell,
        list: ListView::of(loaded, &listing, None, &reader),
        thread: None,
        done,
        pane: "list",
        words,
        position,
    })
}
