//! The tab Numbers: which are in it, and which could come.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{NumberId, WorkstreamId};
use crate::flows::numbers::update::{self, Change};
use crate::store::number::{self, Number};
use crate::store::workstream;
use crate::web::admin::workstreams::{Head, load, shell};
use crate::web::form::PostedForm;
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, page, redirect};
use crate::web::shell::Shell;

#[derive(Template)]
#[template(path = "admin/workstreams/numbers.html")]
struct NumbersPage {
    shell: Shell,
    head: Head,
    /// Numbers elsewhere, and where.
    others: Vec<(Number, String)>,
}

/// GET /admin/workstreams/{id}/numbers
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>) -> PageResult {
    let id = *id;
    let (head, others) = blocking(&app, move |app| {
        let head = load(app, id, "numbers")?;
        let others = app.store.read(|db| {
            let streams = workstream::list(db)?;
            let of = |number: &Number| streams.iter().find(|stream| stream.id == number.workstream_id);
            let elsewhere = number::list(db)?.into_iter().filter(|number| number.workstream_id != id);
            Ok(elsewhere
                .map(|number| {
                    let name = of(&number).map(|stream| stream.settings.name.clone()).unwrap_or_default();
                    (number, name)
                })
                .collect())
        })?;
        Ok((head, others))
    })
    .await?;
    page(&NumbersPage { shell: shell(&viewer), head, others })
}

/// The number that comes.
#[derive(Deserialize)]
pub struct Coming {
    #[serde(default)]
    number: String,
}

/// POST /admin/workstreams/{id}/numbers
///
/// # Errors
/// 404, or those of the store.
pub async fn add(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, form: PostedForm<Coming>) -> PageResult {
    let (id, actor, back) = (*id, viewer.actor(), format!("/admin/workstreams/{id}/numbers"));
    let Ok(number) = form.value.number.parse::<NumberId>() else { return redirect(back) };
    let change = Change { workstream: Some(id), ..Change::default() };
    blocking(&app, move |app| update::update(app, actor, number, &change)).await?;
    flash(back, "flash-saved")
}
