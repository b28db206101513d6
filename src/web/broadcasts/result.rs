//! The result file: what became of each row.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Data, Path};
use jiff::tz::TimeZone;

use crate::app::App;
use crate::domain::broadcast::State;
use crate::domain::ids::BroadcastId;
use crate::flows::broadcasts::load;
use crate::flows::sheet;
use crate::store::broadcast_row::{self, Shown};
use crate::store::{Db, Fault};
use crate::web::broadcasts::{status_of, trouble};
use crate::web::guards::Supervisor;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::time_field;

/// Its columns.
const COLUMNS: [&str; 5] = ["row", "number", "status", "error", "time"];

/// For whom it is written.
pub(crate) enum Reader {
    /// A person: words of their language, times of their zone.
    Person(Locale, TimeZone),
    /// A program: stable words, times in UTC.
    Program(Locale),
}

/// The file of a broadcast.
///
/// # Errors
/// 404; the store's.
pub(crate) fn file(db: &Db, id: BroadcastId, reader: &Reader) -> Result<Vec<u8>, Fault> {
    let found = load(db, id)?;
    let rows = broadcast_row::page(db, id, i64::MIN, false, i64::MAX)?;
    sheet::write(&COLUMNS, rows.iter().map(|row| line(row, found.state, reader)))
}

fn line(row: &Shown, state: State, reader: &Reader) -> Vec<String> {
    let status = status_of(row, state);
    let (l, status, at) = match reader {
        Reader::Person(l, tz) => {
            let at = row.at.map(|at| time_field::to_the_minute(at, tz).replace('T', " "));
            (*l, l.t(format!("row-status-{status}")), at)
        }
        Reader::Program(l) => (*l, status.to_owned(), row.at.map(|at| at.to_string())),
    };
    vec![row.row.to_string(), row.given.clone(), status, trouble(row, l), at.unwrap_or_default()]
}

/// The answer that a browser keeps as a file.
pub(crate) fn download(csv: Vec<u8>, id: BroadcastId) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"broadcast-{id}.csv\"")))
        .body(csv)
}

/// GET /broadcasts/{id}/result
///
/// # Errors
/// 404 for one that does not exist.
pub async fn take(viewer: Supervisor, app: Data<App>, path: Path<BroadcastId>) -> PageResult {
    let (id, reader) = (path.into_inner(), Reader::Person(viewer.locale, viewer.tz.clone()));
    let csv = page::blocking(&app, move |app| app.store.read(|db| file(db, id, &reader))).await?;
    Ok(download(csv, id))
}
