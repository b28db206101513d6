//! What was sent by month, number and category: what a bill of Meta can be compared with.

use actix_web::web::Data;
use askama::Template;

use crate::app::App;
use crate::domain::template::counting::month;
use crate::domain::time::Millis;
use crate::store::template_count::{self, Month};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, page};
use crate::web::shell::{Nav, Section, Shell};

/// How far back.
const BACK: Millis = Millis::days(396);

#[derive(Template)]
#[template(path = "admin/template_costs.html")]
struct CostsPage {
    shell: Shell,
    /// Month by month, newest first.
    months: Vec<(String, Vec<Month>)>,
}

/// GET /admin/templates/costs
///
/// # Errors
/// Those of the store.
pub async fn show(viewer: Admin, app: Data<App>) -> PageResult {
    let since = month(viewer.visitor.now - BACK);
    let rows = blocking(&app, move |app| app.store.read(|db| template_count::by_month(db, &since))).await?;
    let mut months: Vec<(String, Vec<Month>)> = Vec::new();
    for row in rows {
        match months.last_mut() {
            Some((month, rows)) if *month == row.month => rows.push(row),
            _ => months.push((row.month.clone(), vec![row])),
        }
    }
    page(&CostsPage { shell: viewer.shell(Nav::Settings(Section::Templates)), months })
}
