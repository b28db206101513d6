//! The inbox without a chosen conversation: the list, and a word about where to begin.

use actix_web::web::{Data, Query};

use crate::app::App;
use crate::web::agent::list::{self, ListView, Listing, Wanted};
use crate::web::agent::thread::{InboxPage, start};
use crate::web::guards::Agent;
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};

/// GET /inbox
///
/// # Errors
/// [`crate::web::error::WebError`] if the file cannot be read.
pub async fn show(viewer: Agent, app: Data<App>, hub: Option<Data<Hub>>, wanted: Query<Wanted>) -> PageResult {
    let listing = Listing::from(&*wanted);
    let (shell, reader, words, position) = start(&viewer, hub.as_ref());
    let (seen_by, asked) = (reader.clone(), listing.clone());
    let loaded = page::blocking(&app, move |app| list::load(app, &seen_by, &asked)).await?;
    page::page(&InboxPage {
        shell,
        list: ListView::of(loaded, &listing, None, &reader),
        thread: None,
        pane: "list",
        words,
        position,
    })
}
