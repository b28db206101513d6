//! The tabs General and Offers: the settings of a workstream.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::capacity::Blocking;
use crate::domain::ids::{QueueId, WorkstreamId};
use crate::domain::language::Language;
use crate::domain::offer::Way;
use crate::domain::skill::Matching;
use crate::domain::user::Presence;
use crate::domain::workstream::{Change, Mode, Settings};
use crate::flows::workstreams::update;
use crate::store::queue;
use crate::web::admin::workstreams::{Head, load, shell};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page};
use crate::web::shell::Shell;

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;

/// The settings as they stand in fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    /// `general` or `offers`; the fields of the other are left alone.
    tab: String,
    name: String,
    mode: String,
    language: String,
    fallback_queue: String,
    cost: String,
    blocking: String,
    wrap_up: String,
    matching: String,
    /// Whether conversations are kept for their agent.
    keep: String,
    keep_minutes: String,
    auto_close_hours: String,
    quiet_minutes: String,
    offer: String,
    offer_seconds: String,
    may_pick: String,
    #[serde(skip)]
    presences: Vec<Presence>,
}

impl Form {
    fn of(settings: &Settings) -> Self {
        let number = |n: i64| n.to_string();
        Self {
            tab: String::new(),
            name: settings.name.clone(),
            mode: settings.mode.word().to_owned(),
            language: settings.language.code().to_owned(),
            fallback_queue: settings.fallback_queue.to_string(),
            cost: settings.cost.0.to_string(),
            blocking: settings.block.blocking().word().to_owned(),
            wrap_up: settings.block.time().map(|time| number(time.whole_seconds())).unwrap_or_default(),
            matching: settings.matching.word().to_owned(),
            keep: settings.keep_agent.map(|_| "1".to_owned()).unwrap_or_default(),
            keep_minutes: number(settings.keep_agent.map_or(5, |time| time.whole_seconds() / MINUTE)),
            auto_close_hours: number(settings.auto_close.whole_seconds() / HOUR),
            quiet_minutes: number(settings.quiet_after_answer.whole_seconds() / MINUTE),
            offer: settings.offer.way.word().to_owned(),
            offer_seconds: number(settings.offer.timeout.whole_seconds()),
            may_pick: if settings.may_pick { "1".to_owned() } else { String::new() },
            presences: settings.allowed.presences(),
        }
    }

    /// What changes; a text that is no number counts as one that is out of range.
    fn change(&self) -> Change {
        let number = |text: &str| Some(text.trim().parse().unwrap_or(-1_i64));
        let times = |text: &str, unit: i64| number(text).map(|n| n.saturating_mul(unit));
        if self.tab == "offers" {
            return Change {
                offer: Way::from_word(&self.offer),
                offer_seconds: number(&self.offer_seconds),
                may_pick: Some(!self.may_pick.is_empty()),
                presences: Some(self.presences.clone()),
                ..Change::default()
            };
        }
        let blocking = Blocking::from_word(&self.blocking);
        let timed = blocking == Some(Blocking::Time) && !self.wrap_up.trim().is_empty();
        Change {
            name: Some(self.name.clone()),
            mode: Mode::from_word(&self.mode),
            language: Language::parse(&self.language),
            // What is no id belongs to nothing.
            fallback_queue: Some(self.fallback_queue.parse().unwrap_or(QueueId(0))),
            cost: number(&self.cost),
            blocking,
            wrap_up_seconds: if timed { number(&self.wrap_up) } else { None },
            matching: Matching::from_word(&self.matching),
            keep_agent_seconds: Some(if self.keep.is_empty() { None } else { times(&self.keep_minutes, MINUTE) }),
            auto_close_seconds: times(&self.auto_close_hours, HOUR),
            quiet_after_answer_seconds: times(&self.quiet_minutes, MINUTE),
            ..Change::default()
        }
    }

    /// Whether a presence is ticked.
    fn allows(&self, presence: &Presence) -> bool {
        self.presences.contains(presence)
    }
}

/// A queue to choose, and how many work for it; `None`: everybody.
struct Choice {
    id: QueueId,
    name: String,
    members: Option<usize>,
}

#[derive(Template)]
#[template(path = "admin/workstreams/general.html")]
struct GeneralPage {
    shell: Shell,
    head: Head,
    form: Form,
    queues: Vec<Choice>,
    problems: Problems,
}

#[derive(Template)]
#[template(path = "admin/workstreams/offers.html")]
struct OffersPage {
    shell: Shell,
    head: Head,
    form: Form,
    presences: &'static [Presence],
    problems: Problems,
}

fn choices(app: &App) -> Result<Vec<Choice>, crate::store::Fault> {
    app.store.read(|db| {
        let mut choices = Vec::new();
        for queue in queue::list(db)? {
            let members = queue::chosen_count(db, &queue)?;
            choices.push(Choice { id: queue.id, name: queue.settings.name, members });
        }
        Ok(choices)
    })
}

async fn general_page(
    viewer: &Admin,
    app: &Data<App>,
    id: WorkstreamId,
    typed: Option<(Form, Problems)>,
) -> Result<GeneralPage, WebError> {
    let (head, queues) = blocking(app, move |app| Ok((load(app, id, "general")?, choices(app)?))).await?;
    let (form, problems) = typed.unwrap_or_else(|| (Form::of(&head.stream.settings), Problems::default()));
    Ok(GeneralPage { shell: shell(viewer), head, form, queues, problems })
}

async fn offers_page(
    viewer: &Admin,
    app: &Data<App>,
    id: WorkstreamId,
    typed: Option<(Form, Problems)>,
) -> Result<OffersPage, WebError> {
    let head = blocking(app, move |app| load(app, id, "offers")).await?;
    let (form, problems) = typed.unwrap_or_else(|| (Form::of(&head.stream.settings), Problems::default()));
    Ok(OffersPage { shell: shell(viewer), head, form, presences: Presence::ALL, problems })
}

/// GET /admin/workstreams/{id}
///
/// # Errors
/// 404, or those of the store.
pub async fn general(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>) -> PageResult {
    page(&general_page(&viewer, &app, *id, None).await?)
}

/// GET /admin/workstreams/{id}/offers
///
/// # Errors
/// 404, or those of the store.
pub async fn offers(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>) -> PageResult {
    page(&offers_page(&viewer, &app, *id, None).await?)
}

/// POST /admin/workstreams/{id}
///
/// # Errors
/// 404, or those of the store; wrong fields show the page again.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, posted: PostedForm<Form>) -> PageResult {
    let (id, actor, PostedForm { value, pairs }) = (*id, viewer.actor(), posted);
    let ticked = pairs.iter().filter(|(name, _)| name == "presences");
    let form = Form { presences: ticked.filter_map(|(_, word)| Presence::from_word(word)).collect(), ..value };
    let (change, on_offers) = (form.change(), form.tab == "offers");
    match blocking(&app, move |app| update::update(app, actor, id, change)).await {
        Ok(()) if on_offers => flash(format!("/admin/workstreams/{id}/offers"), "flash-saved"),
        Ok(()) => flash(format!("/admin/workstreams/{id}"), "flash-saved"),
        Err(error) => {
            let problems = in_units_of_the_page(Problems::of(error)?);
            if on_offers {
                form_again(&offers_page(&viewer, &app, id, Some((form, problems))).await?)
            } else {
                form_again(&general_page(&viewer, &app, id, Some((form, problems))).await?)
            }
        }
    }
}

/// A limit in the unit that the field beside it has.
fn in_units_of_the_page(mut problems: Problems) -> Problems {
    for problem in &mut problems.0 {
        let unit = match problem.field {
            "keep_agent_seconds" | "quiet_after_answer_seconds" => MINUTE,
            "auto_close_seconds" => HOUR,
            _ => continue,
        };
        problem.limit = problem.limit.map(|limit| limit / unit);
    }
    problems
}
