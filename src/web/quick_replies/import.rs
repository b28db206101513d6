//! Many at once, out of a CSV file.

use actix_web::web::Data;

use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::flows::quick_replies::import::{self, COLUMNS, ROWS_MAX};
use crate::web::form::{Problems, refused};
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::quick_replies::{NAV, may_share};
use crate::web::shell::Shell;
use crate::web::upload::PostedFile;

/// Wrong cells that the page names.
const WRONG_MAX: usize = 50;

/// A cell that is wrong.
struct Wrong {
    row: i64,
    column: &'static str,
    text: String,
}

#[derive(askama::Template)]
#[template(path = "quick_replies/import.html")]
struct ImportPage {
    shell: Shell,
    may_share: bool,
    shared: bool,
    columns: String,
    rows_max: usize,
    problems: Problems,
    wrong: Vec<Wrong>,
}

fn page_of(viewer: &Agent, shared: bool, problems: Problems, wrong: Vec<Wrong>) -> PageResult {
    let status = problems.status();
    let page = ImportPage {
        shell: viewer.shell(NAV),
        may_share: may_share(viewer.actor()),
        shared,
        columns: COLUMNS.join(","),
        rows_max: ROWS_MAX,
        problems,
        wrong,
    };
    page::page_with_status(&page, status)
}

/// GET /quick-replies/import
///
/// # Errors
/// None of its own.
pub async fn show(viewer: Agent) -> PageResult {
    page_of(&viewer, may_share(viewer.actor()), Problems::default(), Vec::new())
}

/// POST /quick-replies/import
///
/// # Errors
/// 403 for agents who bring everybody's.
pub async fn take(viewer: Agent, app: Data<App>, posted: PostedFile) -> PageResult {
    let (actor, shared) = (viewer.actor(), posted.field("whose") == "shared");
    let done = page::blocking(&app, move |app| import::import(app, actor, shared, &posted.file)).await;
    let error = match done {
        Ok(done) => {
            let import::Imported { added, changed, same } = done;
            return page::redirect(format!("/quick-replies?added={added}&changed={changed}&same={same}"));
        }
        Err(error) => error,
    };
    let wrong = match refused(&error) {
        Some(Refusal::Rows(rows)) => {
            let text = |problem| viewer.locale.problem(problem);
            let wrong = rows.iter().take(WRONG_MAX);
            wrong.map(|row| Wrong { row: row.row, column: row.problem.field, text: text(&row.problem) }).collect()
        }
        _ => Vec::new(),
    };
    page_of(&viewer, shared, Problems::of(error)?, wrong)
}
