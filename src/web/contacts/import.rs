//! A list of contacts is brought, looked through, and written; what became of each line can be taken away.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Data, Path};

use crate::app::App;
use crate::domain::contact_list::{Act, Column, ROWS_MAX, State};
use crate::domain::ids::ContactImportId;
use crate::flows::contact_imports::{check, run};
use crate::flows::sheet;
use crate::store::contact_import::{self, Counts, Fate, Import, Line, Reason};
use crate::store::{Db, Fault, contact_field};
use crate::web::contacts::NAV;
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::Supervisor;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;
use crate::web::upload::PostedFile;

/// Lines that the page shows of each kind.
const LINES: i64 = 100;
/// Lists of the past that the page of the form shows.
const PAST: i64 = 20;

/// A list of the past.
struct Past {
    id: i64,
    name: String,
    when: String,
    datetime: String,
    state: String,
}

#[derive(askama::Template)]
#[template(path = "contacts/import.html")]
struct BringPage {
    shell: Shell,
    rows_max: usize,
    fields: String,
    past: Vec<Past>,
    problems: Problems,
}

async fn bring_page(viewer: &Supervisor, app: &Data<App>, problems: Problems) -> PageResult {
    let (fields, past) =
        page::blocking(app, |app| app.store.read(|db| Ok((contact_field::list(db)?, contact_import::list(db, PAST)?))))
            .await?;
    let shell = viewer.shell(NAV);
    let status = problems.status();
    let past = past.into_iter().map(|import| Past {
        id: import.id.0,
        when: shell.moment(&import.at),
        datetime: import.at.to_string(),
        state: shell.l.t(format!("import-state-{}", import.state.word())),
        name: import.name,
    });
    let page = BringPage {
        rows_max: ROWS_MAX,
        fields: fields.into_iter().map(|field| field.name).collect::<Vec<_>>().join(", "),
        past: past.collect(),
        problems,
        shell,
    };
    page::page_with_status(&page, status)
}

/// GET /contacts/import
///
/// # Errors
/// The store's.
pub async fn show(viewer: Supervisor, app: Data<App>) -> PageResult {
    bring_page(&viewer, &app, Problems::default()).await
}

/// POST /contacts/import
///
/// # Errors
/// What cannot be read is the page again, with 422.
pub async fn bring(viewer: Supervisor, app: Data<App>, posted: PostedFile) -> PageResult {
    let actor = viewer.actor();
    let name = if posted.name.is_empty() { viewer.locale.t("import-nameless") } else { posted.name };
    match page::blocking(&app, move |app| check::bring(app, actor, &name, &posted.file)).await {
        Ok(id) => page::redirect(format!("/contacts/imports/{id}")),
        Err(error) => bring_page(&viewer, &app, Problems::of(error)?).await,
    }
}

/// A line in words.
struct Row {
    line: i64,
    number: String,
    fate: String,
    refused: bool,
    told: String,
    contact: Option<i64>,
}

#[derive(askama::Template)]
#[template(path = "contacts/import_look.html")]
struct LookPage {
    shell: Shell,
    id: i64,
    name: String,
    state: State,
    /// Where it stands, in a sentence.
    says: String,
    counts: Counts,
    /// What each column is taken for, and those that are not taken.
    taken: Vec<(String, String)>,
    left: String,
    refused: Vec<Row>,
    rows: Vec<Row>,
}

/// GET /contacts/imports/{id}
///
/// # Errors
/// 404 for one that is not there.
pub async fn look(viewer: Supervisor, app: Data<App>, path: Path<ContactImportId>) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    let (import, counts, refused, rows, fields) = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let import = run::load(db, actor, id)?;
            let lines = |fate| contact_import::lines(db, id, fate, i64::MIN, LINES);
            let rows = lines(None)?.into_iter().filter(|line| line.fate != Fate::Refused).collect::<Vec<_>>();
            Ok((import, contact_import::counts(db, id)?, lines(Some(Fate::Refused))?, rows, contact_field::list(db)?))
        })
    })
    .await?;
    let (shell, l) = (viewer.shell(NAV), viewer.locale);
    let word = |column: &Column| match column {
        Column::Number => l.t("contact-number"),
        Column::Name => l.t("contact-name"),
        Column::Language => l.t("admin-field-language"),
        Column::Tags => l.t("contact-tags"),
        Column::Notes => l.t("contact-notes"),
        Column::Field(id) => {
            fields.iter().find(|field| field.id == *id).map(|field| field.name.clone()).unwrap_or_default()
        }
        Column::Other => String::new(),
    };
    let named = || import.headers.iter().cloned().zip(&import.columns);
    let left = named().filter(|(_, column)| **column == Column::Other).map(|(name, _)| name);
    let page = LookPage {
        id: id.0,
        state: import.state,
        says: l.t(format!("import-says-{}", import.state.word())),
        counts,
        taken: named()
            .filter(|(_, column)| **column != Column::Other)
            .map(|(name, column)| (name, word(column)))
            .collect(),
        left: left.collect::<Vec<_>>().join(", "),
        refused: refused.iter().map(|line| row(line, &import, l)).collect(),
        rows: rows.iter().map(|line| row(line, &import, l)).collect(),
        name: import.name,
        shell,
    };
    page::page(&page)
}

fn row(line: &Line, import: &Import, l: Locale) -> Row {
    let cell = import.columns.iter().position(|column| *column == Column::Number).and_then(|at| line.cells.get(at));
    let number = line.address.as_ref().map(crate::domain::address::Address::display);
    Row {
        line: line.line,
        number: number.or_else(|| cell.cloned()).unwrap_or_default(),
        fate: fate(line.fate, import.state, l),
        refused: line.fate == Fate::Refused,
        told: line.reason.as_ref().map(|reason| told(reason, l)).unwrap_or_default(),
        contact: line.contact.map(|id| id.0),
    }
}

/// What becomes of a line, or became of it.
fn fate(fate: Fate, state: State, l: Locale) -> String {
    let done = if state == State::Done { "-done" } else { "" };
    l.t(format!("import-fate-{}{done}", fate.word()))
}

/// Why a line is not taken, as a sentence. The words that stand in the table are those of the flows.
pub(crate) fn told(reason: &Reason, l: Locale) -> String {
    l.told(&reason.problem, reason.limit, &reason.args)
}

/// POST /contacts/imports/{id}/begin
///
/// # Errors
/// 404 for one that is not there.
pub async fn begin(
    viewer: Supervisor,
    app: Data<App>,
    path: Path<ContactImportId>,
    _: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    page::blocking(&app, move |app| run::act(app, actor, id, Act::Begin)).await?;
    page::flash(format!("/contacts/imports/{id}"), "flash-import-begun")
}

/// POST /contacts/imports/{id}/cancel
///
/// # Errors
/// 404 for one that is not there.
pub async fn cancel(
    viewer: Supervisor,
    app: Data<App>,
    path: Path<ContactImportId>,
    _: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    page::blocking(&app, move |app| run::act(app, actor, id, Act::PutAside)).await?;
    page::flash("/contacts/import", "flash-import-cancelled")
}

/// The list again with what becomes of each line.
///
/// # Errors
/// As [`run::load`].
pub(crate) fn result(db: &Db, import: &Import, l: Locale, words: impl Fn(Fate) -> String) -> Result<Vec<u8>, Fault> {
    let (line, fate, why) = (l.t("import-line"), l.t("import-result"), l.t("import-why"));
    let names: Vec<&str> =
        import.headers.iter().map(String::as_str).chain([line.as_str(), fate.as_str(), why.as_str()]).collect();
    let width = import.headers.len();
    let lines = contact_import::lines(db, import.id, None, i64::MIN, i64::MAX)?;
    let cells = lines.into_iter().map(|line| {
        let mut cells = line.cells;
        cells.resize(width, String::new());
        cells.push(line.line.to_string());
        cells.push(words(line.fate));
        cells.push(line.reason.as_ref().map(|reason| told(reason, l)).unwrap_or_default());
        cells
    });
    sheet::write(&names, cells)
}

/// The answer that a browser keeps as a file.
pub(crate) fn download(csv: Vec<u8>, id: ContactImportId) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"contacts-import-{id}.csv\"")))
        .body(csv)
}

/// GET /contacts/imports/{id}/result
///
/// # Errors
/// 404 for one that is not there.
pub async fn take(viewer: Supervisor, app: Data<App>, path: Path<ContactImportId>) -> PageResult {
    let (id, actor, l) = (path.into_inner(), viewer.actor(), viewer.locale);
    let csv = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let import = run::load(db, actor, id)?;
            result(db, &import, l, |word| fate(word, import.state, l))
        })
    });
    Ok(download(csv.await?, id))
}
