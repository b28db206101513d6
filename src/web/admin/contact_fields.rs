//! `/admin/contact-fields`: what the team keeps about contacts beside name and language.

use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::contact_field::{Kind, Typed};
use crate::domain::ids::ContactFieldId;
use crate::flows::contact_fields::{create, remove, update};
use crate::store::contact_field::{self, ContactField};
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};

const NAV: Nav = Nav::Settings(Section::ContactFields);
/// So many contacts are counted where it matters how many lose something.
const COUNTED_MAX: i64 = 1_000;

/// A row.
struct Row {
    field: ContactField,
    choices: String,
    filled: i64,
    place: usize,
}

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    name: String,
    kind: String,
    choices: String,
    position: Option<usize>,
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

#[derive(askama::Template)]
#[template(path = "admin/contact_fields.html")]
struct FieldsPage {
    shell: Shell,
    rows: Vec<Row>,
    form: Form,
    kinds: Vec<(&'static str, String)>,
    /// The one that is open, with what was typed for it.
    open: Option<(ContactFieldId, Option<Form>)>,
    problems: Problems,
}

impl FieldsPage {
    fn is_open(&self, row: &Row) -> bool {
        self.open.as_ref().is_some_and(|(id, _)| *id == row.field.id)
    }

    fn typed<'a>(&'a self, row: &'a Row) -> (&'a str, &'a str) {
        match &self.open {
            Some((id, Some(form))) if *id == row.field.id => (&form.name, &form.choices),
            _ => (&row.field.name, &row.choices),
        }
    }

    fn of_new(&self) -> bool {
        self.open.is_none()
    }

    fn kind(&self, row: &Row) -> String {
        self.shell.l.t(format!("contact-field-{}", row.field.kind.word()))
    }
}

async fn page_of(
    viewer: &Admin,
    app: &Data<App>,
    form: Form,
    open: Option<(ContactFieldId, Option<Form>)>,
    problems: Problems,
) -> PageResult {
    let rows = page::blocking(app, |app| {
        app.store.read(|db| {
            let row = |(place, field): (usize, ContactField)| {
                let filled = contact_field::filled(db, field.id, COUNTED_MAX)?;
                Ok(Row { choices: field.choices.join("\n"), filled, place, field })
            };
            (1..).zip(contact_field::list(db)?).map(row).collect::<Result<Vec<Row>, _>>()
        })
    })
    .await?;
    let (shell, status) = (viewer.shell(NAV), problems.status());
    let kinds = Kind::ALL.iter().map(|kind| (kind.word(), shell.l.t(format!("contact-field-{}", kind.word()))));
    let kinds = kinds.collect();
    page::page_with_status(&FieldsPage { shell, rows, form, kinds, open, problems }, status)
}

/// What the address asks for.
#[derive(Deserialize)]
pub struct Wanted {
    /// The one that is open.
    open: Option<ContactFieldId>,
}

/// GET /admin/contact-fields
///
/// # Errors
/// The store's.
pub async fn list(viewer: Admin, app: Data<App>, wanted: Query<Wanted>) -> PageResult {
    let open = wanted.open.map(|id| (id, None));
    page_of(&viewer, &app, Form::default(), open, Problems::default()).await
}

/// POST /admin/contact-fields
///
/// # Errors
/// The store's.
pub async fn create(viewer: Admin, app: Data<App>, posted: PostedForm<Form>) -> PageResult {
    let (actor, form) = (viewer.actor(), posted.value);
    let typed = Typed { name: form.name.clone(), kind: form.kind.clone(), choices: lines(&form.choices) };
    match page::blocking(&app, move |app| create::create(app, actor, &typed)).await {
        Ok(_) => page::flash("/admin/contact-fields", "flash-contact-field-made"),
        Err(error) => page_of(&viewer, &app, form, None, Problems::of(error)?).await,
    }
}

/// POST /admin/contact-fields/{id}
///
/// # Errors
/// 404; the store's.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<ContactFieldId>, posted: PostedForm<Form>) -> PageResult {
    let (actor, id, form) = (viewer.actor(), id.into_inner(), posted.value);
    let given = |name: &str| posted.pairs.iter().any(|(known, _)| known == name);
    let change = update::Change {
        name: given("name").then(|| form.name.clone()),
        choices: given("choices").then(|| lines(&form.choices)),
        position: form.position,
    };
    match page::blocking(&app, move |app| update::update(app, actor, id, change)).await {
        Ok(()) => page::flash("/admin/contact-fields", "flash-saved"),
        Err(error) => page_of(&viewer, &app, Form::default(), Some((id, Some(form))), Problems::of(error)?).await,
    }
}

/// POST /admin/contact-fields/{id}/remove
///
/// # Errors
/// 404; the store's.
pub async fn remove(viewer: Admin, app: Data<App>, id: Path<ContactFieldId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor(), id.into_inner());
    page::blocking(&app, move |app| remove::remove(app, actor, id)).await?;
    page::flash("/admin/contact-fields", "flash-contact-field-removed")
}
