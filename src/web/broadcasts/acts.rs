//! What is done to a broadcast: its columns settled and its rows checked, confirmed, paused, resumed, cancelled.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::broadcast::columns::{Columns, Source};
use crate::domain::ids::BroadcastId;
use crate::domain::opt_in::Typed;
use crate::domain::refusal::Refusal;
use crate::flows::broadcasts::act::{self, Wanted};
use crate::flows::broadcasts::confirm::{self, When};
use crate::flows::broadcasts::{check as checking, set_list};
use crate::web::broadcasts::show::{Again, build};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, Problems, refused};
use crate::web::guards::Supervisor;
use crate::web::page::{self, PageResult};
use crate::web::time_field;
use crate::web::upload::PostedFile;

/// The columns as they were chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    number: String,
    name: String,
    language: String,
    opt_in: String,
    opt_in_at: String,
    how: String,
    words: String,
    given_on: String,
}

/// POST /broadcasts/{id}/check
///
/// # Errors
/// 404 for one that does not exist; refusals are the page again, with 422.
pub async fn check(
    viewer: Supervisor,
    app: Data<App>,
    path: Path<BroadcastId>,
    form: PostedForm<Chosen>,
) -> PageResult {
    let id = path.into_inner();
    let mut columns = Columns {
        number: form.value.number.clone(),
        name: form.value.name.clone(),
        language: form.value.language.clone(),
        opt_in: form.value.opt_in.clone(),
        opt_in_at: form.value.opt_in_at.clone(),
        variables: std::collections::BTreeMap::new(),
        opt_in_of_all: Typed {
            how: form.value.how.clone(),
            words: form.value.words.clone(),
            given_at: time_field::read_day(&form.value.given_on, &viewer.tz),
        },
    };
    for (name, column) in form.pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("from.")?, value))) {
        let text = form.pairs.iter().find(|(key, _)| key.strip_prefix("text.") == Some(name));
        let source = match (column.is_empty(), text) {
            (false, _) => Source::Column(column.clone()),
            (true, Some((_, text))) => Source::Text(text.clone()),
            (true, None) => Source::Text(String::new()),
        };
        columns.variables.insert(name.to_owned(), source);
    }
    let (actor, tz, asked) = (viewer.actor(), viewer.tz.clone(), columns.clone());
    let done = page::blocking(&app, move |app| checking::check(app, actor, id, &asked, &tz)).await;
    let again = Again { columns: Some(columns), ..Again::default() };
    answer(&viewer, &app, id, done, again).await
}

/// POST /broadcasts/{id}/list
///
/// # Errors
/// 404 for one that does not exist; refusals are the page again, with 422.
pub async fn list(viewer: Supervisor, app: Data<App>, path: Path<BroadcastId>, posted: PostedFile) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    let done = page::blocking(&app, move |app| set_list::set_list(app, actor, id, &posted.file)).await;
    answer(&viewer, &app, id, done.map(|_| ()), Again::default()).await
}

/// When it begins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begins {
    /// `later`; anything else: at once.
    leaves: String,
    send_at: String,
}

/// POST /broadcasts/{id}/confirm
///
/// # Errors
/// 404 for one that does not exist; refusals are the page again, with 422.
pub async fn confirm(
    viewer: Supervisor,
    app: Data<App>,
    path: Path<BroadcastId>,
    form: PostedForm<Begins>,
) -> PageResult {
    let (id, actor, form) = (path.into_inner(), viewer.actor(), form.value);
    let later = form.leaves == "later";
    let when = if later { When::At(time_field::read_instant(&form.send_at, &viewer.tz)) } else { When::Now };
    let done = page::blocking(&app, move |app| confirm::confirm(app, actor, id, when)).await;
    let again = Again { later, send_at: Some(form.send_at), ..Again::default() };
    answer(&viewer, &app, id, done, again).await
}

/// The page, or the page again with what was wrong.
async fn answer(
    viewer: &Supervisor,
    app: &Data<App>,
    id: BroadcastId,
    done: Result<(), WebError>,
    mut again: Again,
) -> PageResult {
    let to = format!("/broadcasts/{id}");
    let error = match done {
        Ok(()) => return page::redirect(to),
        Err(error) => error,
    };
    let refusal = refused(&error).filter(|refusal| **refusal != Refusal::NotFound).cloned();
    let Some(refusal) = refusal else { return Err(error) };
    again.problems = Problems(refusal.problems());
    if again.problems.is_empty() {
        return page::flash_refusal(to, &refusal);
    }
    page::form_again(&build(viewer, app, id, again).await?)
}

async fn press(viewer: &Supervisor, app: &Data<App>, id: BroadcastId, wanted: Wanted) -> PageResult {
    let (actor, to) = (viewer.actor(), format!("/broadcasts/{id}"));
    match page::blocking(app, move |app| act::act(app, actor, id, wanted)).await {
        Ok(()) => page::redirect(to),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash_refusal(to, refusal),
            _ => Err(error),
        },
    }
}

/// Defines handlers that are one button each.
macro_rules! buttons {
    ($($(#[$doc:meta])* $name:ident => $wanted:expr;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// 404 for one that does not exist.
        pub async fn $name(
            viewer: Supervisor,
            app: Data<App>,
            path: Path<BroadcastId>,
            _form: PostedForm<Nothing>,
        ) -> PageResult {
            press(&viewer, &app, path.into_inner(), $wanted).await
        }
    )+};
}

buttons! {
    /// POST /broadcasts/{id}/pause
    pause => Wanted::Pause;
    /// POST /broadcasts/{id}/resume
    resume => Wanted::Resume;
    /// POST /broadcasts/{id}/cancel
    cancel => Wanted::Cancel;
    /// POST /broadcasts/{id}/unschedule
    unschedule => Wanted::Unschedule;
}
