//! Connecting an account in four steps: name, credentials, numbers, addresses. Nothing is kept before the
//! second step is right; from then on the account exists and the rest can be done at any time.

use actix_web::web::{Data, Path, Query};
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::app::App;
use crate::domain::health::is_private;
use crate::domain::ids::AccountId;
use crate::domain::region::Region;
use crate::flows::accounts::check::Verdict;
use crate::flows::accounts::connect::{self, Connected};
use crate::flows::accounts::create::Wanted;
use crate::flows::accounts::validate;
use crate::flows::accounts::webhooks::{self, Urls};
use crate::flows::numbers::health;
use crate::store::account::{self, Account};
use crate::store::number::Number;
use crate::web::admin::accounts::verdict_key;
use crate::web::admin::number_health;
use crate::web::admin::waiting::Waiting;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page};
use crate::web::shell::{Nav, Section, Shell};

/// What a secret that waits in a form is sealed for.
const WAITING: &str = "wizard.secret";

/// One step of several that are shown above a page.
pub(super) struct Step {
    pub key: &'static str,
    pub link: Option<String>,
    pub now: bool,
}

fn steps(now: usize, links: [Option<String>; 4]) -> Vec<Step> {
    ["wizard-step-channel", "wizard-step-credentials", "wizard-step-numbers", "wizard-step-callbacks"]
        .into_iter()
        .zip(links)
        .enumerate()
        .map(|(place, (key, link))| Step { key, link: link.filter(|_| place != now), now: place == now })
        .collect()
}

fn channel_link(name: &str) -> Option<String> {
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("name", name).finish();
    Some(format!("/admin/accounts/new?{query}"))
}

pub(super) fn account_steps(now: usize, id: AccountId) -> Vec<Step> {
    let page = Some(format!("/admin/accounts/{id}"));
    steps(now, [page.clone(), page, Some(format!("/admin/accounts/{id}/numbers")), None])
}

/// What the address of the first steps carries.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NameQuery {
    name: String,
}

#[derive(Template)]
#[template(path = "admin/wizard_channel.html")]
struct ChannelPage {
    shell: Shell,
    steps: Vec<Step>,
    name: String,
    problems: Problems,
}

/// GET /admin/accounts/new
///
/// # Errors
/// None.
pub async fn channel(viewer: Admin, query: Query<NameQuery>) -> PageResult {
    page(&channel_page(&viewer, query.into_inner().name, Problems::default()))
}

fn channel_page(viewer: &Admin, name: String, problems: Problems) -> ChannelPage {
    let shell = viewer.shell(Nav::Settings(Section::Accounts));
    ChannelPage { shell, steps: steps(0, [None, None, None, None]), name, problems }
}

#[derive(Template)]
#[template(path = "admin/wizard_credentials.html")]
struct CredentialsPage {
    shell: Shell,
    steps: Vec<Step>,
    name: String,
    account_sid: String,
    api_key_sid: String,
    region: Region,
    regions: &'static [Region],
    /// Secrets that were right in themselves, sealed, so that correcting another field does not cost them.
    kept_token: String,
    kept_secret: String,
    problems: Problems,
    /// The sentence that says what Twilio has against it.
    doubt: Option<&'static str>,
}

/// GET /admin/accounts/new/credentials
///
/// # Errors
/// None; a wrong name shows the first step again.
pub async fn credentials(viewer: Admin, query: Query<NameQuery>) -> PageResult {
    match validate::name("name", &query.name) {
        Ok(name) => page(&credentials_page(&viewer, name)),
        Err(problem) => form_again(&channel_page(&viewer, query.into_inner().name, Problems(vec![problem]))),
    }
}

fn credentials_page(viewer: &Admin, name: String) -> CredentialsPage {
    CredentialsPage {
        shell: viewer.shell(Nav::Settings(Section::Accounts)),
        steps: steps(1, [channel_link(&name), None, None, None]),
        name,
        account_sid: String::new(),
        api_key_sid: String::new(),
        region: Region::Us1,
        regions: Region::ALL,
        kept_token: String::new(),
        kept_secret: String::new(),
        problems: Problems::default(),
        doubt: None,
    }
}

/// The second step as it is posted.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct CredentialsForm {
    name: String,
    account_sid: String,
    auth_token: String,
    api_key_sid: String,
    api_key_secret: String,
    region: String,
    kept_token: String,
    kept_secret: String,
    act: String,
}

fn wait(app: &App, secret: &str) -> String {
    let sealed = if secret.trim().is_empty() { None } else { app.vault.seal(WAITING, secret).ok() };
    sealed.map(|bytes| URL_SAFE_NO_PAD.encode(bytes)).unwrap_or_default()
}

/// What was typed, or what waits from before.
fn typed_or_kept(app: &App, typed: &str, kept: &str) -> String {
    if !typed.trim().is_empty() {
        return typed.to_owned();
    }
    let sealed = URL_SAFE_NO_PAD.decode(kept).unwrap_or_default();
    app.vault.open(WAITING, &sealed).unwrap_or_default()
}

/// POST /admin/accounts/new/credentials
///
/// # Errors
/// Those of the store; wrong fields and doubts show the step again.
pub async fn connect(viewer: Admin, app: Data<App>, form: PostedForm<CredentialsForm>) -> PageResult {
    let (actor, posted) = (viewer.actor(), form.value);
    let sure = posted.act == "anyway";
    let wanted = Wanted {
        name: posted.name.clone(),
        account_sid: posted.account_sid.clone(),
        auth_token: typed_or_kept(&app, &posted.auth_token, &posted.kept_token),
        api_key_sid: posted.api_key_sid.clone(),
        api_key_secret: typed_or_kept(&app, &posted.api_key_secret, &posted.kept_secret),
        region: posted.region.clone(),
    };
    let asked = wanted.clone();
    let outcome = blocking(&app, move |app| connect::connect(app, actor, &asked, sure)).await?;
    let mut again = credentials_page(&viewer, posted.name);
    again.account_sid = posted.account_sid;
    again.api_key_sid = posted.api_key_sid;
    again.region = Region::read(&posted.region).unwrap_or(Region::Us1);
    match outcome {
        Connected::Made(id, verdict) => {
            let key = verdict.as_ref().map_or("flash-account-unchecked", verdict_key);
            // Twilio has just answered, so its list of numbers is worth a look.
            let look = if verdict.is_some() { "?look=1" } else { "" };
            return flash(format!("/admin/accounts/{id}/numbers{look}"), key);
        }
        Connected::Problems(problems) => again.problems = Problems(problems),
        Connected::Doubt { verdict, api_key } => {
            let wrong = matches!(verdict, Verdict::Wrong { .. });
            again.doubt = Some(match (wrong, api_key) {
                (true, true) => "wizard-doubt-key",
                (true, false) => "wizard-doubt-wrong",
                (false, _) => "wizard-doubt-no-answer",
            });
        }
    }
    if !again.problems.has("auth_token") {
        again.kept_token = wait(&app, &wanted.auth_token);
    }
    if !again.problems.has("api_key_secret") {
        again.kept_secret = wait(&app, &wanted.api_key_secret);
    }
    form_again(&again)
}

#[derive(Template)]
#[template(path = "admin/wizard_callbacks.html")]
struct CallbacksPage {
    shell: Shell,
    steps: Vec<Step>,
    account: Account,
    urls: Urls,
    sender: bool,
    sandbox: bool,
    /// Whether Twilio could never call this address.
    unreachable: Option<String>,
    waitings: Vec<Waiting>,
}

impl CallbacksPage {
    /// Whether a button can write them.
    fn writes(&self) -> bool {
        self.waitings.iter().any(Waiting::is_written_here)
    }
}

/// GET /admin/accounts/{id}/callbacks
///
/// # Errors
/// 404, or those of the store.
pub async fn callbacks(viewer: Admin, app: Data<App>, id: Path<AccountId>) -> PageResult {
    let id = *id;
    let (account, known) = blocking(&app, move |app| {
        let numbers = health::all(app)?.into_iter().filter(|known| known.account.id == id).collect::<Vec<_>>();
        Ok((app.store.read(|db| account::get(db, id))?, numbers))
    })
    .await?;
    if !known.is_empty() {
        number_health::ask_if_due(&app, id);
    }
    let numbers: Vec<Number> = known.iter().map(|known| known.number.clone()).collect();
    let now = app.clock.now();
    let unreachable = (app.demo.is_none() && is_private(&app.public_url)).then(|| app.public_url.clone());
    page(&CallbacksPage {
        shell: viewer.shell(Nav::Settings(Section::Accounts)),
        steps: account_steps(3, id),
        urls: webhooks::urls(&app, &account),
        sender: numbers.is_empty() || numbers.iter().any(|number| !number.sandbox),
        sandbox: numbers.is_empty() || numbers.iter().any(|number| number.sandbox),
        account,
        unreachable,
        waitings: known.into_iter().map(|known| Waiting::of(known, now)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn done_steps_are_links_and_the_present_one_is_not() {
        let steps = account_steps(2, AccountId(4));
        let links: Vec<Option<&str>> = steps.iter().map(|step| step.link.as_deref()).collect();
        assert_eq!(links, [Some("/admin/accounts/4"), Some("/admin/accounts/4"), None, None]);
        assert_eq!(channel_link("Α & Β").as_deref(), Some("/admin/accounts/new?name=%CE%91+%26+%CE%92"));
    }
}
