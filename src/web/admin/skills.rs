//! `/admin/skills`: what agents know and conversations need.

use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::SkillId;
use crate::domain::in_use::{self, Use};
use crate::domain::refusal::Refusal;
use crate::flows::skills::{create, delete, update};
use crate::store::skill::{self, Skill};
use crate::store::{Fault, user};
use crate::web::form::{Nothing, PostedForm, Problems, refused};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};

const NAV: Nav = Nav::Settings(Section::Skills);

/// A row.
struct Row {
    skill: Skill,
    /// Who has it, with the level, the best first.
    who: Vec<(i64, String, i64)>,
    /// Why it cannot be deleted.
    reasons: Vec<Use>,
}

#[derive(askama::Template)]
#[template(path = "admin/skills.html")]
struct SkillsPage {
    shell: Shell,
    rows: Vec<Row>,
    /// The name of a new one.
    name: String,
    /// The one that is open, with the name that was typed for it.
    open: Option<(SkillId, Option<String>)>,
    problems: Problems,
}

impl SkillsPage {
    fn is_open(&self, row: &Row) -> bool {
        self.open.as_ref().is_some_and(|(id, _)| *id == row.skill.id)
    }

    fn typed<'a>(&'a self, row: &'a Row) -> &'a str {
        match &self.open {
            Some((id, Some(name))) if *id == row.skill.id => name,
            _ => &row.skill.name,
        }
    }

    /// Whether the problems are those of a new one.
    fn of_new(&self) -> bool {
        self.open.is_none()
    }
}

fn rows(app: &App) -> Result<Vec<Row>, Fault> {
    app.store.read(|db| {
        let people = user::all(db)?;
        let row = |skill: Skill| {
            let who = skill::who_has(db, skill.id)?;
            let named = who.into_iter().filter_map(|(id, level)| {
                people.iter().find(|user| user.id == id).map(|user| (id.0, user.name.clone(), level))
            });
            Ok(Row { who: named.collect(), reasons: in_use::reasons(&skill::uses(db, skill.id)?), skill })
        };
        skill::list(db)?.into_iter().map(row).collect()
    })
}

async fn page_of(
    viewer: &Admin,
    app: &Data<App>,
    name: String,
    open: Option<(SkillId, Option<String>)>,
    problems: Problems,
) -> PageResult {
    let rows = page::blocking(app, rows).await?;
    let status = problems.status();
    page::page_with_status(&SkillsPage { shell: viewer.shell(NAV), rows, name, open, problems }, status)
}

/// What the address asks for.
#[derive(Deserialize)]
pub struct Wanted {
    /// The one that is open.
    open: Option<SkillId>,
}

/// GET /admin/skills
///
/// # Errors
/// The store's.
pub async fn list(viewer: Admin, app: Data<App>, wanted: Query<Wanted>) -> PageResult {
    let open = wanted.open.map(|id| (id, None));
    page_of(&viewer, &app, String::new(), open, Problems::default()).await
}

/// The form of one.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    name: String,
}

/// POST /admin/skills
///
/// # Errors
/// The store's.
pub async fn create(viewer: Admin, app: Data<App>, posted: PostedForm<Form>) -> PageResult {
    let (actor, name) = (viewer.actor(), posted.value.name);
    let typed = name.clone();
    match page::blocking(&app, move |app| create::create(app, actor, &typed)).await {
        Ok(_) => page::flash("/admin/skills", "flash-skill-created"),
        Err(error) => page_of(&viewer, &app, name, None, Problems::of(error)?).await,
    }
}

/// POST /admin/skills/{id}
///
/// # Errors
/// 404; the store's.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<SkillId>, posted: PostedForm<Form>) -> PageResult {
    let (actor, id, name) = (viewer.actor(), id.into_inner(), posted.value.name);
    let typed = name.clone();
    match page::blocking(&app, move |app| update::update(app, actor, id, &typed)).await {
        Ok(()) => page::flash("/admin/skills", "flash-saved"),
        Err(error) => page_of(&viewer, &app, String::new(), Some((id, Some(name))), Problems::of(error)?).await,
    }
}

/// POST /admin/skills/{id}/delete
///
/// # Errors
/// 404; the store's.
pub async fn delete(viewer: Admin, app: Data<App>, id: Path<SkillId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor(), id.into_inner());
    match page::blocking(&app, move |app| delete::delete(app, actor, id)).await {
        Ok(()) => page::flash("/admin/skills", "flash-skill-deleted"),
        Err(error) => match refused(&error) {
            // The page says why.
            Some(Refusal::InUse(_)) => page::redirect(format!("/admin/skills?open={id}")),
            _ => Err(error),
        },
    }
}
