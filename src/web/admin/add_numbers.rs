//! Numbers of an account: picked from the provider's list, or typed. A step of the wizard, and the page that adds
//! more at any time. The provider is asked only when somebody wants to see its list, for that may take a while.

use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::AccountId;
use crate::domain::language::Language;
use crate::domain::user::Actor;
use crate::flows::numbers::connect::{self, Choice, Connected, Unlisted};
use crate::flows::numbers::create::{self, Wanted};
use crate::store::Fault;
use crate::store::account::{self, Account};
use crate::store::number::{self, Number};
use crate::web::admin::wizard::{Step, account_steps};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page, redirect};
use crate::web::shell::{Nav, Section, Shell};

/// Whether the provider's list is wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Look {
    look: String,
}

#[derive(Template)]
#[template(path = "admin/wizard_numbers.html")]
struct NumbersPage {
    shell: Shell,
    steps: Vec<Step>,
    account: Account,
    numbers: Vec<Number>,
    /// The provider's list, if it was asked for.
    listed: Option<Listed>,
    form: NumberForm,
    problems: Problems,
    /// The provider's list does not have the number that was typed.
    doubt: bool,
}

/// What the provider's list says.
enum Listed {
    /// These.
    Rows(Vec<Row>),
    /// It could not be read: the key of the sentence that says why.
    Failed(&'static str),
}

/// A number of the provider's list in words.
struct Row {
    address: String,
    shown: String,
    name: String,
    ours: Option<String>,
    online: bool,
    state: String,
    quality: Option<String>,
    limit: Option<String>,
    reasons: Vec<String>,
}

impl Row {
    fn of(choice: Choice) -> Self {
        let sender = choice.sender;
        let shown = Address::parse(&sender.address).map_or_else(|_| sender.address.clone(), |known| known.display());
        Self {
            name: sender.display_name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| shown.clone()),
            shown,
            address: sender.address,
            ours: choice.number.map(|id| format!("/admin/numbers/{id}")),
            online: sender.online,
            state: sender.state,
            quality: sender.quality,
            limit: sender.messaging_limit,
            reasons: sender.offline_reasons,
        }
    }
}

impl NumbersPage {
    /// Whether something can be picked.
    fn any_to_pick(&self) -> bool {
        matches!(&self.listed, Some(Listed::Rows(rows)) if rows.iter().any(|row| row.ours.is_none()))
    }
}

/// One number as it is typed, or the addresses that were picked.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NumberForm {
    name: String,
    address: String,
    sandbox: String,
    sandbox_code: String,
    language: String,
    act: String,
}

impl NumberForm {
    fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.address.trim().is_empty()
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            name: self.name.clone(),
            address: self.address.clone(),
            sandbox: !self.sandbox.is_empty(),
            sandbox_code: self.sandbox_code.clone(),
            language: Language::parse(&self.language),
            workstream: None,
        }
    }
}

/// GET /admin/accounts/{id}/numbers
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<AccountId>, look: Query<Look>) -> PageResult {
    let form = NumberForm { language: viewer.locale.lang().to_owned(), ..NumberForm::default() };
    page(&load(&viewer, &app, *id, form, !look.look.is_empty()).await?)
}

async fn load(
    viewer: &Admin,
    app: &Data<App>,
    id: AccountId,
    form: NumberForm,
    look: bool,
) -> Result<NumbersPage, WebError> {
    let actor = viewer.actor();
    let (account, numbers, listed) = blocking(app, move |app| {
        let known = app.store.read(|db| Ok((account::get(db, id)?, number::list_of_account(db, id)?)))?;
        let listed = if look { Some(listed(app, actor, id)?) } else { None };
        Ok((known.0, known.1, listed))
    })
    .await?;
    Ok(NumbersPage {
        shell: viewer.shell(Nav::Settings(Section::Accounts)),
        steps: account_steps(2, id),
        account,
        numbers,
        listed,
        form,
        problems: Problems::default(),
        doubt: false,
    })
}

fn listed(app: &App, actor: Actor, id: AccountId) -> Result<Listed, Fault> {
    Ok(match connect::senders(app, actor, id)? {
        Ok(choices) => Listed::Rows(choices.into_iter().map(Row::of).collect()),
        Err(Unlisted::WrongCredentials) => Listed::Failed("refusal-account-wrong"),
        Err(Unlisted::Refused(_)) => Listed::Failed("senders-refused"),
        Err(Unlisted::NoAnswer) => Listed::Failed("senders-no-answer"),
    })
}

/// POST /admin/accounts/{id}/numbers: `pick` adds those that were ticked; `add`, `next` and `go` the typed one, where
/// the latter two go on to the addresses; `anyway` one that the provider's list does not have.
///
/// # Errors
/// 404, or those of the store; wrong fields and doubts show the step again.
pub async fn add(viewer: Admin, app: Data<App>, id: Path<AccountId>, form: PostedForm<NumberForm>) -> PageResult {
    let (id, actor) = (*id, viewer.actor());
    if form.value.act == "pick" {
        return pick(&viewer, &app, id, form).await;
    }
    let posted = form.value;
    // "go" stands there once there is a number: it goes on, with what is typed or without.
    let next = matches!(posted.act.as_str(), "next" | "go");
    if posted.act == "go" && posted.is_empty() {
        return redirect(format!("/admin/accounts/{id}/callbacks"));
    }
    let (wanted, sure) = (posted.wanted(), posted.act == "anyway");
    let outcome = blocking(&app, move |app| connect::connect(app, actor, id, &wanted, sure)).await?;
    match outcome {
        Connected::Made { .. } if next => redirect(format!("/admin/accounts/{id}/callbacks")),
        Connected::Made { checked, .. } => {
            let key = if checked { "flash-number-added" } else { "flash-number-unchecked" };
            flash(format!("/admin/accounts/{id}/numbers"), key)
        }
        Connected::Problems(problems) => {
            let mut again = load(&viewer, &app, id, posted, false).await?;
            again.problems = Problems(problems);
            form_again(&again)
        }
        Connected::NotTheirs => {
            let mut again = load(&viewer, &app, id, posted, false).await?;
            again.doubt = true;
            form_again(&again)
        }
    }
}

async fn pick(viewer: &Admin, app: &Data<App>, id: AccountId, form: PostedForm<NumberForm>) -> PageResult {
    let actor = viewer.actor();
    let language = Language::parse(&form.value.language);
    let named = |address: &str| {
        let field = format!("name {address}");
        form.pairs.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let picked = form.pairs.iter().filter(|(name, _)| name == "pick");
    let wanted: Vec<Wanted> = picked
        .map(|(_, address)| Wanted { name: named(address), address: address.clone(), language, ..Wanted::default() })
        .collect();
    let problems = blocking(app, move |app| {
        // All are looked at before the first is kept.
        for one in &wanted {
            if let Err(problems) = create::check(app, id, one)? {
                return Ok(problems);
            }
        }
        for one in &wanted {
            create::create(app, actor, id, one)?;
        }
        Ok(Vec::new())
    })
    .await?;
    if problems.is_empty() {
        return flash(format!("/admin/accounts/{id}/numbers"), "flash-number-added");
    }
    let mut again = load(viewer, app, id, form.value, true).await?;
    again.problems = Problems(problems);
    form_again(&again)
}
