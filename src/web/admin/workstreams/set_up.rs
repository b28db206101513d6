//! The steps “Set up WhatsApp” on a workstream: number, language, behaviours, user features, summary. Nothing is kept
//! before the last one; until then each page carries what was chosen on, so that it works without a script.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{NumberId, WorkstreamId};
use crate::domain::language::Language;
use crate::domain::offer::Way;
use crate::domain::workstream::{Change, Mode, Settings};
use crate::flows::workstreams::set_up::{SetUp, set_up};
use crate::store::number;
use crate::store::workstream;
use crate::web::admin::workstreams::{Head, load, shell};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, page_with_status};
use crate::web::shell::Shell;

/// The names of the steps: the tails of their keys.
const STEPS: [&str; 5] = ["number", "language", "behaviours", "features", "summary"];

/// What was chosen so far.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    step: usize,
    go: String,
    number: String,
    language: String,
    mode: String,
    offer: String,
    offer_seconds: String,
    keep: String,
    attachments: String,
    customers: String,
    agents: String,
}

impl Form {
    fn of(settings: &Settings) -> Self {
        let ticked = || "1".to_owned();
        Self {
            language: settings.language.code().to_owned(),
            mode: settings.mode.word().to_owned(),
            offer: settings.offer.way.word().to_owned(),
            offer_seconds: settings.offer.timeout.whole_seconds().to_string(),
            keep: settings.keep_agent.map(|_| ticked()).unwrap_or_default(),
            attachments: ticked(),
            customers: ticked(),
            agents: ticked(),
            ..Self::default()
        }
    }

    fn wanted(&self, before: &Settings) -> SetUp {
        let keep = before.keep_agent.unwrap_or(crate::domain::workstream::settings::KEEP);
        let files = !self.attachments.is_empty();
        SetUp {
            number: self.number.parse().ok(),
            language: Language::parse(&self.language).unwrap_or(before.language),
            behaviours: Change {
                mode: Mode::from_word(&self.mode),
                offer: Way::from_word(&self.offer),
                offer_seconds: Some(self.offer_seconds.trim().parse().unwrap_or(-1)),
                keep_agent_seconds: Some((!self.keep.is_empty()).then(|| keep.whole_seconds())),
                ..Change::default()
            },
            attachments_from_customers: files && !self.customers.is_empty(),
            attachments_from_agents: files && !self.agents.is_empty(),
        }
    }
}

/// A number to choose, and where it is now.
struct Choice {
    id: NumberId,
    name: String,
    address: String,
    from: String,
}

#[derive(Template)]
#[template(path = "admin/workstreams/set_up.html")]
struct SetUpPage {
    shell: Shell,
    head: Head,
    steps: [&'static str; 5],
    form: Form,
    numbers: Vec<Choice>,
    problems: Problems,
}

impl SetUpPage {
    /// The chosen number.
    fn chosen(&self) -> Option<&Choice> {
        self.numbers.iter().find(|one| one.id.to_string() == self.form.number)
    }

    /// Whether a field stands on another step and is carried on unseen.
    fn carries(&self, step: usize) -> bool {
        self.form.step != step
    }
}

async fn page_of(
    viewer: &Admin,
    app: &Data<App>,
    id: WorkstreamId,
    form: Option<Form>,
    problems: Problems,
) -> Result<SetUpPage, WebError> {
    let (head, numbers) = blocking(app, move |app| {
        let head = load(app, id, "numbers")?;
        let numbers = app.store.read(|db| {
            let streams = workstream::list(db)?;
            let name = |id: WorkstreamId| {
                streams.iter().find(|one| one.id == id).map(|one| one.settings.name.clone()).unwrap_or_default()
            };
            let choice = |number: number::Number| Choice {
                id: number.id,
                from: name(number.workstream_id),
                address: number.address.display(),
                name: number.name,
            };
            Ok(number::list(db)?.into_iter().map(choice).collect())
        })?;
        Ok((head, numbers))
    })
    .await?;
    let form = form.unwrap_or_else(|| Form::of(&head.stream.settings));
    Ok(SetUpPage { shell: shell(viewer), head, steps: STEPS, form, numbers, problems })
}

/// GET /admin/workstreams/{id}/set-up
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>) -> PageResult {
    crate::web::page::page(&page_of(&viewer, &app, *id, None, Problems::default()).await?)
}

/// POST /admin/workstreams/{id}/set-up
///
/// # Errors
/// 404, or those of the store; what is wrong shows its step again.
pub async fn step(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, posted: PostedForm<Form>) -> PageResult {
    let (id, mut form) = (*id, posted.value);
    let last = STEPS.len() - 1;
    form.step = form.step.min(last);
    if form.go == "back" {
        form.step = form.step.saturating_sub(1);
        return crate::web::page::page(&page_of(&viewer, &app, id, Some(form), Problems::default()).await?);
    }
    if form.go == "finish" {
        let (actor, typed) = (viewer.actor(), form.clone());
        let kept = blocking(&app, move |app| {
            let before = app.store.read(|db| workstream::get(db, id))?.settings;
            set_up(app, actor, id, typed.wanted(&before))
        });
        return match kept.await {
            Ok(()) => flash(format!("/admin/workstreams/{id}/numbers"), "flash-number-set-up"),
            Err(error) => again(&viewer, &app, id, form, Problems::of(error)?).await,
        };
    }
    let problems = wrong(&form);
    if !problems.is_empty() {
        return again(&viewer, &app, id, form, problems).await;
    }
    form.step = (form.step + 1).min(last);
    crate::web::page::page(&page_of(&viewer, &app, id, Some(form), Problems::default()).await?)
}

/// What is wrong with the step that is left.
fn wrong(form: &Form) -> Problems {
    use crate::domain::offer::Manner;
    use crate::domain::refusal::FieldProblem;
    use crate::domain::time::Millis;
    let seconds = Millis::seconds(form.offer_seconds.trim().parse().unwrap_or(-1));
    let problem = match form.step {
        0 if form.number.is_empty() => Some(FieldProblem::new("number", "missing")),
        2 => Manner { timeout: seconds, ..Manner::default() }.check().err(),
        _ => None,
    };
    Problems(problem.into_iter().collect())
}

/// The page again, on the step where the first wrong field stands.
async fn again(viewer: &Admin, app: &Data<App>, id: WorkstreamId, mut form: Form, problems: Problems) -> PageResult {
    form.step = match problems.fields().next() {
        Some("number") => 0,
        Some("language") => 1,
        _ => 2,
    };
    let page = page_of(viewer, app, id, Some(form), problems).await?;
    page_with_status(&page, StatusCode::UNPROCESSABLE_ENTITY)
}
