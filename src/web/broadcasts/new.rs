//! A broadcast begins: a name, a number of ours, a template, and a list as a file or pasted.

use actix_web::web::Data;

use crate::app::App;
use crate::domain::broadcast::ROWS_MAX;
use crate::domain::ids::{NumberId, TemplateId};
use crate::domain::refusal::Refusal;
use crate::domain::template::counting::month;
use crate::domain::text;
use crate::flows::broadcasts::create::{self, Wanted};
use crate::random;
use crate::store::{composer_view, number};
use crate::web::broadcasts::NAV;
use crate::web::error::WebError;
use crate::web::form::{Problems, refused};
use crate::web::guards::Supervisor;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;
use crate::web::upload::PostedFile;

/// Characters of a template's text in the list.
const BODY_CHARS_MAX: usize = 60;

/// What was filled in.
#[derive(Clone, Debug, Default)]
struct Filled {
    name: String,
    /// The number and the template: `1:7`.
    template: String,
    pasted: String,
}

/// The templates that a number can send at any time.
struct Group {
    label: String,
    /// Value and words.
    templates: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "broadcasts/new.html")]
struct NewPage {
    shell: Shell,
    key: String,
    groups: Vec<Group>,
    form: Filled,
    rows_max: usize,
    problems: Problems,
    error: Option<String>,
}

async fn build(viewer: &Supervisor, app: &Data<App>, form: Filled) -> Result<NewPage, WebError> {
    let month = month(viewer.visitor.now);
    let groups = page::blocking(app, move |app| {
        app.store.read(|db| {
            let mut groups = Vec::new();
            for number in number::list(db)?.into_iter().filter(|one| one.active && one.deleted_at.is_none()) {
                let at = composer_view::At {
                    account: number.account_id,
                    number: number.id,
                    sandbox: number.sandbox,
                    window_open: false,
                    month: &month,
                };
                let (choices, _) = composer_view::choices(db, &at)?;
                let words = |choice: composer_view::Choice| {
                    let template = choice.template;
                    let body = text::one_line(&template.body, BODY_CHARS_MAX);
                    (
                        format!("{}:{}", number.id, template.id),
                        format!("{} · {} · {body}", template.name, template.language),
                    )
                };
                groups.push(Group {
                    label: format!("{} · {}", number.name, number.address.display()),
                    templates: choices.into_iter().map(words).collect(),
                });
            }
            Ok(groups)
        })
    })
    .await?;
    Ok(NewPage {
        shell: viewer.shell(NAV),
        key: random::token(),
        groups,
        form,
        rows_max: ROWS_MAX,
        problems: Problems::default(),
        error: None,
    })
}

/// GET /broadcasts/new
///
/// # Errors
/// The store's.
pub async fn show(viewer: Supervisor, app: Data<App>) -> PageResult {
    page::page(&build(&viewer, &app, Filled::default()).await?)
}

/// POST /broadcasts/new
///
/// # Errors
/// Refusals are the form again, with 422.
pub async fn make(viewer: Supervisor, app: Data<App>, posted: PostedFile) -> PageResult {
    let form = Filled {
        name: posted.field("name").to_owned(),
        template: posted.field("template").to_owned(),
        pasted: posted.field("pasted").to_owned(),
    };
    let list = if posted.file.is_empty() { form.pasted.clone().into_bytes() } else { posted.file.clone() };
    let (number, template) = form.template.split_once(':').unwrap_or_default();
    let wanted = Wanted {
        name: form.name.clone(),
        number: number.parse::<NumberId>().ok(),
        template: template.parse::<TemplateId>().ok(),
        list: Some(list),
        columns: None,
    };
    let (actor, key) = (viewer.actor(), Some(posted.field("key").to_owned()).filter(|key| !key.is_empty()));
    let error = match page::blocking(&app, move |app| create::create(app, actor, wanted, key)).await {
        Ok(id) => return page::redirect(format!("/broadcasts/{id}")),
        Err(error) => error,
    };
    let refusal = refused(&error).filter(|refusal| **refusal != Refusal::NotFound).cloned();
    let Some(refusal) = refusal else { return Err(error) };
    let mut page = build(&viewer, &app, form).await?;
    page.problems = Problems(refusal.problems());
    page.error = Some(viewer.locale.refusal(&refusal)).filter(|_| page.problems.is_empty());
    page::form_again(&page)
}
