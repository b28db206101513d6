//! The tab Outcomes: what can become of a conversation, and what is asked of whoever ends one.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::outcome::{Entry, NAME_CHARS_MAX, OF_CONVERSATION_MAX, Wanted};
use crate::flows::workstreams::set_outcomes::set_outcomes;
use crate::store::outcome;
use crate::web::admin::workstreams::{Head, shell};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, page, page_with_status};
use crate::web::shell::Shell;

/// Empty rows below those that there are.
const EMPTY_ROWS: usize = 3;

#[derive(Template)]
#[template(path = "admin/workstreams/outcomes.html")]
struct OutcomesPage {
    shell: Shell,
    head: Head,
    rows: Vec<Entry>,
    required: bool,
    most: String,
    problems: Problems,
    name_max: usize,
    most_max: i64,
}

async fn shown(
    viewer: &Admin,
    app: &Data<App>,
    id: WorkstreamId,
    typed: Option<(Wanted, String)>,
    problems: Problems,
) -> Result<OutcomesPage, WebError> {
    let (head, kept) =
        blocking(app, move |app| app.store.read(|db| Ok((Head::load(db, id, "outcomes")?, outcome::wanted(db, id)?))))
            .await?;
    let (mut wanted, most) = typed.unwrap_or_else(|| {
        let most = kept.most.to_string();
        (kept, most)
    });
    wanted.entries.extend(std::iter::repeat_n(Entry::default(), EMPTY_ROWS));
    Ok(OutcomesPage {
        shell: shell(viewer),
        head,
        rows: wanted.entries,
        required: wanted.required,
        most,
        problems,
        name_max: NAME_CHARS_MAX,
        most_max: OF_CONVERSATION_MAX,
    })
}

/// GET /admin/workstreams/{id}/outcomes
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>) -> PageResult {
    page(&shown(&viewer, &app, *id, None, Problems::default()).await?)
}

/// What stands in the form once; its rows come one after the other.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Form {
    required: String,
    max: String,
    /// The row that goes one up; nothing is saved then.
    up: Option<usize>,
}

/// The rows as they were typed: each an id, which may be empty, a name and a category.
fn rows(pairs: &[(String, String)]) -> Vec<Entry> {
    let mut rows: Vec<Entry> = Vec::new();
    for (name, value) in pairs {
        match (name.as_str(), rows.last_mut()) {
            ("row", _) => rows.push(Entry { id: value.parse().ok(), ..Entry::default() }),
            ("name", Some(row)) => row.name.clone_from(value),
            ("category", Some(row)) => row.category.clone_from(value),
            _ => {}
        }
    }
    rows
}

/// POST /admin/workstreams/{id}/outcomes
///
/// # Errors
/// 404, or those of the store; what is wrong is the page again, with 422.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, posted: PostedForm<Form>) -> PageResult {
    let (id, actor, PostedForm { value, pairs }) = (*id, viewer.actor(), posted);
    let mut entries = rows(&pairs);
    entries.retain(|row| !row.name.trim().is_empty() || row.id.is_some());
    let most = value.max.trim().parse().unwrap_or(-1);
    let moved = value.up.filter(|place| 0 < *place && *place < entries.len());
    if let Some(place) = moved {
        entries.swap(place - 1, place);
    }
    let wanted = Wanted { entries, required: !value.required.is_empty(), most };
    if value.up.is_some() {
        return page(&shown(&viewer, &app, id, Some((wanted, value.max)), Problems::default()).await?);
    }
    let said = wanted.clone();
    match blocking(&app, move |app| set_outcomes(app, actor, id, said)).await {
        Ok(()) => flash(format!("/admin/workstreams/{id}/outcomes"), "flash-saved"),
        Err(error) => {
            let problems = Problems::of(error)?;
            let status = problems.status();
            page_with_status(&shown(&viewer, &app, id, Some((wanted, value.max)), problems).await?, status)
        }
    }
}
