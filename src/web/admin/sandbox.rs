//! The sandbox: how Twilio finds us, how phones join, and who is in it until when.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::NumberId;
use crate::domain::sandbox::{self as domain, Join, Membership};
use crate::flows::accounts::webhooks::{self, Urls};
use crate::flows::numbers::update::{self, Change};
use crate::store::account;
use crate::store::number::{self, Number};
use crate::store::sandbox_fact::{self, Member};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page};
use crate::web::qr::{self, Qr};
use crate::web::shell::{Nav, Section, Shell};

#[derive(Template)]
#[template(path = "admin/sandbox.html")]
struct SandboxPage {
    shell: Shell,
    number: Number,
    urls: Urls,
    join: Option<Join>,
    qr: Option<Qr>,
    members: Vec<Row>,
    code: String,
    problems: Problems,
}

/// A member in words.
struct Row {
    name: String,
    address: String,
    text: String,
    inside: bool,
}

/// GET /admin/numbers/{id}/sandbox
///
/// # Errors
/// 404, also for a number that is none; or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<NumberId>) -> PageResult {
    page(&load(&viewer, &app, *id).await?)
}

async fn load(viewer: &Admin, app: &Data<App>, id: NumberId) -> Result<SandboxPage, WebError> {
    let (number, urls, members) = blocking(app, move |app| {
        app.store.read(|db| {
            let number = number::get(db, id)?;
            let account = account::get(db, number.account_id)?;
            Ok((number, webhooks::urls(app, &account), sandbox_fact::members(db, id)?))
        })
    })
    .await?;
    if !number.sandbox {
        return Err(crate::domain::refusal::Refusal::NotFound.into());
    }
    let shell = viewer.shell(Nav::Settings(Section::Accounts));
    let members = members.into_iter().map(|member| row(member, &shell)).collect();
    let join = number.sandbox_code.clone().map(|code| Join { code, address: number.address.clone() });
    Ok(SandboxPage {
        qr: join.as_ref().and_then(|join| qr::draw(&join.link())),
        join,
        shell,
        urls,
        members,
        code: number.sandbox_code.clone().unwrap_or_default(),
        number,
        problems: Problems::default(),
    })
}

fn row(member: Member, shell: &Shell) -> Row {
    let (key, at, inside) = match domain::membership(member.fact, member.at, shell.now) {
        Membership::Until(end) => ("sandbox-until", end, true),
        Membership::AtMostUntil(end) => ("sandbox-at-most-until", end, true),
        Membership::Over(end) => ("sandbox-over", end, false),
    };
    let address = member.address.display();
    Row {
        name: if member.name.trim().is_empty() { address.clone() } else { member.name },
        address,
        text: shell.l.t1(key, "when", shell.moment(&at)),
        inside,
    }
}

/// The join code as it is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    sandbox_code: String,
}

/// POST /admin/numbers/{id}/sandbox
///
/// # Errors
/// 404, or those of the store; a wrong code shows the page again.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<NumberId>, form: PostedForm<CodeForm>) -> PageResult {
    let (id, actor, code) = (*id, viewer.actor(), form.value.sandbox_code);
    let change = Change { sandbox_code: Some(code.clone()), ..Change::default() };
    match blocking(&app, move |app| update::update(app, actor, id, &change)).await {
        Ok(()) => flash(format!("/admin/numbers/{id}/sandbox"), "flash-saved"),
        Err(error) => {
            let problems = Problems::of(error)?;
            let mut again = load(&viewer, &app, id).await?;
            again.problems = problems;
            again.code = code;
            form_again(&again)
        }
    }
}
