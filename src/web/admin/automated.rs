//! What is said by itself, for a workstream (a tab of it) or a number: the list in the order of a conversation, and one of
//! them with its text in each language.

use std::collections::BTreeMap;

use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::automatic::{Change, Group, InForce, Origin, Scope, Trigger};
use crate::domain::compose::TEXT_UNITS_MAX;
use crate::domain::ids::{ConversationId, NumberId, WorkstreamId};
use crate::domain::language::Language;
use crate::domain::refusal::Refusal;
use crate::domain::time::Millis;
use crate::flows::automated_messages::{check_scope, follow, recommend, set};
use crate::flows::messages::automatic;
use crate::store::number::{self, Number};
use crate::store::trial_view::{self, Recent};
use crate::store::{Fault, automated_message};
use crate::web::admin::workstreams::{Head, language_key};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::i18n::Locale;
use crate::web::page::{PageResult, blocking, flash, page, page_with_status};
use crate::web::shell::{Nav, Section, Shell};
use crate::web::try_text::TryView;

/// Conversations that a text may be tried with.
const TRIED_WITH: u32 = 20;
const MINUTE: i64 = 60;

/// A workstream with what stands above its tabs, or a number.
enum Place {
    Workstream(Box<Head>),
    Number(Box<Number>),
}

impl Place {
    fn load(app: &App, scope: Scope) -> Result<Self, Fault> {
        app.store.read(|db| {
            check_scope(db, scope)?;
            Ok(match scope {
                Scope::Workstream(id) => Self::Workstream(Box::new(Head::load(db, id, "messages")?)),
                Scope::Number(id) => Self::Number(Box::new(number::get(db, id)?)),
            })
        })
    }

    fn name(&self) -> &str {
        match self {
            Self::Workstream(head) => &head.stream.settings.name,
            Self::Number(number) => &number.name,
        }
    }

    /// The language of most who read what is said here.
    const fn language(&self) -> Language {
        match self {
            Self::Workstream(head) => head.stream.settings.language,
            Self::Number(number) => number.language,
        }
    }

    const fn workstream(&self) -> WorkstreamId {
        match self {
            Self::Workstream(head) => head.stream.id,
            Self::Number(number) => number.workstream_id,
        }
    }

    const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    const fn nav(&self) -> Nav {
        Nav::Settings(if self.is_number() { Section::Accounts } else { Section::Workstreams })
    }
}

/// Where the pages of a scope stand.
fn address(scope: Scope) -> String {
    match scope {
        Scope::Workstream(id) => format!("/admin/workstreams/{id}/messages"),
        Scope::Number(id) => format!("/admin/numbers/{id}/messages"),
    }
}

/// One of them in the list.
struct Row {
    word: &'static str,
    name: String,
    when: String,
    active: bool,
    fixed: bool,
    /// Whether it is set for this number and not for its workstream.
    own: bool,
    origin: String,
    text: String,
    limit: Option<String>,
}

impl Row {
    fn of(trigger: Trigger, InForce { setting, origin }: InForce, place: &Place, l: Locale) -> Self {
        let limits = [
            setting.after.map(|span| l.t1("messages-after", "time", span_words(span, l))),
            setting.once_per.map(|span| l.t1("messages-once-per", "time", span_words(span, l))),
        ];
        let limits: Vec<String> = limits.into_iter().flatten().collect();
        Self {
            word: trigger.word(),
            name: name(trigger, l),
            when: when(trigger, l),
            active: setting.active,
            fixed: trigger.is_switched_elsewhere(),
            own: origin == Origin::Number,
            origin: l.t(format!("messages-origin-{}", origin.word())),
            text: setting.text(trigger, place.language()),
            limit: (!limits.is_empty()).then(|| limits.join(" ")),
        }
    }
}

/// What it is called.
fn name(trigger: Trigger, l: Locale) -> String {
    l.t(format!("trigger-{}", trigger.word().replace('_', "-")))
}

/// When it goes.
fn when(trigger: Trigger, l: Locale) -> String {
    l.t(format!("trigger-{}-when", trigger.word().replace('_', "-")))
}

/// A span in the largest unit that it is whole in.
fn span_words(span: Millis, l: Locale) -> String {
    let minutes = span.whole_minutes();
    match (minutes % 1_440, minutes % 60) {
        (0, _) => l.t1("messages-days", "n", minutes / 1_440),
        (_, 0) => l.t1("messages-hours", "n", minutes / 60),
        _ => l.t1("messages-minutes", "n", minutes),
    }
}

#[derive(Template)]
#[template(path = "admin/messages/list.html")]
struct ListPage {
    shell: Shell,
    place: Place,
    address: String,
    /// Each with its word and its name.
    groups: Vec<(&'static str, String, Vec<Row>)>,
    /// Nothing is switched on that somebody would have to switch on.
    nothing_on: bool,
    /// Not all that are recommended are.
    some_off: bool,
    /// When what waits for a contact is closed, nothing can be said any more.
    closes_too_late: bool,
}

async fn list(viewer: &Admin, app: &Data<App>, scope: Scope) -> PageResult {
    let (place, settings, auto_close) = blocking(app, move |app| {
        let place = Place::load(app, scope)?;
        let stream = place.workstream();
        let settings = app.store.read(|db| automated_message::of(db, scope))?;
        let auto_close = app.store.read(|db| crate::store::workstream::get(db, stream))?.settings.auto_close;
        Ok((place, settings, auto_close))
    })
    .await?;
    let shown = || Trigger::ALL.iter().copied();
    let on = |trigger: Trigger| settings.of(trigger).setting.active;
    let l = viewer.locale;
    let groups = Group::ALL
        .iter()
        .map(|group| {
            let rows = shown().filter(|trigger| trigger.group() == *group);
            let rows = rows.map(|trigger| Row::of(trigger, settings.of(trigger), &place, l)).collect::<Vec<_>>();
            (group.word(), l.t(format!("messages-group-{}", group.word())), rows)
        })
        .filter(|(_, _, rows)| !rows.is_empty())
        .collect();
    page(&ListPage {
        shell: viewer.shell(place.nav()),
        address: address(scope),
        groups,
        nothing_on: !shown().any(|trigger| on(trigger) && !trigger.goes_unasked()),
        some_off: shown().any(|trigger| trigger.is_recommended() && !on(trigger)),
        closes_too_late: auto_close > Millis::hours(24) && (on(Trigger::ClosedInactive) || on(Trigger::ClosingSoon)),
        place,
    })
}

/// GET /admin/workstreams/{id}/messages
///
/// # Errors
/// 404, or those of the store.
pub async fn of_workstream(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>) -> PageResult {
    list(&viewer, &app, Scope::Workstream(*id)).await
}

/// GET /admin/numbers/{id}/messages
///
/// # Errors
/// 404, or those of the store.
pub async fn of_number(viewer: Admin, app: Data<App>, id: Path<NumberId>) -> PageResult {
    list(&viewer, &app, Scope::Number(*id)).await
}

/// A button of the list.
#[derive(Deserialize)]
pub struct Pressed {
    /// One is switched on.
    on: Option<String>,
    /// One is switched off.
    off: Option<String>,
    /// What was set for one is taken back.
    follow: Option<String>,
}

async fn act(viewer: &Admin, app: &Data<App>, scope: Scope, pressed: Pressed) -> PageResult {
    let actor = viewer.actor();
    let named = |word: &Option<String>| word.as_deref().and_then(Trigger::from_word);
    let (on, off, back) = (named(&pressed.on), named(&pressed.off), named(&pressed.follow));
    let done = blocking(app, move |app| match (on.or(off), back) {
        (Some(trigger), _) => {
            let change = Change { active: Some(on.is_some()), ..Change::default() };
            set::set(app, actor, scope, trigger, change).map(|()| "flash-saved")
        }
        (None, Some(trigger)) => follow::follow(app, actor, scope, trigger).map(|()| "flash-saved"),
        (None, None) => recommend::recommend(app, actor, scope).map(|_| "flash-messages-on"),
    });
    flash(address(scope), done.await?)
}

/// POST /admin/workstreams/{id}/messages
///
/// # Errors
/// 404, or those of the store.
pub async fn act_on_workstream(
    viewer: Admin,
    app: Data<App>,
    id: Path<WorkstreamId>,
    form: PostedForm<Pressed>,
) -> PageResult {
    act(&viewer, &app, Scope::Workstream(*id), form.value).await
}

/// POST /admin/numbers/{id}/messages
///
/// # Errors
/// 404, or those of the store.
pub async fn act_on_number(viewer: Admin, app: Data<App>, id: Path<NumberId>, form: PostedForm<Pressed>) -> PageResult {
    act(&viewer, &app, Scope::Number(*id), form.value).await
}

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
pub async fn edit_of_workstream(
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
pub async fn edit_of_number(
    viewer: Admin,
    app: Data<App>,
    at: Path<(NumberId, String)>,
    shown: Query<Shown>,
) -> PageResult {
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
