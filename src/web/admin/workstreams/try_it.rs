//! The box beside the rules: a message is tried, and nothing changes.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::text;
use crate::flows::rules::try_it::{Trial, Tried, try_it};
use crate::store::{number, trial_view};
use crate::web::admin::workstreams::rules::show_tried;
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking};
use crate::web::why::{Detail, Teller};

/// Conversations to choose from.
const RECENT_MAX: u32 = 20;
/// So much of a message stands in the menu, in characters.
const CHARS_MAX: usize = 60;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    pub(super) conversation: String,
    pub(super) text: String,
    pub(super) number: String,
    pub(super) phone: String,
    pub(super) language: String,
    pub(super) tags: String,
    pub(super) returning: String,
}

/// The box.
#[derive(Clone, Debug, Default)]
pub struct TryBox {
    pub(super) form: Form,
    /// Conversations whose first message may be tried.
    pub(super) recent: Vec<(i64, String)>,
    /// Numbers of the workstream.
    pub(super) numbers: Vec<(i64, String)>,
    pub(super) answer: Option<Answer>,
    pub(super) problems: Problems,
}

/// What would happen.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(super) rules: Vec<Detail>,
    pub(super) passed: Vec<Detail>,
    pub(super) place: String,
    /// Who gets it.
    pub(super) agent: Option<String>,
    /// Whether agents are looked for at all.
    pub(super) asked: bool,
    pub(super) agents: Vec<Detail>,
}

impl TryBox {
    pub(super) async fn load(app: &Data<App>, id: WorkstreamId) -> Result<Self, WebError> {
        blocking(app, move |app| {
            app.store.read(|db| {
                let recent = trial_view::recent(db, id, RECENT_MAX)?;
                let shown = |one: trial_view::Recent| {
                    (one.id.0, text::one_line(&format!("{}: {}", one.contact, one.text), CHARS_MAX))
                };
                let numbers = number::list(db)?.into_iter().filter(|number| number.workstream_id == id);
                Ok(Self {
                    recent: recent.into_iter().map(shown).collect(),
                    numbers: numbers.map(|number| (number.id.0, number.name)).collect(),
                    ..Self::default()
                })
            })
        })
        .await
    }
}

fn answer(tried: &Tried, viewer: &Admin) -> Answer {
    let teller = Teller { names: &tried.names, l: viewer.locale, tz: &viewer.tz };
    let (decision, placing) = (&tried.decision, &tried.decision.placing);
    let classified = decision.classified.read.iter().map(|(_, read)| *read);
    Answer {
        rules: classified.chain(decision.read.iter().copied()).map(|read| teller.read(read)).collect(),
        passed: placing.passed.iter().map(|passed| teller.passed(*passed)).collect(),
        place: teller.destination(placing.destination, placing.reason, placing.rule, None),
        agent: tried
            .choice
            .as_ref()
            .and_then(|choice| choice.agent)
            .map(|agent| tried.names.users.get(&agent).cloned().unwrap_or_default()),
        asked: tried.choice.is_some(),
        agents: tried.choice.as_ref().map(|choice| teller.considered(&choice.considered)).unwrap_or_default(),
    }
}

/// POST /admin/workstreams/{id}/try
///
/// # Errors
/// 404, or those of the store.
pub async fn run(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, posted: PostedForm<Form>) -> PageResult {
    let (id, actor, form) = (*id, viewer.actor(), posted.value);
    let trial = Trial {
        conversation: form.conversation.parse().ok(),
        text: form.text.clone(),
        number: form.number.parse().ok(),
        phone: form.phone.clone(),
        language: form.language.clone(),
        tags: form.tags.split(',').map(str::to_owned).collect(),
        returning: !form.returning.is_empty(),
    };
    let mut tried = TryBox { form, ..TryBox::load(&app, id).await? };
    match blocking(&app, move |app| try_it(app, actor, id, &trial)).await {
        Ok(outcome) => tried.answer = Some(answer(&outcome, &viewer)),
        Err(error) => tried.problems = Problems::of(error)?,
    }
    show_tried(&viewer, &app, id, tried).await
}
