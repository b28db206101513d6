//! All workstreams; one is made, copied, deleted.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::workstream::{Change, Mode};
use crate::flows::workstreams::{copy, create, delete};
use crate::store::workstream::{self, Workstream};
use crate::store::{number, queue};
use crate::web::admin::workstreams::shell;
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems, refused};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page, redirect};
use crate::web::shell::Shell;

/// A row of the list.
struct Row {
    stream: Workstream,
    numbers: Vec<(i64, String)>,
    fallback: String,
}

#[derive(Template)]
#[template(path = "admin/workstreams/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    name: String,
    mode: String,
    problems: Problems,
    /// Why one could not be deleted.
    refusal: Option<String>,
}

async fn load(viewer: &Admin, app: &Data<App>) -> Result<ListPage, WebError> {
    let rows = blocking(app, |app| {
        app.store.read(|db| {
            let (numbers, queues) = (number::list(db)?, queue::names(db)?);
            let row = |stream: Workstream| Row {
                numbers: numbers
                    .iter()
                    .filter(|number| number.workstream_id == stream.id)
                    .map(|number| (number.colour, number.name.clone()))
                    .collect(),
                fallback: queues.get(&stream.settings.fallback_queue).cloned().unwrap_or_default(),
                stream,
            };
            Ok(workstream::list(db)?.into_iter().map(row).collect())
        })
    })
    .await?;
    let (name, mode, problems) = (String::new(), "push".to_owned(), Problems::default());
    Ok(ListPage { shell: shell(viewer), rows, name, mode, problems, refusal: None })
}

/// GET /admin/workstreams
///
/// # Errors
/// Those of the store.
pub async fn show(viewer: Admin, app: Data<App>) -> PageResult {
    page(&load(&viewer, &app).await?)
}

/// A new one.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewForm {
    name: String,
    mode: String,
}

/// POST /admin/workstreams
///
/// # Errors
/// Those of the store; wrong fields show the page again.
pub async fn make(viewer: Admin, app: Data<App>, form: PostedForm<NewForm>) -> PageResult {
    let (actor, NewForm { name, mode }) = (viewer.actor(), form.value);
    let wanted = Change { name: Some(name.clone()), mode: Mode::from_word(&mode), ..Change::default() };
    match blocking(&app, move |app| create::create(app, actor, wanted)).await {
        Ok(id) => flash(format!("/admin/workstreams/{id}"), "flash-workstream-made"),
        Err(error) => {
            let problems = Problems::of(error)?;
            form_again(&ListPage { name, mode, problems, ..load(&viewer, &app).await? })
        }
    }
}

/// A form that is only buttons.
#[derive(Deserialize)]
pub struct ActForm {
    act: String,
}

/// POST /admin/workstreams/{id}/act: `copy`, `delete`.
///
/// # Errors
/// 404, or those of the store; what is in use shows the page again with all reasons.
pub async fn act(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, form: PostedForm<ActForm>) -> PageResult {
    let (actor, id) = (viewer.actor(), *id);
    if form.value.act == "copy" {
        let prefix = viewer.locale.t("workstreams-copy-of");
        let copied = blocking(&app, move |app| copy::copy(app, actor, id, &prefix)).await?;
        return flash(format!("/admin/workstreams/{copied}"), "flash-workstream-copied");
    }
    if form.value.act != "delete" {
        return redirect(format!("/admin/workstreams/{id}"));
    }
    match blocking(&app, move |app| delete::delete(app, actor, id)).await {
        Ok(()) => flash("/admin/workstreams", "flash-workstream-deleted"),
        Err(error) => match refused(&error) {
            Some(refusal @ crate::domain::refusal::Refusal::InUse(_)) => {
                let refusal = Some(viewer.locale.refusal(refusal));
                let page = ListPage { refusal, ..load(&viewer, &app).await? };
                crate::web::page::page_with_status(&page, actix_web::http::StatusCode::CONFLICT)
            }
            _ => Err(error),
        },
    }
}
