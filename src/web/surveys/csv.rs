//! All surveys as a table for a spreadsheet.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Data, Query};
use jiff::tz::TimeZone;

use crate::app::App;
use crate::flows::sheet;
use crate::store::survey_view::{self, Told};
use crate::web::guards::Supervisor;
use crate::web::page::{self, PageResult};
use crate::web::surveys::Asked;
use crate::web::time_field;

/// Its columns; what is in them are the words of the API.
const COLUMNS: [&str; 12] = [
    "conversation",
    "number",
    "agent",
    "contact",
    "after",
    "kind",
    "through",
    "not_sent",
    "asked",
    "score",
    "comment",
    "answered",
];

fn line(told: &Told, tz: &TimeZone) -> Vec<String> {
    let survey = &told.survey;
    let time = |at| time_field::to_the_minute(at, tz).replace('T', " ");
    vec![
        survey.conversation.to_string(),
        told.number.clone(),
        told.agent.clone().unwrap_or_default(),
        told.contact.clone(),
        survey.after.word().to_owned(),
        survey.kind.word().to_owned(),
        survey.through.map(|through| through.word().to_owned()).unwrap_or_default(),
        survey.not_sent.map(|why| why.word().to_owned()).unwrap_or_default(),
        time(survey.asked_at),
        survey.score.map(|score| score.to_string()).unwrap_or_default(),
        survey.comment.clone(),
        survey.answered_at.map(time).unwrap_or_default(),
    ]
}

/// GET /surveys/csv
///
/// # Errors
/// The store's.
pub async fn take(viewer: Supervisor, app: Data<App>, asked: Query<Asked>) -> PageResult {
    let (tz, now) = (viewer.tz.clone(), viewer.visitor.now);
    let csv = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let all = survey_view::list(db, &asked.filter(now), false, None, i64::MAX)?;
            sheet::write(&COLUMNS, all.iter().map(|told| line(told, &tz)))
        })
    })
    .await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"surveys.csv\""))
        .body(csv))
}
