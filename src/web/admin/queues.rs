//! `/admin/queues`: who works for which, whether it is open, what waits in it.

pub mod edit;
mod form;

use actix_web::web::Data;

use crate::app::App;
use crate::store::queue_view::{self, Known, WAITING_COUNTED_MAX};
use crate::web::admin::method_key;
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};
use crate::web::standing::StandingView;

const NAV: Nav = Nav::Settings(Section::Queues);

/// A row.
struct Row {
    known: Known,
    standing: StandingView,
    /// Whether conversations are led to it and nobody works for it.
    leads_nowhere: bool,
}

impl Row {
    fn method(&self) -> String {
        method_key(&self.known.queue.settings.method)
    }

    /// `12`, or `1,000+`.
    fn waiting_more(&self) -> bool {
        self.known.waiting >= WAITING_COUNTED_MAX
    }
}

#[derive(askama::Template)]
#[template(path = "admin/queues.html")]
struct QueuesPage {
    shell: Shell,
    rows: Vec<Row>,
}

/// GET /admin/queues
///
/// # Errors
/// The store's.
pub async fn list(viewer: Admin, app: Data<App>) -> PageResult {
    let now = app.clock.now();
    let (known, nowhere) = page::blocking(&app, move |app| {
        app.store.read(|db| Ok((queue_view::all(db, now)?, queue_view::leading_to_nobody(db)?)))
    })
    .await?;
    let shell = viewer.shell(NAV);
    let row = |known: Known| Row {
        standing: StandingView::of(&known.standing, &shell),
        leads_nowhere: nowhere.iter().any(|queue| queue.id == known.queue.id),
        known,
    };
    let rows = known.into_iter().map(row).collect();
    page::page(&QueuesPage { shell, rows })
}
