//! The list of accounts, and the page of one: its secrets (written, never read), what was refused, its numbers.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::region::Region;
use crate::domain::report::Standing;
use crate::domain::time::Millis;
use crate::flows::accounts::check::{self, Verdict};
use crate::flows::accounts::update::{ApiKey, Change};
use crate::flows::accounts::{set_active, update};
use crate::flows::numbers::health::{self, Health};
use crate::store::account::{self, Account};
use crate::store::number::Number;
use crate::store::refused_view::{self, Refused, Tally};
use crate::web::admin::report::{self, Line};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page};
use crate::web::shell::{Nav, Section, Shell};

/// Refused posts shown at most.
const REFUSED_SHOWN: u32 = 20;

#[derive(Template)]
#[template(path = "admin/accounts.html")]
struct AccountsPage {
    shell: Shell,
    accounts: Vec<(Account, Vec<Health>)>,
}

/// GET /admin/accounts
///
/// # Errors
/// Those of the store.
pub async fn list(viewer: Admin, app: Data<App>) -> PageResult {
    let (accounts, numbers) = blocking(&app, |app| Ok((app.store.read(account::list)?, health::all(app)?))).await?;
    let accounts = accounts
        .into_iter()
        .map(|account| {
            let own = numbers.iter().filter(|known| known.account.id == account.id).cloned().collect();
            (account, own)
        })
        .collect();
    page(&AccountsPage { shell: viewer.shell(Nav::Settings(Section::Accounts)), accounts })
}

#[derive(Template)]
#[template(path = "admin/account.html")]
struct AccountPage {
    shell: Shell,
    account: Account,
    numbers: Vec<Health>,
    tallies: Vec<Tally>,
    refused: Vec<Refused>,
    name: String,
    api_key_sid: String,
    region: Region,
    regions: &'static [Region],
    report: Vec<Line>,
    problems: Problems,
}

/// GET /admin/accounts/{id}
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<AccountId>) -> PageResult {
    let shown = load(&viewer, &app, *id).await?;
    page(&shown)
}

async fn load(viewer: &Admin, app: &Data<App>, id: AccountId) -> Result<AccountPage, WebError> {
    let shell = viewer.shell(Nav::Settings(Section::Accounts));
    let l = viewer.locale;
    let page = blocking(app, move |app| {
        let since = app.clock.now() - Millis::days(1);
        let numbers: Vec<Health> = health::all(app)?.into_iter().filter(|known| known.account.id == id).collect();
        app.store.read(|db| {
            let account = account::get(db, id)?;
            let ours: Vec<Number> = numbers.iter().map(|known| known.number.clone()).collect();
            let report = report::kept(&account).map(|report| report::lines(&report, &ours, l)).unwrap_or_default();
            Ok(AccountPage {
                shell,
                name: account.name.clone(),
                api_key_sid: account.api_key_sid.clone().unwrap_or_default(),
                region: account.region,
                regions: Region::ALL,
                numbers,
                report,
                tallies: refused_view::tallies(db, id, since)?,
                refused: refused_view::newest(db, id, since, REFUSED_SHOWN)?,
                account,
                problems: Problems::default(),
            })
        })
    })
    .await?;
    Ok(page)
}

/// The fields of an account's page; an empty secret changes nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AccountForm {
    name: String,
    auth_token: String,
    region: String,
    api_key_sid: String,
    api_key_secret: String,
}

impl AccountForm {
    fn change(&self, known_key: Option<&str>) -> Change {
        let given = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        let key = self.api_key_sid.trim();
        let same_key = self.api_key_secret.trim().is_empty() && (key.is_empty() || Some(key) == known_key);
        Change {
            name: Some(self.name.clone()),
            auth_token: given(&self.auth_token),
            api_key: if same_key {
                ApiKey::Keep
            } else {
                ApiKey::Set { sid: self.api_key_sid.clone(), secret: self.api_key_secret.clone() }
            },
            region: given(&self.region),
            ..Change::default()
        }
    }
}

/// POST /admin/accounts/{id}
///
/// # Errors
/// 404, or those of the store; wrong fields show the page again.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<AccountId>, form: PostedForm<AccountForm>) -> PageResult {
    let (id, actor) = (*id, viewer.actor());
    let mut shown = load(&viewer, &app, id).await?;
    let change = form.value.change(shown.account.api_key_sid.as_deref());
    match blocking(&app, move |app| update::update(app, actor, id, &change)).await {
        Ok(()) => flash(format!("/admin/accounts/{id}"), "flash-saved"),
        Err(error) => {
            shown.problems = Problems::of(error)?;
            shown.name = form.value.name;
            shown.api_key_sid = form.value.api_key_sid;
            shown.region = Region::read(&form.value.region).unwrap_or(shown.region);
            form_again(&shown)
        }
    }
}

/// A form that is only a button.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ActForm {
    act: String,
}

impl ActForm {
    /// Whether it switches on.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.act == "on"
    }
}

/// POST /admin/accounts/{id}/secrets: `remove-key`. The second token has a page of its own.
///
/// # Errors
/// 404, or those of the store.
pub async fn secrets(viewer: Admin, app: Data<App>, id: Path<AccountId>, form: PostedForm<ActForm>) -> PageResult {
    let (id, actor) = (*id, viewer.actor());
    let change = match form.value.act.as_str() {
        "remove-key" => Change { api_key: ApiKey::Remove, ..Change::default() },
        _ => return Err(WebError::Unreadable),
    };
    blocking(&app, move |app| update::update(app, actor, id, &change)).await?;
    flash(format!("/admin/accounts/{id}"), "flash-saved")
}

/// POST /admin/accounts/{id}/active: `on`, `off`.
///
/// # Errors
/// 404, or those of the store.
pub async fn active(viewer: Admin, app: Data<App>, id: Path<AccountId>, form: PostedForm<ActForm>) -> PageResult {
    let (id, actor, on) = (*id, viewer.actor(), form.value.is_on());
    blocking(&app, move |app| set_active::set_active(app, actor, id, on)).await?;
    flash(format!("/admin/accounts/{id}"), if on { "flash-account-on" } else { "flash-account-off" })
}

/// POST /admin/accounts/{id}/check
///
/// # Errors
/// 404, or those of the store.
pub async fn ask(viewer: Admin, app: Data<App>, id: Path<AccountId>, _: PostedForm<ActForm>) -> PageResult {
    let (id, actor) = (*id, viewer.actor());
    let report = blocking(&app, move |app| check::kept(app, actor, id)).await?;
    let key = if report.is_bad() { "refusal-report" } else { "flash-report" };
    flash(format!("/admin/accounts/{id}"), key)
}

/// The sentence of a verdict.
#[must_use]
pub const fn verdict_key(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Right { standing: Standing::Suspended, .. } => "refusal-account-suspended",
        Verdict::Right { standing: Standing::Closed, .. } => "refusal-account-closed",
        Verdict::Right { trial: true, .. } => "flash-account-trial",
        Verdict::Right { .. } => "flash-account-right",
        Verdict::Wrong { .. } => "refusal-account-wrong",
        Verdict::NoAnswer => "refusal-account-no-answer",
    }
}
