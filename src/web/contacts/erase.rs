//! A contact is erased: what goes and what stays is said first; how far it is can be seen afterwards.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::ContactId;
use crate::domain::refusal::Refusal;
use crate::flows::contacts::erase::{self, COUNTED, Choice};
use crate::store::contact_erasure::{self, Erasure};
use crate::store::{contact, conversation};
use crate::web::contacts::NAV;
use crate::web::contacts::merge::shown_name;
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::{Admin, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;

#[derive(askama::Template)]
#[template(path = "contacts/erase.html")]
struct AskPage {
    shell: Shell,
    id: i64,
    name: String,
    messages: i64,
    open: usize,
    at_provider: bool,
    problems: Problems,
}

#[derive(askama::Template)]
#[template(path = "contacts/erased.html")]
struct ErasedPage {
    shell: Shell,
    id: i64,
    since: (String, String),
    /// When it was through.
    done: Option<String>,
    share: (i64, i64),
    kept_there: i64,
    there: bool,
}

/// What is left of an erased contact: that it was, and how far its erasure is.
fn erased_page(viewer: &Viewer, at: &Erasure) -> PageResult {
    let shell = viewer.shell(NAV);
    let page = ErasedPage {
        id: at.contact.0,
        since: (shell.full_time(&at.at), at.at.to_string()),
        done: at.done_at.map(|done| shell.full_time(&done)),
        share: (at.done.min(at.total), at.total),
        kept_there: at.kept_there,
        there: at.at_provider,
        shell,
    };
    page::page_with_status(&page, StatusCode::GONE)
}

/// The page of a contact that was erased, if it was.
pub(super) async fn gone(viewer: &Viewer, app: &Data<App>, id: ContactId) -> Result<Option<HttpResponse>, WebError> {
    let found = page::blocking(app, move |app| app.store.read(|db| contact_erasure::get(db, id))).await?;
    found.map(|at| erased_page(viewer, &at)).transpose()
}

async fn ask_page(
    viewer: &Viewer,
    app: &Data<App>,
    id: ContactId,
    at_provider: bool,
    problems: Problems,
) -> Result<AskPage, WebError> {
    let (name, messages, open) = page::blocking(app, move |app| {
        app.store.read(|db| {
            contact::by_id(db, id)?.ok_or(Refusal::NotFound)?;
            let open = conversation::live_of_contact(db, id)?.len();
            Ok((shown_name(db, id)?, contact_erasure::count(db, id, COUNTED)?, open))
        })
    })
    .await?;
    Ok(AskPage { shell: viewer.shell(NAV), id: id.0, name, messages, open, at_provider, problems })
}

/// GET /contacts/{id}/erase
///
/// # Errors
/// 404 for one that never was.
pub async fn ask(viewer: Admin, app: Data<App>, path: Path<ContactId>) -> PageResult {
    let id = path.into_inner();
    if let Some(page) = gone(&viewer, &app, id).await? {
        return Ok(page);
    }
    page::page(&ask_page(&viewer, &app, id, true, Problems::default()).await?)
}

/// What was chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    sure: Option<String>,
    at_provider: Option<String>,
}

/// POST /contacts/{id}/erase
///
/// # Errors
/// 404 for one that is not there; without the tick the page again, with 422.
pub async fn erase(viewer: Admin, app: Data<App>, path: Path<ContactId>, posted: PostedForm<Chosen>) -> PageResult {
    let (id, actor, chosen) = (path.into_inner(), viewer.actor(), posted.value);
    let choice = Choice { sure: chosen.sure.is_some(), at_provider: chosen.at_provider.is_some() };
    match page::blocking(&app, move |app| erase::erase(app, actor, id, choice)).await {
        Ok(()) => page::redirect(format!("/contacts/{id}/erase")),
        Err(error) => {
            let problems = Problems::of(error)?;
            page::form_again(&ask_page(&viewer, &app, id, choice.at_provider, problems).await?)
        }
    }
}
