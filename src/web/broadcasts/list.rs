//! All broadcasts, the latest first.

use actix_web::web::Data;

use crate::app::App;
use crate::domain::broadcast::State;
use crate::store::broadcast::{self, Broadcast};
use crate::store::{Fault, number, template};
use crate::web::broadcasts::{NAV, state_words};
use crate::web::guards::Supervisor;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;

/// Those on the page.
const ROWS_MAX: i64 = 100;

/// A row.
struct Row {
    id: i64,
    name: String,
    number: String,
    template: String,
    state: State,
    state_words: String,
    when: String,
    when_iso: String,
}

#[derive(askama::Template)]
#[template(path = "broadcasts/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
}

/// GET /broadcasts
///
/// # Errors
/// The store's.
pub async fn show(viewer: Supervisor, app: Data<App>) -> PageResult {
    let shell = viewer.shell(NAV);
    let found = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let named = |found: Broadcast| -> Result<(Broadcast, String, String), Fault> {
                let (number, chosen) = (number::get(db, found.number)?, template::get(db, found.template)?);
                Ok((found, number.name, chosen.name))
            };
            broadcast::list(db, None, ROWS_MAX)?.into_iter().map(named).collect::<Result<Vec<_>, _>>()
        })
    })
    .await?;
    let row = |(found, number, template): (Broadcast, String, String)| {
        let at = found.ended_at.or(found.started_at).or(found.due_at).unwrap_or(found.created_at);
        Row {
            id: found.id.0,
            state_words: state_words(found.state, shell.l),
            when: shell.moment(&at),
            when_iso: at.to_string(),
            name: found.name,
            number,
            template,
            state: found.state,
        }
    };
    let rows = found.into_iter().map(row).collect();
    page::page(&ListPage { shell, rows })
}
