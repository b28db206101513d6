//! How a number is: one verdict with one button, what Twilio has stored against what it should be, what was
//! refused. The page is put together from what is kept, so it is there at once; if that is old, Twilio is
//! asked behind it, and the page changes when the answer comes.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::finding::{Finding, Level, Repair};
use crate::domain::health::{Outcome as Reached, Provider};
use crate::domain::hooks::{Difference, Hook};
use crate::domain::ids::{AccountId, NumberId};
use crate::domain::time::Timestamp;
use crate::flows::numbers::check;
use crate::flows::numbers::health::{self, Health, REFUSED_SINCE};
use crate::flows::numbers::set_webhooks::{self, Outcome};
use crate::store::number;
use crate::store::number_check::Trouble;
use crate::store::refused_view::{self, Refused};
use crate::web::admin::hook_row::Row;
use crate::web::form::PostedForm;
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, flash_refusal, page};
use crate::web::shell::{Nav, Section, Shell};

/// Refused posts shown at most.
const REFUSED_SHOWN: u32 = 20;

#[derive(Template)]
#[template(path = "admin/number_health.html")]
struct HealthPage {
    shell: Shell,
    health: Health,
    rows: Vec<Row>,
    before: Vec<Row>,
    refused: Vec<Refused>,
    public_url: String,
    asking: bool,
}

impl HealthPage {
    fn said(&self) -> Option<&Provider> {
        self.health.check.as_ref().map(|check| &check.said).filter(|said| said.known)
    }

    fn read_at(&self) -> Option<&Timestamp> {
        self.health.check.as_ref().map(|check| &check.read_at)
    }

    fn written_at(&self) -> Option<&Timestamp> {
        self.health.check.as_ref().and_then(|check| check.written_at.as_ref())
    }

    /// What else was found.
    fn others(&self) -> &[Finding] {
        self.health.findings.get(1..).unwrap_or_default()
    }

    /// The sentence about a try that brought nothing, and when that was.
    fn trouble(&self) -> Option<(&'static str, &Timestamp)> {
        let asked = self.health.asked.as_ref()?;
        let key = match asked.trouble? {
            Trouble::Silent => "health-page-silent",
            Trouble::Credentials => "health-page-refused",
            Trouble::Key => "health-page-key",
        };
        Some((key, &asked.asked_at))
    }

    /// The dot and the sentence about our public address.
    fn public(&self) -> (Level, String) {
        let l = self.shell.l;
        let Some(reach) = &self.health.reach else { return (Level::Off, l.t("health-page-public-unasked")) };
        match Reached::from_word(&reach.outcome) {
            Some(Reached::Answers) => match &reach.certificate_until {
                Some(until) => (Level::Fine, l.t1("health-page-public-until", "when", self.shell.full_time(until))),
                None => (Level::Fine, l.t("health-page-public-answers")),
            },
            _ => (Level::Bad, l.t(format!("health-page-public-{}", reach.outcome))),
        }
    }
}

/// The key of what is found, with `tail` empty or `-help`.
#[must_use]
pub fn finding_key(found: &Finding, tail: &str) -> String {
    format!("health-{}{tail}", found.word().replace('_', "-"))
}

/// The key of a button's text.
#[must_use]
pub fn repair_key(repair: Repair) -> String {
    format!("health-repair-{}", repair.word().replace('_', "-"))
}

/// The key of one of the three addresses' name.
#[must_use]
pub fn hook_key(hook: &Hook) -> String {
    format!("health-page-hook-{}", hook.word())
}

/// The key of how what is stored differs.
#[must_use]
pub fn difference_key(difference: &Difference) -> String {
    format!("health-page-difference-{}", difference.word().replace('_', "-"))
}

/// The key of a dot's word.
#[must_use]
pub fn level_key(health: &Health) -> String {
    let word = if health.verdict() == Finding::NotChecked { "unknown" } else { health.level().word() };
    format!("health-word-{word}")
}

/// An address with its secret part cut short, for looking at.
#[must_use]
pub fn shortened(address: &str, key: &str) -> String {
    let (head, tail) = (key.get(..3).unwrap_or_default(), key.get(key.len().saturating_sub(2)..).unwrap_or_default());
    if key.len() < 8 { address.to_owned() } else { address.replace(key, &format!("{head}…{tail}")) }
}

/// GET /admin/numbers/{id}/health
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<NumberId>) -> PageResult {
    let id = *id;
    let shell = viewer.shell(Nav::Settings(Section::Accounts));
    let (health, refused) = blocking(&app, move |app| {
        let health = health::of(app, id)?;
        let (account, since) = (health.account.id, app.clock.now() - REFUSED_SINCE);
        let refused = app.store.read(|db| refused_view::newest(db, account, since, REFUSED_SHOWN))?;
        Ok((health, refused))
    })
    .await?;
    if health.account.active {
        ask_if_due(&app, health.account.id);
    }
    page(&HealthPage {
        shell,
        rows: Row::all(&health),
        before: Row::before(&health),
        refused,
        public_url: app.public_url.clone(),
        // The first answer is worth waiting for; a later one only replaces what is shown.
        asking: health.account.active && health.asked.is_none(),
        health,
    })
}

/// Asks Twilio about an account's numbers behind the page, unless that was done within the last minute. Who
/// watches the page hears when the answer is kept.
pub(super) fn ask_if_due(app: &Data<App>, account: AccountId) {
    let app = app.clone().into_inner();
    let asking = actix_web::web::block(move || check::check_if_due(&app, account, app.clock.now()));
    actix_web::rt::spawn(async move {
        if let Ok(Err(fault)) = asking.await {
            tracing::warn!(account = account.0, %fault, "the numbers could not be asked about");
        }
    });
}

/// The form of a button; `back` says where it stands.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct BackForm {
    back: String,
}

impl BackForm {
    fn address(&self, number: NumberId, account: AccountId) -> String {
        match self.back.as_str() {
            "callbacks" => format!("/admin/accounts/{account}/callbacks"),
            "first-steps" => "/admin".to_owned(),
            _ => format!("/admin/numbers/{number}/health"),
        }
    }
}

/// POST /admin/numbers/{id}/check
///
/// # Errors
/// 404, or those of the store.
pub async fn check_now(viewer: Admin, app: Data<App>, id: Path<NumberId>, form: PostedForm<BackForm>) -> PageResult {
    let id = *id;
    crate::domain::permission::may_administer(viewer.actor())?;
    let (account, checked) = blocking(&app, move |app| {
        let account = app.store.read(|db| number::get(db, id))?.account_id;
        let now = app.clock.now();
        check::check_reach(app, now)?;
        Ok((account, check::check_account(app, account, now)?))
    })
    .await?;
    // What went wrong stands on the page.
    let back = form.value.address(id, account);
    if checked.is_ok() { flash(back, "flash-checked") } else { crate::web::page::redirect(back) }
}

/// POST /admin/numbers/{id}/webhooks
///
/// # Errors
/// 404, or those of the store.
pub async fn write(viewer: Admin, app: Data<App>, id: Path<NumberId>, form: PostedForm<BackForm>) -> PageResult {
    let (id, actor) = (*id, viewer.actor());
    let account = blocking(&app, move |app| app.store.read(|db| number::get(db, id))).await?.account_id;
    let back = form.value.address(id, account);
    let written = blocking(&app, move |app| match set_webhooks::set_webhooks(app, actor, id) {
        Err(crate::store::Fault::Refused(refusal)) => Ok(Err(refusal)),
        written => written.map(Ok),
    });
    match written.await? {
        Ok(Outcome::Written(_)) => flash(back, "flash-webhooks-written"),
        Ok(Outcome::WrongCredentials) => flash(back, "refusal-webhooks-credentials"),
        Ok(Outcome::Refused(_)) => flash(back, "refusal-webhooks-refused"),
        Ok(Outcome::Silent) => flash(back, "refusal-webhooks-silent"),
        Err(refusal) => flash_refusal(back, &refusal),
    }
}
