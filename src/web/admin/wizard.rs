//! Connecting an account in four steps: name, credentials, numbers, addresses. Nothing is kept before the
//! second step is right; from then on the account exists and the rest can be done at any time.

use actix_web::web::{Data, Path, Query};
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::language::Language;
use crate::flows::accounts::check::Verdict;
use crate::flows::accounts::connect::{self, Connected};
use crate::flows::accounts::create::Wanted;
use crate::flows::accounts::validate;
use crate::flows::accounts::webhooks::{self, Urls};
use crate::flows::numbers;
use crate::store::account::{self, Account};
use crate::store::number::{self, Number};
use crate::web::admin::accounts::verdict_key;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page, redirect};
use crate::web::shell::{Nav, Section, Shell};

/// What a secret that waits in a form is sealed for.
const WAITING: &str = "wizard.secret";
/// How long Twilio's tokens are; another length is worth a word, not a refusal.
const TOKEN_CHARS: usize = 32;

/// One of the four steps.
struct Step {
    key: &'static str,
    link: Option<String>,
    now: bool,
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

fn account_steps(now: usize, id: AccountId) -> Vec<Step> {
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
    /// Secrets that were right in themselves, sealed, so that correcting another field does not cost them.
    kept_token: String,
    kept_secret: String,
    problems: Problems,
    doubt: Option<Doubt>,
}

struct Doubt {
    /// The sentence that says what happened.
    key: &'static str,
    /// The length of the token, if it is an unusual one.
    token_chars: Option<usize>,
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
    };
    let asked = wanted.clone();
    let outcome = blocking(&app, move |app| connect::connect(app, actor, &asked, sure)).await?;
    let mut again = credentials_page(&viewer, posted.name);
    again.account_sid = posted.account_sid;
    again.api_key_sid = posted.api_key_sid;
    match outcome {
        Connected::Made(id, verdict) => {
            let key = verdict.as_ref().map_or("flash-account-unchecked", verdict_key);
            return flash(format!("/admin/accounts/{id}/numbers"), key);
        }
        Connected::Problems(problems) => again.problems = Problems(problems),
        Connected::Doubt { verdict, api_key } => {
            let chars = wanted.auth_token.trim().chars().count();
            let wrong = matches!(verdict, Verdict::Wrong { .. });
            again.doubt = Some(Doubt {
                key: match (wrong, api_key) {
                    (true, true) => "wizard-doubt-key",
                    (true, false) => "wizard-doubt-wrong",
                    (false, _) => "wizard-doubt-no-answer",
                },
                token_chars: (wrong && !api_key && chars != TOKEN_CHARS).then_some(chars),
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
#[template(path = "admin/wizard_numbers.html")]
struct NumbersPage {
    shell: Shell,
    steps: Vec<Step>,
    account: Account,
    numbers: Vec<Number>,
    form: NumberForm,
    problems: Problems,
}

/// One number as it is posted.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NumberForm {
    name: String,
    address: String,
    sandbox: String,
    language: String,
    act: String,
}

impl NumberForm {
    fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.address.trim().is_empty()
    }
}

/// GET /admin/accounts/{id}/numbers
///
/// # Errors
/// 404, or those of the store.
pub async fn numbers(viewer: Admin, app: Data<App>, id: Path<AccountId>) -> PageResult {
    let form = NumberForm { language: viewer.locale.lang().to_owned(), ..NumberForm::default() };
    page(&numbers_page(&viewer, &app, *id, form, Problems::default()).await?)
}

async fn numbers_page(
    viewer: &Admin,
    app: &Data<App>,
    id: AccountId,
    form: NumberForm,
    problems: Problems,
) -> Result<NumbersPage, crate::web::error::WebError> {
    let (account, numbers) =
        blocking(app, move |app| app.store.read(|db| Ok((account::get(db, id)?, number::list_of_account(db, id)?))))
            .await?;
    let shell = viewer.shell(Nav::Settings(Section::Accounts));
    Ok(NumbersPage { shell, steps: account_steps(2, id), account, numbers, form, problems })
}

/// POST /admin/accounts/{id}/numbers: adds one; `next` goes on to the addresses.
///
/// # Errors
/// 404, or those of the store; wrong fields show the step again.
pub async fn add_number(
    viewer: Admin,
    app: Data<App>,
    id: Path<AccountId>,
    form: PostedForm<NumberForm>,
) -> PageResult {
    let (id, actor, posted) = (*id, viewer.actor(), form.value);
    // "go" stands there once there is a number: it goes on, with what is typed or without.
    let next = matches!(posted.act.as_str(), "next" | "go");
    if posted.act == "go" && posted.is_empty() {
        return redirect(format!("/admin/accounts/{id}/callbacks"));
    }
    let wanted = numbers::create::Wanted {
        name: posted.name.clone(),
        address: posted.address.clone(),
        sandbox: !posted.sandbox.is_empty(),
        language: Language::parse(&posted.language),
    };
    let made = blocking(&app, move |app| {
        Ok(match numbers::create::check(app, id, &wanted)? {
            Ok(_) => numbers::create::create(app, actor, id, &wanted).map(|_| Vec::new())?,
            Err(problems) => problems,
        })
    });
    let problems = made.await?;
    if !problems.is_empty() {
        return form_again(&numbers_page(&viewer, &app, id, posted, Problems(problems)).await?);
    }
    if next {
        redirect(format!("/admin/accounts/{id}/callbacks"))
    } else {
        flash(format!("/admin/accounts/{id}/numbers"), "flash-number-added")
    }
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
}

/// GET /admin/accounts/{id}/callbacks
///
/// # Errors
/// 404, or those of the store.
pub async fn callbacks(viewer: Admin, app: Data<App>, id: Path<AccountId>) -> PageResult {
    let id = *id;
    let (account, numbers) =
        blocking(&app, move |app| app.store.read(|db| Ok((account::get(db, id)?, number::list_of_account(db, id)?))))
            .await?;
    let unreachable = (app.demo.is_none() && is_private(&app.public_url)).then(|| app.public_url.clone());
    page(&CallbacksPage {
        shell: viewer.shell(Nav::Settings(Section::Accounts)),
        steps: account_steps(3, id),
        urls: webhooks::urls(&app, &account),
        sender: numbers.is_empty() || numbers.iter().any(|number| !number.sandbox),
        sandbox: numbers.is_empty() || numbers.iter().any(|number| number.sandbox),
        account,
        unreachable,
    })
}

/// Whether an address means this machine or a network of our own.
fn is_private(address: &str) -> bool {
    let Ok(url) = url::Url::parse(address) else { return true };
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || !name.contains('.') || name.ends_with(".local"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unspecified(),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_twilio_cannot_call_are_known() {
        for (address, private) in [
            ("https://inbox.example.org", false),
            ("https://203.0.113.7:8443", false),
            ("http://127.0.0.1:8080", true),
            ("http://localhost:8080", true),
            ("https://inbox", true),
            ("http://192.168.1.4", true),
            ("http://[::1]:8080", true),
            ("nonsense", true),
        ] {
            assert_eq!(is_private(address), private, "{address}");
        }
    }

    #[test]
    fn done_steps_are_links_and_the_present_one_is_not() {
        let steps = account_steps(2, AccountId(4));
        let links: Vec<Option<&str>> = steps.iter().map(|step| step.link.as_deref()).collect();
        assert_eq!(links, [Some("/admin/accounts/4"), Some("/admin/accounts/4"), None, None]);
        assert_eq!(channel_link("Α & Β").as_deref(), Some("/admin/accounts/new?name=%CE%91+%26+%CE%92"));
    }
}
