//! The words that mean STOP and START: ours, and those that an admin adds.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::consent;
use crate::domain::inbound::OptOut;
use crate::flows::consent_words::{add, remove as removing};
use crate::store::consent_word::{self, ConsentWord};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, page_with_status};
use crate::web::shell::{Nav, Section, Shell};

const HERE: &str = "/admin/consent";

/// A word to add.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    word: String,
    language: String,
    means: String,
}

#[derive(askama::Template)]
#[template(path = "admin/consent.html")]
struct ConsentPage {
    shell: Shell,
    stops: String,
    starts: String,
    words: Vec<ConsentWord>,
    form: Form,
    problems: Problems,
}

async fn show_page(viewer: &Admin, app: &Data<App>, form: Form, problems: Problems) -> PageResult {
    let words = blocking(app, |app| app.store.read(consent_word::list)).await?;
    let ours = |said| consent::ours(said).join(", ").to_uppercase();
    let status = problems.status();
    let shell = viewer.shell(Nav::Settings(Section::Workstreams));
    let (stops, starts) = (ours(OptOut::Stop), ours(OptOut::Start));
    page_with_status(&ConsentPage { shell, stops, starts, words, form, problems }, status)
}

/// GET /admin/consent
///
/// # Errors
/// The store's.
pub async fn show(viewer: Admin, app: Data<App>) -> PageResult {
    show_page(&viewer, &app, Form::default(), Problems::default()).await
}

/// POST /admin/consent
///
/// # Errors
/// The store's; wrong fields show the page again.
pub async fn add(viewer: Admin, app: Data<App>, posted: PostedForm<Form>) -> PageResult {
    let (actor, form, typed) = (viewer.actor(), posted.value.clone(), posted.value);
    let added = blocking(&app, move |app| add::add(app, actor, &typed.language, typed.means != "start", &typed.word));
    match added.await {
        Ok(_) => flash(HERE, "flash-saved"),
        Err(error) => show_page(&viewer, &app, form, Problems::of(error)?).await,
    }
}

/// POST /admin/consent/{id}/remove
///
/// # Errors
/// 404, or the store's.
pub async fn remove(
    viewer: Admin,
    app: Data<App>,
    id: Path<i64>,
    _form: PostedForm<Nothing>,
) -> Result<actix_web::HttpResponse, WebError> {
    let (actor, id) = (viewer.actor(), id.into_inner());
    blocking(&app, move |app| removing::remove(app, actor, id)).await?;
    flash(HERE, "flash-saved")
}
