//! `/s/{token}`: how a conversation was. In the language that the contact wrote in, whatever the phone says. Looking at
//! it uses nothing up, for messengers look at links too.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::domain::survey::COMMENT_CHARS_MAX;
use crate::flows::surveys::open::{self, Opened};
use crate::web::form::{PostedForm, Problems, refused};
use crate::web::guards::MaybeViewer;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;

#[derive(askama::Template)]
#[template(path = "public/survey.html")]
struct SurveyPage {
    shell: Shell,
    /// `None`: the link does not work.
    opened: Option<Opened>,
    score: Option<i64>,
    comment: String,
    problems: Problems,
}

impl SurveyPage {
    /// Whether it can still be answered.
    fn is_open(&self) -> bool {
        self.opened.as_ref().is_some_and(|opened| self.shell.now < opened.until)
    }

    fn is_chosen(&self, score: &i64) -> bool {
        self.score == Some(*score)
    }

    const fn comment_chars_max(&self) -> usize {
        COMMENT_CHARS_MAX
    }
}

/// The posted form.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    score: String,
    comment: String,
}

async fn load(known: &MaybeViewer, app: &Data<App>, token: String) -> Result<SurveyPage, crate::web::error::WebError> {
    let mut shell = known.shell();
    let opened = match page::blocking(app, move |app| open::look(app, &token)).await {
        Ok(opened) => Some(opened),
        Err(error) if refused(&error) == Some(&Refusal::NotFound) => None,
        Err(error) => return Err(error),
    };
    if let Some(opened) = &opened {
        shell.l = Locale(opened.survey.language);
    }
    let score = opened.as_ref().and_then(|opened| opened.survey.score);
    let comment = opened.as_ref().map(|opened| opened.survey.comment.clone()).unwrap_or_default();
    Ok(SurveyPage { shell, opened, score, comment, problems: Problems::default() })
}

fn answer_with(shown: &SurveyPage) -> PageResult {
    match shown.opened {
        Some(_) => page::page_with_status(shown, shown.problems.status()),
        None => page::page_with_status(shown, StatusCode::NOT_FOUND),
    }
}

/// GET /s/{token}
///
/// # Errors
/// The store's.
pub async fn show(known: MaybeViewer, app: Data<App>, token: Path<String>) -> PageResult {
    answer_with(&load(&known, &app, token.into_inner()).await?)
}

/// POST /s/{token}
///
/// # Errors
/// The store's.
pub async fn answer(known: MaybeViewer, app: Data<App>, token: Path<String>, form: PostedForm<Form>) -> PageResult {
    let (token, typed) = (token.into_inner(), form.value);
    let (presented, given) = (token.clone(), typed.clone());
    let done =
        page::blocking(&app, move |app| open::answer(app, &presented, given.score.parse().ok(), &given.comment)).await;
    match done {
        Ok(()) => page::redirect(format!("/s/{token}")),
        Err(error) if refused(&error) == Some(&Refusal::NotFound) => answer_with(&load(&known, &app, token).await?),
        Err(error) => {
            let problems = Problems::of(error)?;
            let shown = load(&known, &app, token).await?;
            answer_with(&SurveyPage { score: typed.score.parse().ok(), comment: typed.comment, problems, ..shown })
        }
    }
}
