//! Which files are taken: the largest size, and the ends of names that never are.

use actix_web::web::Data;
use serde::Deserialize;

use crate::app::App;
use crate::domain::media::{Rules, RulesChange, SIZE_MAX_BYTES};
use crate::flows::media::settings;
use crate::store::content;
use crate::web::admin::overview::Seen;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, page_with_status};
use crate::web::shell::{Nav, Section, Shell};

const HERE: &str = "/admin/files";
const MEGABYTE: u64 = 1_048_576;

/// The rules as they are typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    /// In MB.
    size: String,
    /// Ends of names with blanks or commas between.
    blocked: String,
}

impl Form {
    fn of(rules: &Rules) -> Self {
        let whole = rules.size_bytes_max / MEGABYTE;
        Self { size: whole.max(1).to_string(), blocked: rules.blocked.join(" ") }
    }

    fn change(&self) -> RulesChange {
        // What is no number is refused as one that is out of range.
        let size = self.size.trim().parse::<u64>().unwrap_or(0).saturating_mul(MEGABYTE);
        let ends = self.blocked.split([',', ' ', '\n', '\r', '\t', ';']).map(str::to_owned).collect();
        RulesChange { size_bytes_max: Some(size), blocked: Some(ends) }
    }
}

#[derive(askama::Template)]
#[template(path = "admin/files.html")]
struct FilesPage {
    shell: Shell,
    form: Form,
    problems: Problems,
    /// Bytes and number of what is kept.
    kept: (i64, i64),
    size_max: u64,
    /// The virus scanner, if there is one.
    scanner: Option<Seen>,
}

impl FilesPage {
    fn size(&self) -> String {
        crate::web::agent::file_size(self.kept.0, self.shell.l)
    }
}

async fn show_page(viewer: &Admin, app: &Data<App>, form: Option<Form>, problems: Problems) -> PageResult {
    let known = blocking(app, |app| {
        let (rules, kept) = app.store.read(|db| Ok((settings::rules(db)?, content::total(db)?)))?;
        Ok((rules, kept, Seen::of(app)?))
    });
    let (rules, kept, scanner) = known.await?;
    let status = problems.status();
    let shell = viewer.shell(Nav::Settings(Section::FirstSteps));
    let form = form.unwrap_or_else(|| Form::of(&rules));
    let size_max = SIZE_MAX_BYTES / MEGABYTE;
    page_with_status(&FilesPage { shell, form, problems, kept, size_max, scanner }, status)
}

/// GET /admin/files
///
/// # Errors
/// The store's.
pub async fn show(viewer: Admin, app: Data<App>) -> PageResult {
    show_page(&viewer, &app, None, Problems::default()).await
}

/// POST /admin/files
///
/// # Errors
/// The store's; wrong fields show the page again.
pub async fn save(viewer: Admin, app: Data<App>, posted: PostedForm<Form>) -> PageResult {
    let (actor, change) = (viewer.actor(), posted.value.change());
    match blocking(&app, move |app| settings::change(app, actor, change)).await {
        Ok(_) => flash(HERE, "flash-saved"),
        Err(error) => show_page(&viewer, &app, Some(posted.value), Problems::of(error)?).await,
    }
}
