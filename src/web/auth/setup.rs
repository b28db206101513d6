//! `/setup`: the first admin. There only while there is none.

use actix_web::HttpRequest;
use actix_web::web::Data;
use serde::Deserialize;

use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::flows::users::create_first::{self, create_first};
use crate::flows::users::setup_code;
use crate::web::auth::{browser, let_in, too_many, wait_text};
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::MaybeViewer;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;

#[derive(askama::Template)]
#[template(path = "auth/setup.html")]
struct SetupPage {
    shell: Shell,
    name: String,
    email: String,
    problems: Problems,
    wait: Option<String>,
}

/// The posted form.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

/// GET /setup
///
/// # Errors
/// 404 once there is an admin; the store's.
pub async fn show(known: MaybeViewer, app: Data<App>) -> PageResult {
    if !page::blocking(&app, |app| app.store.read(setup_code::is_open)).await? {
        return Err(Refusal::NotFound.into());
    }
    let (name, email, problems) = (String::new(), String::new(), Problems::default());
    page::page(&SetupPage { shell: known.shell(), name, email, problems, wait: None })
}

/// POST /setup
///
/// # Errors
/// 404 once there is an admin; the store's.
pub async fn create(known: MaybeViewer, app: Data<App>, request: HttpRequest, form: PostedForm<Form>) -> PageResult {
    let Form { code, name, email, password } = form.value;
    let everyone = known.shell().l.t("queues-everyone-name");
    let wanted = create_first::Wanted { code, name: name.clone(), email: email.clone(), password, everyone };
    let browser = browser(&request);
    let outcome = page::blocking(&app, move |app| create_first(app, wanted, browser)).await;
    let (shell, now) = (known.shell(), app.clock.now());
    match outcome {
        Ok(Ok(begun)) => let_in(&app, &begun, "/admin"),
        Ok(Err(until)) => {
            let wait = Some(wait_text(shell.l, until, now));
            too_many(&SetupPage { shell, name, email, problems: Problems::default(), wait }, until, now)
        }
        Err(error) => {
            let problems = Problems::of(error)?;
            page::form_again(&SetupPage { shell, name, email, problems, wait: None })
        }
    }
}
