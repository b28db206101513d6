//! The list of numbers, and the page of one: its settings, and when it last did what.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::NumberId;
use crate::domain::language::Language;
use crate::flows::numbers::create::COLOURS;
use crate::flows::numbers::health::{self, Health};
use crate::flows::numbers::update::Change;
use crate::flows::numbers::{set_active, update};
use crate::store::account::{self, Account};
use crate::store::number::Number;
use crate::store::workstream::{self, Workstream};
use crate::web::admin::accounts::ActForm;
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page};
use crate::web::shell::{Nav, Section, Shell};

#[derive(Template)]
#[template(path = "admin/numbers.html")]
struct NumbersPage {
    shell: Shell,
    numbers: Vec<Health>,
    account: Option<Account>,
}

/// GET /admin/numbers
///
/// # Errors
/// Those of the store.
pub async fn list(viewer: Admin, app: Data<App>) -> PageResult {
    let (accounts, numbers) = blocking(&app, |app| Ok((app.store.read(account::list)?, health::all(app)?))).await?;
    let account = accounts.into_iter().next();
    page(&NumbersPage { shell: viewer.shell(Nav::Settings(Section::Accounts)), numbers, account })
}

#[derive(Template)]
#[template(path = "admin/number.html")]
struct NumberPage {
    shell: Shell,
    health: Health,
    number: Number,
    account: Account,
    name: String,
    colours: Vec<i64>,
    workstreams: Vec<Workstream>,
    problems: Problems,
}

/// GET /admin/numbers/{id}
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<NumberId>) -> PageResult {
    page(&load(&viewer, &app, *id).await?)
}

async fn load(viewer: &Admin, app: &Data<App>, id: NumberId) -> Result<NumberPage, WebError> {
    let (health, workstreams) =
        blocking(app, move |app| Ok((health::of(app, id)?, app.store.read(workstream::list)?))).await?;
    let (number, account) = (health.number.clone(), health.account.clone());
    Ok(NumberPage {
        shell: viewer.shell(Nav::Settings(Section::Accounts)),
        health,
        name: number.name.clone(),
        number,
        account,
        colours: (1..=COLOURS).collect(),
        workstreams,
        problems: Problems::default(),
    })
}

/// The settings of a number; a box that is not ticked is not sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NumberForm {
    name: String,
    language: String,
    colour: i64,
    sandbox: String,
    workstream: String,
    attachments_from_customers: String,
    attachments_from_agents: String,
    media_days: String,
    media_erase_at_provider: String,
    text_days: String,
    text_erase_at_provider: String,
    shows_typing: String,
}

/// POST /admin/numbers/{id}
///
/// # Errors
/// 404, or those of the store; wrong fields show the page again.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<NumberId>, form: PostedForm<NumberForm>) -> PageResult {
    let (id, actor, posted) = (*id, viewer.actor(), form.value);
    let ticked = |text: &str| Some(!text.is_empty());
    let change = Change {
        name: Some(posted.name.clone()),
        language: Language::parse(&posted.language),
        colour: Some(posted.colour),
        sandbox: ticked(&posted.sandbox),
        attachments_from_customers: ticked(&posted.attachments_from_customers),
        attachments_from_agents: ticked(&posted.attachments_from_agents),
        media_days: Some(days(&posted.media_days)),
        media_erase_at_provider: ticked(&posted.media_erase_at_provider),
        text_days: Some(days(&posted.text_days)),
        text_erase_at_provider: ticked(&posted.text_erase_at_provider),
        shows_typing: ticked(&posted.shows_typing),
        workstream: posted.workstream.parse().ok(),
        sandbox_code: None,
    };
    let typed = change.clone();
    match blocking(&app, move |app| update::update(app, actor, id, &change)).await {
        Ok(()) => flash(format!("/admin/numbers/{id}"), "flash-saved"),
        Err(error) => {
            let problems = Problems::of(error)?;
            let mut shown = load(&viewer, &app, id).await?;
            let kept = &mut shown.number;
            kept.language = typed.language.unwrap_or(kept.language);
            kept.colour = typed.colour.unwrap_or(kept.colour);
            kept.workstream_id = typed.workstream.unwrap_or(kept.workstream_id);
            kept.sandbox = typed.sandbox.unwrap_or(kept.sandbox);
            kept.attachments_from_customers =
                typed.attachments_from_customers.unwrap_or(kept.attachments_from_customers);
            kept.attachments_from_agents = typed.attachments_from_agents.unwrap_or(kept.attachments_from_agents);
            kept.media_days = typed.media_days.flatten().filter(|days| *days >= 0);
            kept.media_erase_at_provider = typed.media_erase_at_provider.unwrap_or(kept.media_erase_at_provider);
            kept.text_days = typed.text_days.flatten().filter(|days| *days >= 0);
            kept.text_erase_at_provider = typed.text_erase_at_provider.unwrap_or(kept.text_erase_at_provider);
            kept.shows_typing = typed.shows_typing.unwrap_or(kept.shows_typing);
            shown.name = posted.name;
            shown.problems = problems;
            form_again(&shown)
        }
    }
}

/// Days as they were typed; nothing: for ever. What is no number is refused as one that is out of range.
fn days(typed: &str) -> Option<i64> {
    let typed = typed.trim();
    if typed.is_empty() { None } else { Some(typed.parse().unwrap_or(-1)) }
}

/// POST /admin/numbers/{id}/active: `on`, `off`.
///
/// # Errors
/// 404, or those of the store.
pub async fn active(viewer: Admin, app: Data<App>, id: Path<NumberId>, form: PostedForm<ActForm>) -> PageResult {
    let (id, actor, on) = (*id, viewer.actor(), form.value.is_on());
    blocking(&app, move |app| set_active::set_active(app, actor, id, on)).await?;
    flash(format!("/admin/numbers/{id}"), if on { "flash-number-on" } else { "flash-number-off" })
}
