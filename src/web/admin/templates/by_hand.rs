//! Adding a template by hand: name, default language, approved text, and the Content SID that sends it.

use actix_web::web::Data;
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::refusal::FieldProblem;
use crate::domain::template::languages::CODES;
use crate::flows::templates::by_hand::{self, Added, ByHand};
use crate::store::account::{self, Account};
use crate::web::admin::templates::trouble;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page};
use crate::web::shell::{Nav, Section, Shell};

#[derive(Template)]
#[template(path = "admin/template_by_hand.html")]
struct ByHandPage {
    shell: Shell,
    accounts: Vec<Account>,
    account_id: Option<AccountId>,
    typed: ByHand,
    there: Option<ByHand>,
    problems: Problems,
    /// Why it could not be asked.
    trouble: Option<&'static str>,
}

impl ByHandPage {
    fn is_account(&self, id: &AccountId) -> bool {
        self.account_id.as_ref() == Some(id)
    }

    fn codes(&self) -> &'static [&'static str] {
        &CODES
    }
}

async fn empty(viewer: &Admin, app: &Data<App>) -> Result<ByHandPage, crate::web::error::WebError> {
    let accounts = blocking(app, |app| app.store.read(account::list)).await?;
    Ok(ByHandPage {
        shell: viewer.shell(Nav::Settings(Section::Templates)),
        account_id: accounts.first().map(|account| account.id),
        accounts,
        typed: ByHand { language: viewer.locale.lang().to_owned(), ..ByHand::default() },
        there: None,
        problems: Problems::default(),
        trouble: None,
    })
}

/// GET /admin/templates/by-hand
///
/// # Errors
/// Those of the store.
pub async fn show(viewer: Admin, app: Data<App>) -> PageResult {
    page(&empty(&viewer, &app).await?)
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ByHandForm {
    account_id: String,
    name: String,
    language: String,
    body: String,
    content_sid: String,
}

/// POST /admin/templates/by-hand
///
/// # Errors
/// Those of the store; wrong fields show the form again.
pub async fn save(viewer: Admin, app: Data<App>, form: PostedForm<ByHandForm>) -> PageResult {
    let (actor, posted) = (viewer.actor(), form.value);
    let mut again = empty(&viewer, &app).await?;
    again.typed = ByHand {
        content_sid: posted.content_sid.trim().to_owned(),
        name: posted.name.trim().to_owned(),
        language: posted.language.trim().to_owned(),
        body: posted.body.trim().to_owned(),
    };
    let asked = posted.account_id.parse::<AccountId>().ok();
    again.account_id = asked.or(again.account_id);
    let fields = [("name", &again.typed.name), ("language", &again.typed.language), ("body", &again.typed.body)];
    let mut missing: Vec<FieldProblem> = fields
        .into_iter()
        .filter(|(_, value)| value.is_empty())
        .map(|(field, _)| FieldProblem::new(field, "missing"))
        .collect();
    if again.typed.content_sid.is_empty() {
        missing.push(FieldProblem::new("content_sid", "missing"));
    }
    let Some(account) = again.account_id else {
        return flash("/admin/templates", "refusal-templates-no-account");
    };
    if !missing.is_empty() {
        again.problems = Problems(missing);
        return form_again(&again);
    }
    let typed = again.typed.clone();
    match blocking(&app, move |app| by_hand::add(app, actor, account, &typed)).await {
        Ok(Added::Done(id)) => return flash(format!("/admin/templates/{id}#chosen"), "flash-template-added"),
        Ok(Added::Differs { problems, there }) => {
            again.problems = Problems(problems);
            again.there = Some(there);
        }
        Ok(Added::NotNow(synced)) => again.trouble = Some(trouble(synced)),
        Err(error) => again.problems = Problems::of(error)?,
    }
    form_again(&again)
}
