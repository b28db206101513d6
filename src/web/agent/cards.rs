//! Contacts that were found for the card beside the text, as a part of the page.

use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::web::agent::Reader;
use crate::web::agent::beside::{self, Search};
use crate::web::agent::thread::load_head;
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

/// Who is looked for.
#[derive(Deserialize)]
pub struct Looked {
    #[serde(default)]
    q: String,
}

/// Contacts that were found, by themselves.
#[derive(Template)]
#[template(path = "agent/_cards_found.html")]
struct CardsPart {
    shell: Shell,
    search: Search,
}

/// GET /inbox/{id}/fragments/cards
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn found(viewer: Agent, app: Data<App>, path: Path<ConversationId>, asked: Query<Looked>) -> PageResult {
    let (id, reader, q) = (path.into_inner(), Reader::of(&viewer), asked.into_inner().q);
    let wanted = q.clone();
    let found = page::blocking(&app, move |app| {
        app.store.read(|db| {
            load_head(app, db, id, &reader)?;
            beside::search(db, &wanted)
        })
    });
    let search = Search { q, found: Some(found.await?) };
    page::page(&CardsPart { shell: viewer.shell(Nav::Inbox), search })
}
