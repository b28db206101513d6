//! `/admin/presences`: presences with a name of their own, and which change by themselves.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::PresenceId;
use crate::domain::presence::Automatic;
use crate::domain::user::Presence;
use crate::flows::presences::{create, delete, set_automatic, update};
use crate::store::named_presence::{self, NamedPresence};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};

const NAV: Nav = Nav::Settings(Section::Presences);

/// The form of one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    name: String,
    base: String,
}

#[derive(askama::Template)]
#[template(path = "admin/presences.html")]
struct PresencesPage {
    shell: Shell,
    rows: Vec<NamedPresence>,
    automatic: Automatic,
    bases: &'static [Presence],
    /// A new one.
    form: Form,
    /// The one that is changed, as it was typed.
    open: Option<(PresenceId, Form)>,
    problems: Problems,
}

impl PresencesPage {
    fn is_open(&self, row: &NamedPresence) -> bool {
        self.open.as_ref().is_some_and(|(id, _)| *id == row.id)
    }

    fn name<'a>(&'a self, row: &'a NamedPresence) -> &'a str {
        match &self.open {
            Some((id, form)) if *id == row.id => &form.name,
            _ => &row.name,
        }
    }

    fn base<'a>(&'a self, row: &'a NamedPresence) -> &'a str {
        match &self.open {
            Some((id, form)) if *id == row.id => &form.base,
            _ => row.base.word(),
        }
    }

    /// Whether the problems are those of a new one.
    fn of_new(&self) -> bool {
        self.open.is_none()
    }
}

async fn page_of(
    viewer: &Admin,
    app: &Data<App>,
    form: Form,
    open: Option<(PresenceId, Form)>,
    problems: Problems,
) -> PageResult {
    let (rows, automatic) =
        page::blocking(app, |app| app.store.read(|db| Ok((named_presence::list(db)?, named_presence::automatic(db)?))))
            .await?;
    let status = problems.status();
    let shell = viewer.shell(NAV);
    let page = PresencesPage { shell, rows, automatic, bases: Presence::ALL, form, open, problems };
    page::page_with_status(&page, status)
}

/// GET /admin/presences
///
/// # Errors
/// The store's.
pub async fn list(viewer: Admin, app: Data<App>) -> PageResult {
    page_of(&viewer, &app, Form::default(), None, Problems::default()).await
}

/// POST /admin/presences
///
/// # Errors
/// The store's.
pub async fn create(viewer: Admin, app: Data<App>, posted: PostedForm<Form>) -> PageResult {
    let (actor, form) = (viewer.actor(), posted.value);
    let (name, base) = (form.name.clone(), Presence::from_word(&form.base));
    match page::blocking(&app, move |app| create::create(app, actor, &name, base)).await {
        Ok(_) => page::flash("/admin/presences", "flash-presence-created"),
        Err(error) => page_of(&viewer, &app, form, None, Problems::of(error)?).await,
    }
}

/// POST /admin/presences/{id}
///
/// # Errors
/// 404; the store's.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<PresenceId>, posted: PostedForm<Form>) -> PageResult {
    let (actor, id, form) = (viewer.actor(), id.into_inner(), posted.value);
    let base = Presence::from_word(&form.base).ok_or(WebError::Unreadable)?;
    let name = form.name.clone();
    match page::blocking(&app, move |app| update::update(app, actor, id, Some(&name), Some(base))).await {
        Ok(()) => page::flash("/admin/presences", "flash-saved"),
        Err(error) => page_of(&viewer, &app, Form::default(), Some((id, form)), Problems::of(error)?).await,
    }
}

/// POST /admin/presences/{id}/delete
///
/// # Errors
/// 404; the store's.
pub async fn delete(viewer: Admin, app: Data<App>, id: Path<PresenceId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor(), id.into_inner());
    page::blocking(&app, move |app| delete::delete(app, actor, id)).await?;
    page::flash("/admin/presences", "flash-presence-deleted")
}

/// The switches.
#[derive(Deserialize)]
pub struct Switches {
    capacity: Option<String>,
    missed: Option<String>,
    declined: Option<String>,
}

/// POST /admin/presences/automatic
///
/// # Errors
/// The store's.
pub async fn automatic(viewer: Admin, app: Data<App>, posted: PostedForm<Switches>) -> PageResult {
    let (actor, Switches { capacity, missed, declined }) = (viewer.actor(), posted.value);
    let change = set_automatic::Change {
        capacity: Some(capacity.is_some()),
        missed: Some(missed.is_some()),
        declined: Some(declined.is_some()),
    };
    page::blocking(&app, move |app| set_automatic::set_automatic(app, actor, change)).await?;
    page::flash("/admin/presences", "flash-saved")
}
