//! The tab Bot: what answers first, its outline with a phone beside it to try it, and what was published.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::automatic;
use crate::domain::bot::outline::{FIELD, Word, line_of};
use crate::domain::bot::{Kind, parse, print};
use crate::domain::ids::WorkstreamId;
use crate::domain::language::Language;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Timestamp;
use crate::domain::variable;
use crate::flows::bots::configure::{Change, configure};
use crate::flows::bots::publish;
use crate::flows::bots::try_it::{Line, try_it};
use crate::store::{Db, Fault, audit, bot, workstream_variable};
use crate::web::admin::workstreams::{Head, shell};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, flash_refusal, page_with_status};
use crate::web::shell::Shell;

/// Versions on the page.
const VERSIONS_MAX: i64 = 20;
/// What stands in an empty editor.
const EXAMPLE_EN: &str = include_str!("bot/example.en.txt");
const EXAMPLE_EL: &str = include_str!("bot/example.el.txt");

/// The outline and the talk on the phone, as they are posted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    outline: String,
    say: String,
    press: String,
    go: String,
    #[serde(skip)]
    said: Vec<String>,
}

/// What answers first, as it stands in fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    kind: String,
    words: String,
    url: String,
    new_secret: String,
    variables: String,
}

/// A version, by number.
#[derive(Deserialize)]
pub struct Back {
    version: i64,
}

/// Something on the phone, in words.
enum Shown {
    Said(String),
    Bot(String, Vec<String>),
    Quiet(String),
}

/// A version in words.
struct VersionLine {
    number: i64,
    /// `None`: at the machine's command line.
    by: Option<String>,
    at: Timestamp,
    in_force: bool,
}

/// What is kept about the bot.
struct Loaded {
    head: Head,
    bot: bot::Bot,
    variables: variable::Declared,
    versions: Vec<VersionLine>,
}

#[derive(Template)]
#[template(path = "admin/workstreams/bot.html")]
struct BotPage {
    shell: Shell,
    head: Head,
    kind: Kind,
    published: bool,
    form: Form,
    settings: SettingsForm,
    secret: Option<String>,
    has_secret: bool,
    answered_at: Option<Timestamp>,
    failed: Option<(Timestamp, String)>,
    rests: bool,
    versions: Vec<VersionLine>,
    /// What is wrong with the outline: its line, and a sentence.
    wrong: Vec<(usize, String)>,
    phone: Vec<Shown>,
    over: bool,
    problems: Problems,
}

/// What is shown besides what is kept.
#[derive(Default)]
struct Given {
    form: Option<Form>,
    settings: Option<SettingsForm>,
    secret: Option<String>,
    wrong: Vec<FieldProblem>,
    phone: Vec<Line>,
    problems: Problems,
}

/// The words that lines begin with, and the keys of what each does.
#[must_use]
pub fn help(language: &Language) -> Vec<(String, String)> {
    let shown = |word: &Word| {
        let rest = match word {
            Word::Choose => " main:",
            Word::Ask => " order_id (code GR-####):",
            Word::Set => " name:",
            Word::HandOver | Word::End => "",
            Word::Say | Word::Words | Word::Language | Word::IfOpen | Word::Else | Word::GoTo => ":",
        };
        (format!("{}{rest}", word.of(*language)), format!("bot-help-{}", word.word().replace(' ', "-")))
    };
    let signs = [("-", "bot-help-choice"), ("el:", "bot-help-in"), ("|", "bot-help-more"), ("#", "bot-help-note")];
    let signs = signs.into_iter().map(|(sign, key)| (sign.to_owned(), key.to_owned()));
    Word::ALL.iter().map(shown).chain(signs).collect()
}

fn load(db: &Db, id: WorkstreamId) -> Result<Loaded, Fault> {
    let head = Head::load(db, id, "bot")?;
    let bot = bot::of(db, id)?;
    let mut versions = Vec::new();
    for version in bot::versions(db, id, i64::MAX, VERSIONS_MAX)? {
        let by = audit::actor_name(db, &version.by)?.or(Some(version.by).filter(|by| by != "command"));
        let in_force = bot.version == Some(version.id);
        versions.push(VersionLine { number: version.number, by, at: version.created_at, in_force });
    }
    Ok(Loaded { head, variables: workstream_variable::of(db, id)?, bot, versions })
}

fn settings_of(loaded: &Loaded) -> SettingsForm {
    let lines: Vec<String> = loaded.variables.iter().map(|(name, holds)| format!("{name} {}", holds.word())).collect();
    SettingsForm {
        kind: loaded.bot.kind.word().to_owned(),
        words: loaded.bot.words.list(),
        url: loaded.bot.url.clone().unwrap_or_default(),
        new_secret: String::new(),
        variables: lines.join("\n"),
    }
}

async fn shown(viewer: &Admin, app: &Data<App>, id: WorkstreamId, given: Given) -> PageResult {
    let l = viewer.locale;
    let (loaded, now) = blocking(app, move |app| Ok((app.store.read(|db| load(db, id))?, app.clock.now()))).await?;
    let settings = given.settings.unwrap_or_else(|| settings_of(&loaded));
    let form = given.form.unwrap_or_else(|| {
        let example = if l.0 == Language::El { EXAMPLE_EL } else { EXAMPLE_EN };
        let draft = if loaded.bot.draft.trim().is_empty() { example.to_owned() } else { loaded.bot.draft.clone() };
        Form { outline: draft, ..Form::default() }
    });
    let over = matches!(given.phone.last(), Some(Line::HandedOver(..) | Line::Ended));
    let words = |line: Line| match line {
        Line::Said(words) => Shown::Said(words),
        Line::Bot(words, buttons) => Shown::Bot(words, buttons),
        Line::Kept(name, value) => Shown::Quiet(l.t2("bot-try-kept", "name", name, "value", value)),
        Line::HandedOver(why, queue) => {
            let why = l.t(format!("bot-why-{}", why.word()));
            Shown::Quiet(match queue {
                Some(queue) => l.t2("bot-try-queue", "queue", queue, "why", why),
                None => l.t1("bot-try-people", "why", why),
            })
        }
        Line::Ended => Shown::Quiet(l.t("bot-try-ended")),
    };
    let wrong: Vec<(usize, String)> =
        given.wrong.iter().map(|problem| (line_of(problem).unwrap_or(1), l.problem(problem))).collect();
    let bad = !wrong.is_empty() || !given.problems.is_empty();
    let page = BotPage {
        shell: shell(viewer),
        kind: loaded.bot.kind,
        published: loaded.bot.version.is_some(),
        form,
        settings,
        secret: given.secret,
        has_secret: loaded.bot.secret.is_some(),
        answered_at: loaded.bot.answered_at,
        rests: !loaded.bot.circuit.may_ask(now),
        failed: loaded.bot.failed,
        versions: loaded.versions,
        head: loaded.head,
        wrong,
        phone: given.phone.into_iter().map(words).collect(),
        over,
        problems: given.problems,
    };
    page_with_status(&page, if bad { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK })
}

/// GET /admin/workstreams/{id}/bot
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>) -> PageResult {
    shown(&viewer, &app, *id, Given::default()).await
}

/// The problems of an outline in an error; the error again if it is about something else.
fn wrong_with(error: WebError) -> Result<Vec<FieldProblem>, WebError> {
    let problems = Problems::of(error)?.0;
    Ok(problems.into_iter().filter(|problem| problem.field == FIELD).collect())
}

/// POST /admin/workstreams/{id}/bot
///
/// # Errors
/// 404, or those of the store; a wrong outline shows the page again.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, posted: PostedForm<Form>) -> PageResult {
    let (id, actor, PostedForm { value, pairs }) = (*id, viewer.actor(), posted);
    let said = pairs.into_iter().filter(|(name, _)| name == "said").map(|(_, words)| words).collect();
    let mut form = Form { said, ..value };
    let outline = form.outline.clone();
    match form.go.as_str() {
        "save" => {
            return match blocking(&app, move |app| publish::save_draft(app, actor, id, &outline)).await {
                Ok(()) => flash(format!("/admin/workstreams/{id}/bot"), "flash-saved"),
                Err(error) => {
                    let wrong = wrong_with(error)?;
                    shown(&viewer, &app, id, Given { form: Some(form), wrong, ..Given::default() }).await
                }
            };
        }
        "publish" => {
            return match blocking(&app, move |app| publish::publish(app, actor, id, &outline)).await {
                Ok(_) => flash(format!("/admin/workstreams/{id}/bot"), "flash-bot-published"),
                Err(error) => {
                    let wrong = wrong_with(error)?;
                    shown(&viewer, &app, id, Given { form: Some(form), wrong, ..Given::default() }).await
                }
            };
        }
        "tidy" => {
            let given = match parse::parse(&outline) {
                Ok(menu) => {
                    form.outline = print::print(&menu, viewer.locale.0);
                    Given { form: Some(form), ..Given::default() }
                }
                Err(wrong) => Given { form: Some(form), wrong, ..Given::default() },
            };
            return shown(&viewer, &app, id, given).await;
        }
        "anew" => form.said.clear(),
        _ => {
            let words = if form.press.is_empty() { form.say.trim() } else { form.press.as_str() };
            if !words.is_empty() {
                form.said.push(words.to_owned());
            }
            form.say.clear();
        }
    }
    let said = form.said.clone();
    let language = automatic::language_for(None, said.first().map_or("", String::as_str), viewer.locale.0);
    let played = blocking(&app, move |app| try_it(app, actor, id, (&outline, language), &said)).await;
    let given = match played {
        Ok(phone) => Given { form: Some(form), phone, ..Given::default() },
        Err(error) => Given { form: Some(form), wrong: wrong_with(error)?, ..Given::default() },
    };
    shown(&viewer, &app, id, given).await
}

/// POST /admin/workstreams/{id}/bot/settings
///
/// # Errors
/// 404, or those of the store; wrong fields show the page again.
pub async fn settings(
    viewer: Admin,
    app: Data<App>,
    id: Path<WorkstreamId>,
    posted: PostedForm<SettingsForm>,
) -> PageResult {
    let (id, actor, form) = (*id, viewer.actor(), posted.value);
    let variables = variable::declared(&form.variables);
    let change = Change {
        kind: Kind::from_word(&form.kind),
        words: Some(form.words.clone()),
        url: Some(form.url.clone()),
        new_secret: !form.new_secret.is_empty(),
        variables: variables.as_ref().ok().cloned(),
    };
    let wrong = variables.err().unwrap_or_default();
    let saved = if wrong.is_empty() {
        blocking(&app, move |app| configure(app, actor, id, change)).await
    } else {
        Err(WebError::from(crate::domain::refusal::Refusal::Fields(wrong)))
    };
    match saved {
        Ok(None) => flash(format!("/admin/workstreams/{id}/bot"), "flash-saved"),
        // The secret is in this answer and nowhere else, so there is no redirect.
        Ok(secret) => shown(&viewer, &app, id, Given { secret, ..Given::default() }).await,
        Err(error) => {
            let problems = Problems::of(error)?;
            shown(&viewer, &app, id, Given { settings: Some(form), problems, ..Given::default() }).await
        }
    }
}

/// POST /admin/workstreams/{id}/bot/versions
///
/// # Errors
/// 404, or those of the store.
pub async fn roll_back(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, posted: PostedForm<Back>) -> PageResult {
    let (id, actor, version) = (*id, viewer.actor(), posted.value.version);
    let to = format!("/admin/workstreams/{id}/bot");
    match blocking(&app, move |app| publish::roll_back(app, actor, id, version)).await {
        Ok(_) => flash(to, "flash-bot-published"),
        Err(WebError::Fault(Fault::Refused(refusal))) if !refusal.problems().is_empty() => flash_refusal(to, &refusal),
        Err(error) => Err(error),
    }
}
