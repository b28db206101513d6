//! Deleting a number, then its account: the facts first, then the choices, then the act.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::deletion::{AccountFacts, MESSAGES_COUNTED, NumberFacts, Open};
use crate::domain::ids::{AccountId, NumberId};
use crate::flows::accounts::delete as account_deletion;
use crate::flows::numbers::delete::{self, Choice, Deleted, Webhooks};
use crate::store::account::{self, Account};
use crate::store::number::{self, Number};
use crate::web::admin::accounts::ActForm;
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, flash_refusal, form_again, page};
use crate::web::shell::{Nav, Section, Shell};

#[derive(Template)]
#[template(path = "admin/number_delete.html")]
struct NumberPage {
    shell: Shell,
    number: Number,
    facts: NumberFacts,
    open: Option<Open>,
    problems: Problems,
    /// Twilio did not take our addresses away.
    not_cleared: bool,
}

impl NumberPage {
    /// The count of messages, which is not told beyond a limit.
    fn messages_key(&self) -> &'static str {
        if self.facts.messages >= MESSAGES_COUNTED { "delete-messages-many" } else { "delete-messages" }
    }
}

/// GET /admin/numbers/{id}/delete
///
/// # Errors
/// 404, or those of the store.
pub async fn number(viewer: Admin, app: Data<App>, id: Path<NumberId>) -> PageResult {
    page(&load(&viewer, &app, *id).await?)
}

async fn load(viewer: &Admin, app: &Data<App>, id: NumberId) -> Result<NumberPage, WebError> {
    let actor = viewer.actor();
    let (number, facts) =
        blocking(app, move |app| Ok((app.store.read(|db| number::get(db, id))?, delete::facts(app, actor, id)?)))
            .await?;
    let shell = viewer.shell(Nav::Settings(Section::Accounts));
    Ok(NumberPage { shell, number, facts, open: None, problems: Problems::default(), not_cleared: false })
}

/// The choices; a box that is not ticked is not sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    open: String,
    clear: String,
}

/// POST /admin/numbers/{id}/delete
///
/// # Errors
/// 404, or those of the store; what is missing or refused shows the page again.
pub async fn delete_number(
    viewer: Admin,
    app: Data<App>,
    id: Path<NumberId>,
    form: PostedForm<DeleteForm>,
) -> PageResult {
    let (id, actor) = (*id, viewer.actor());
    let choice = Choice { open: Open::from_word(&form.value.open), clear_webhooks: !form.value.clear.is_empty() };
    let outcome = blocking(&app, move |app| delete::delete(app, actor, id, choice)).await;
    let problems = match outcome {
        Ok(Deleted::Done { webhooks, .. }) => return flash("/admin/numbers", deleted_key(webhooks)),
        Ok(Deleted::NotCleared) => Problems::default(),
        Err(error) => match crate::web::form::refused(&error) {
            Some(refusal) if refusal.problems().is_empty() && refusal.code() == "number_busy" => {
                return flash_refusal(format!("/admin/numbers/{id}/delete"), refusal);
            }
            _ => Problems::of(error)?,
        },
    };
    let mut again = load(&viewer, &app, id).await?;
    again.open = choice.open;
    again.not_cleared = problems.is_empty();
    again.problems = problems;
    form_again(&again)
}

/// The sentence about what became of it.
const fn deleted_key(webhooks: Webhooks) -> &'static str {
    match webhooks {
        Webhooks::Left | Webhooks::NotOurs => "flash-number-deleted",
        Webhooks::Cleared => "flash-number-deleted-cleared",
        Webhooks::Shared => "flash-number-deleted-shared",
    }
}

#[derive(Template)]
#[template(path = "admin/account_delete.html")]
struct AccountPage {
    shell: Shell,
    account: Account,
    facts: AccountFacts,
    numbers: Vec<Number>,
}

/// GET /admin/accounts/{id}/delete
///
/// # Errors
/// 404, or those of the store.
pub async fn account(viewer: Admin, app: Data<App>, id: Path<AccountId>) -> PageResult {
    let (id, actor) = (*id, viewer.actor());
    let (account, numbers, facts) = blocking(&app, move |app| {
        let (account, numbers) = app.store.read(|db| Ok((account::get(db, id)?, number::list_of_account(db, id)?)))?;
        Ok((account, numbers, account_deletion::facts(app, actor, id)?))
    })
    .await?;
    page(&AccountPage { shell: viewer.shell(Nav::Settings(Section::Accounts)), account, facts, numbers })
}

/// POST /admin/accounts/{id}/delete
///
/// # Errors
/// 404, or those of the store.
pub async fn delete_account(viewer: Admin, app: Data<App>, id: Path<AccountId>, _: PostedForm<ActForm>) -> PageResult {
    let (id, actor) = (*id, viewer.actor());
    match blocking(&app, move |app| account_deletion::delete(app, actor, id)).await {
        Ok(()) => flash("/admin/accounts", "flash-account-deleted"),
        Err(error) => match crate::web::form::refused(&error) {
            Some(refusal) if refusal.code() == "account_has_numbers" => {
                flash_refusal(format!("/admin/accounts/{id}/delete"), refusal)
            }
            _ => Err(error),
        },
    }
}
