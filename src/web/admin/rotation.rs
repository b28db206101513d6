//! Changing an auth token without a gap: what is done, what is to be done now, and what is still ahead.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::flows::accounts::rotate::{self, Step as Outcome};
use crate::flows::accounts::update::{self, Change, Second};
use crate::store::account::{self, Account};
use crate::web::admin::wizard::Step;
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page};
use crate::web::shell::{Nav, Section, Shell};

#[derive(Template)]
#[template(path = "admin/rotation.html")]
struct RotationPage {
    shell: Shell,
    steps: Vec<Step>,
    account: Account,
    problems: Problems,
    /// What Twilio has against the step: the key of the sentence, and the act that does it all the same.
    doubt: Option<(&'static str, &'static str)>,
}

/// GET /admin/accounts/{id}/rotation
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<AccountId>) -> PageResult {
    page(&load(&viewer, &app, *id).await?)
}

async fn load(viewer: &Admin, app: &Data<App>, id: AccountId) -> Result<RotationPage, WebError> {
    let account = blocking(app, move |app| app.store.read(|db| account::get(db, id))).await?;
    // The second step happens at Twilio; here it is to be confirmed.
    let now = usize::from(account.auth_token_second.is_some());
    let keys = ["rotation-step-paste", "rotation-step-promote", "rotation-step-confirm"];
    let steps = keys.into_iter().enumerate().map(|(place, key)| {
        let link = (place < now).then(|| "#one".to_owned());
        Step { key, link, now: place == now }
    });
    Ok(RotationPage {
        shell: viewer.shell(Nav::Settings(Section::Accounts)),
        steps: steps.collect(),
        account,
        problems: Problems::default(),
        doubt: None,
    })
}

/// A step as it is posted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RotationForm {
    auth_token_second: String,
    act: String,
}

/// POST /admin/accounts/{id}/rotation: `begin` with the new token, `finish` after its promotion at Twilio, both with
/// `-anyway` in spite of what Twilio says; `cancel` drops the new token.
///
/// # Errors
/// 404, or those of the store; a wrong token and doubts show the page again.
pub async fn step(viewer: Admin, app: Data<App>, id: Path<AccountId>, form: PostedForm<RotationForm>) -> PageResult {
    let (id, actor, posted) = (*id, viewer.actor(), form.value);
    let here = format!("/admin/accounts/{id}/rotation");
    let (act, sure) = match posted.act.strip_suffix("-anyway") {
        Some(act) => (act.to_owned(), true),
        None => (posted.act.clone(), false),
    };
    let asked = act.clone();
    let outcome = blocking(&app, move |app| match asked.as_str() {
        "begin" => rotate::begin(app, actor, id, &posted.auth_token_second, sure).map(Some),
        "finish" => rotate::finish(app, actor, id, sure).map(Some),
        "cancel" => {
            let change = Change { second: Second::Remove, ..Change::default() };
            update::update(app, actor, id, &change).map(|()| Some(Outcome::Done))
        }
        _ => Ok(None),
    });
    let begins = act == "begin";
    let key = match outcome.await {
        Ok(None) => return Err(WebError::Unreadable),
        Ok(Some(Outcome::Done)) if begins => return flash(here, "flash-rotation-begun"),
        Ok(Some(Outcome::Done)) if act == "finish" => {
            return flash(format!("/admin/accounts/{id}"), "flash-rotation-done");
        }
        Ok(Some(Outcome::Done)) => return flash(here, "flash-rotation-cancelled"),
        Ok(Some(Outcome::NewRefused)) if begins => "rotation-doubt-new",
        Ok(Some(Outcome::NewRefused)) => "rotation-doubt-lost",
        Ok(Some(Outcome::NotPromoted)) => "rotation-doubt-not-promoted",
        Ok(Some(Outcome::NoAnswer)) => "rotation-doubt-no-answer",
        Err(error) => {
            let problems = Problems::of(error)?;
            let mut again = load(&viewer, &app, id).await?;
            again.problems = problems;
            return form_again(&again);
        }
    };
    let mut again = load(&viewer, &app, id).await?;
    again.doubt = Some((key, if begins { "begin-anyway" } else { "finish-anyway" }));
    form_again(&again)
}
