//! One of the texts that are said by itself, in fields: per language, with its times, and tried with a conversation.
//!
//! The page counts in minutes and shows one language; the flow takes seconds and all of them.

use std::collections::BTreeMap;

use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::automatic::{Change, InForce, Origin, Scope, Trigger};
use crate::domain::compose::TEXT_UNITS_MAX;
use crate::domain::ids::{ConversationId, NumberId, WorkstreamId};
use crate::domain::language::Language;
use crate::domain::refusal::Refusal;
use crate::domain::time::Millis;
use crate::flows::automated_messages::set;
use crate::flows::messages::automatic;
use crate::store::automated_message;
use crate::store::trial_view::{self, Recent};
use crate::web::admin::automated::{Place, address, name, when};
use crate::web::admin::workstreams::language_key;
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, page_with_status};
use crate::web::shell::Shell;
use crate::web::try_text::TryView;

/// Conversations that a text may be tried with.
const TRIED_WITH: u32 = 20;
const MINUTE: i64 = 60;

/// One of them as it stands in fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    active: String,
    text: String,
    language: String,
    after_minutes: String,
    once_minutes: String,
    /// The conversation that it is tried with.
    conversation: String,
    /// It is only tried.
    r#try: Option<String>,
    /// Our text again.
    ours: Option<String>,
}

impl Form {
    fn of(trigger: Trigger, in_force: &InForce, language: Language) -> Self {
        let setting = &in_force.setting;
        let minutes = |span: Option<Millis>| span.map(|span| span.whole_minutes().to_string()).unwrap_or_default();
        Self {
            active: if setting.active { "1".to_owned() } else { String::new() },
            text: setting.text(trigger, language),
            language: language.code().to_owned(),
            after_minutes: minutes(setting.after),
            once_minutes: minutes(setting.once_per),
            ..Self::default()
        }
    }

    /// What changes; a text that is no number counts as one that is out of range.
    fn change(&self, trigger: Trigger, language: Language) -> Change {
        let seconds = |text: &str| text.trim().parse::<i64>().unwrap_or(-1).saturating_mul(MINUTE);
        let text = if self.ours.is_some() { None } else { Some(self.text.clone()) };
        Change {
            active: (!trigger.is_switched_elsewhere()).then_some(!self.active.is_empty()),
            texts: BTreeMap::from([(language, text)]),
            after_seconds: trigger.after().map(|_| seconds(&self.after_minutes)),
            once_per_seconds: Some(Some(self.once_minutes.trim()).filter(|text| !text.is_empty()).map(seconds)),
        }
    }
}

/// The language of the text that is edited.
#[derive(Deserialize)]
pub struct Shown {
    language: Option<String>,
}

#[derive(Template)]
#[template(path = "admin/messages/edit.html")]
struct EditPage {
    shell: Shell,
    place: Place,
    address: String,
    trigger: &'static str,
    name: String,
    when: String,
    /// Whether it can be switched here.
    switched: bool,
    /// Whether a time belongs to it.
    timed: bool,
    language: &'static str,
    /// Each language with its name and whether it is the one that is edited.
    languages: Vec<(&'static str, String, bool)>,
    /// Whose setting counts now.
    origin: String,
    /// Whether it is this scope's own.
    own: bool,
    /// Whether the text of this language is ours.
    ours: bool,
    form: Form,
    recent: Vec<Recent>,
    problems: Problems,
    trial: TryView,
    limit: usize,
}

/// A form that is shown again, as it came, and what is wrong with it.
type Typed = (Form, Vec<(String, String)>, Problems);

async fn edit(
    viewer: &Admin,
    app: &Data<App>,
    (scope, word): (Scope, &str),
    language: Option<&str>,
    typed: Option<Typed>,
) -> PageResult {
    let trigger = Trigger::from_word(word).ok_or(Refusal::NotFound)?;
    let wanted = language.and_then(Language::parse);
    let with = typed.as_ref().and_then(|(form, ..)| form.conversation.parse::<ConversationId>().ok());
    let now = app.clock.now();
    let (place, in_force, recent, real) = blocking(app, move |app| {
        let place = Place::load(app, scope)?;
        let stream = place.workstream();
        app.store.read(|db| {
            let in_force = automated_message::of(db, scope)?.of(trigger);
            let language = wanted.unwrap_or(place.language());
            let real = with.map(|id| automatic::sample(db, id, language, now)).transpose()?;
            Ok((place, in_force, trial_view::recent(db, stream, TRIED_WITH)?, real.unwrap_or_default()))
        })
    })
    .await?;
    let language = wanted.unwrap_or(place.language());
    let own = in_force.origin == if place.is_number() { Origin::Number } else { Origin::Workstream };
    let (form, pairs, problems) =
        typed.unwrap_or_else(|| (Form::of(trigger, &in_force, language), Vec::new(), Problems::default()));
    // What is known of the conversation comes before what was typed into the box.
    let pairs: Vec<_> = real.into_iter().map(|(name, value)| (format!("try.{name}"), value)).chain(pairs).collect();
    let (status, l) = (problems.status(), viewer.locale);
    let page = EditPage {
        shell: viewer.shell(place.nav()),
        address: address(scope),
        trigger: trigger.word(),
        name: name(trigger, l),
        when: when(trigger, l),
        switched: !trigger.is_switched_elsewhere(),
        timed: trigger.after().is_some(),
        language: language.code(),
        languages: Language::ALL.map(|one| (one.code(), l.t(language_key(&one)), one == language)).to_vec(),
        origin: l.t(format!("messages-origin-{}", in_force.origin.word())),
        own,
        ours: !in_force.setting.texts.contains_key(&language),
        trial: TryView::with(&form.text, trigger.placeholders(), &pairs, l),
        form,
        recent,
        problems,
        limit: TEXT_UNITS_MAX,
        place,
    };
    page_with_status(&page, status)
}

async fn save(viewer: &Admin, app: &Data<App>, (scope, word): (Scope, &str), posted: PostedForm<Form>) -> PageResult {
    let trigger = Trigger::from_word(word).ok_or(Refusal::NotFound)?;
    let (actor, PostedForm { value: form, pairs }) = (viewer.actor(), posted);
    let language = Language::parse(&form.language).ok_or(WebError::Unreadable)?;
    if form.r#try.is_some() {
        let typed = Some((form, pairs, Problems::default()));
        return edit(viewer, app, (scope, word), Some(language.code()), typed).await;
    }
    let change = form.change(trigger, language);
    match blocking(app, move |app| set::set(app, actor, scope, trigger, change)).await {
        Ok(()) => flash(format!("{}/{word}?language={}", address(scope), language.code()), "flash-saved"),
        Err(error) => {
            let problems = in_fields_of_the_page(Problems::of(error)?);
            edit(viewer, app, (scope, word), Some(language.code()), Some((form, pairs, problems))).await
        }
    }
}

/// The fields and the units that the page has.
fn in_fields_of_the_page(mut problems: Problems) -> Problems {
    for problem in &mut problems.0 {
        let minutes = |seconds: i64| seconds / MINUTE;
        match problem.field {
            "text_en" | "text_el" => problem.field = "text",
            "after_seconds" => {
                (problem.field, problem.problem) = ("after_minutes", "between-minutes");
                problem.limit = problem.limit.map(minutes);
                for (_, least) in &mut problem.args {
                    *least = least.parse().map(minutes).unwrap_or_default().to_string();
                }
            }
            "once_per_seconds" => {
                (problem.field, problem.problem) = ("once_minutes", "once-per-minutes");
                problem.limit = problem.limit.map(minutes);
            }
            _ => {}
        }
    }
    problems
}

/// GET /admin/workstreams/{id}/messages/{trigger}
///
/// # Errors
/// 404, or those of the store.
pub async fn of_workstream(
    viewer: Admin,
    app: Data<App>,
    at: Path<(WorkstreamId, String)>,
    shown: Query<Shown>,
) -> PageResult {
    edit(&viewer, &app, (Scope::Workstream(at.0), &at.1), shown.language.as_deref(), None).await
}

/// GET /admin/numbers/{id}/messages/{trigger}
///
/// # Errors
/// 404, or those of the store.
pub async fn of_number(viewer: Admin, app: Data<App>, at: Path<(NumberId, String)>, shown: Query<Shown>) -> PageResult {
    edit(&viewer, &app, (Scope::Number(at.0), &at.1), shown.language.as_deref(), None).await
}

/// POST /admin/workstreams/{id}/messages/{trigger}
///
/// # Errors
/// 404, or those of the store; wrong fields show the page again.
pub async fn save_of_workstream(
    viewer: Admin,
    app: Data<App>,
    at: Path<(WorkstreamId, String)>,
    form: PostedForm<Form>,
) -> PageResult {
    save(&viewer, &app, (Scope::Workstream(at.0), &at.1), form).await
}

/// POST /admin/numbers/{id}/messages/{trigger}
///
/// # Errors
/// 404, or those of the store; wrong fields show the page again.
pub async fn save_of_number(
    viewer: Admin,
    app: Data<App>,
    at: Path<(NumberId, String)>,
    form: PostedForm<Form>,
) -> PageResult {
    save(&viewer, &app, (Scope::Number(at.0), &at.1), form).await
}
