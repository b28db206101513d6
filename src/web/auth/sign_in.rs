//! `/sign-in`: email and password. The answer is the same whoever does not exist.

use actix_web::HttpRequest;
use actix_web::web::{Data, Query};
use serde::Deserialize;

use crate::app::App;
use crate::flows::sign_ins::sign_in::{Denied, sign_in};
use crate::flows::users::setup_code;
use crate::store::preferences;
use crate::web::auth::{browser, let_in, too_many, wait_text};
use crate::web::form::PostedForm;
use crate::web::guards::MaybeViewer;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;

#[derive(askama::Template)]
#[template(path = "auth/sign_in.html")]
struct SignInPage {
    shell: Shell,
    email: String,
    next: String,
    problem: Option<String>,
}

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct After {
    /// A path of ours.
    #[serde(default)]
    next: String,
}

/// The posted form.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// GET /sign-in
///
/// # Errors
/// The store's.
pub async fn show(known: MaybeViewer, app: Data<App>, after: Query<After>) -> PageResult {
    let next = page::local(&after.next).unwrap_or_default();
    if let Some(viewer) = &known.viewer {
        return page::redirect(if next.is_empty() { viewer.preferences.home() } else { next });
    }
    if page::blocking(&app, |app| app.store.read(setup_code::is_open)).await? {
        return page::redirect("/setup");
    }
    page::page(&SignInPage { shell: known.shell(), email: String::new(), next, problem: None })
}

/// POST /sign-in
///
/// # Errors
/// The store's.
pub async fn enter(known: MaybeViewer, app: Data<App>, request: HttpRequest, form: PostedForm<Form>) -> PageResult {
    let Form { email, password, next } = form.value;
    let next = page::local(&next).unwrap_or_default();
    let (browser, typed) = (browser(&request), email.clone());
    let outcome = page::blocking(&app, move |app| {
        Ok(match sign_in(app, &typed, &password, browser)? {
            Ok(begun) => {
                let chosen = app.store.read(|db| preferences::of(db, begun.user))?;
                Ok((begun, chosen.unwrap_or_default().home()))
            }
            Err(denied) => Err(denied),
        })
    })
    .await?;
    let (shell, now) = (known.shell(), app.clock.now());
    let again = |problem| SignInPage { shell: shell.clone(), email, next: next.clone(), problem: Some(problem) };
    match outcome {
        Ok((begun, home)) => let_in(&app, &begun, if next.is_empty() { &home } else { &next }),
        Err(Denied::Wrong) => page::form_again(&again(shell.l.t("sign-in-wrong"))),
        Err(Denied::Wait(until)) => too_many(&again(wait_text(shell.l, until, now)), until, now),
    }
}
