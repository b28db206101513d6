//! `/admin/users`: who may do what.

use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::UserId;
use crate::domain::refusal::Refusal;
use crate::domain::user::Role;
use crate::flows::users::add::{self, add};
use crate::flows::users::change_role::change_role;
use crate::flows::users::deactivate;
use crate::flows::users::link::Link;
use crate::flows::users::reset::reset;
use crate::store::user::{self, Listed};
use crate::web::admin::user_work::{self, Work};
use crate::web::agent::bulk::{Done, DoneView, Origin, done_at};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, Problems, refused};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};

const NAV: Nav = Nav::Settings(Section::Users);

#[derive(askama::Template)]
#[template(path = "admin/users.html")]
struct UsersPage {
    shell: Shell,
    users: Vec<Listed>,
}

#[derive(askama::Template)]
#[template(path = "admin/user_new.html")]
struct NewUserPage {
    shell: Shell,
    name: String,
    email: String,
    role: Role,
    problems: Problems,
}

#[derive(askama::Template)]
#[template(path = "admin/user.html")]
struct UserPage {
    shell: Shell,
    listed: Listed,
    own: bool,
    link: Option<Link>,
    /// What routing takes from them.
    work: Work,
    /// What became of giving their work away.
    done: Option<DoneView>,
}

/// The form of a new user.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    role: String,
}

/// The form of a role.
#[derive(Deserialize)]
pub struct RoleForm {
    #[serde(default)]
    role: String,
}

/// GET /admin/users
///
/// # Errors
/// The store's.
pub async fn list(viewer: Admin, app: Data<App>) -> PageResult {
    let now = app.clock.now();
    let users = page::blocking(&app, move |app| app.store.read(|db| user::listed(db, now))).await?;
    page::page(&UsersPage { shell: viewer.shell(NAV), users })
}

/// GET /admin/users/new
///
/// # Errors
/// None of its own.
pub async fn new(viewer: Admin) -> PageResult {
    let (name, email, problems) = (String::new(), String::new(), Problems::default());
    page::page(&NewUserPage { shell: viewer.shell(NAV), name, email, role: Role::Agent, problems })
}

/// POST /admin/users
///
/// # Errors
/// The store's.
pub async fn create(viewer: Admin, app: Data<App>, form: PostedForm<Form>) -> PageResult {
    let Form { name, email, role } = form.value;
    let role = Role::from_word(&role);
    let wanted = add::Wanted { name: name.clone(), email: email.clone(), role, password: None };
    let actor = viewer.actor().scope();
    match page::blocking(&app, move |app| add(app, &actor, &wanted)).await {
        // The link is in this answer and nowhere else, so there is no redirect.
        Ok(added) => one(&viewer, &app, added.id, added.link).await,
        Err(error) => {
            let problems = Problems::of(error)?;
            let role = role.unwrap_or(Role::Agent);
            page::form_again(&NewUserPage { shell: viewer.shell(NAV), name, email, role, problems })
        }
    }
}

/// GET /admin/users/{id}
///
/// # Errors
/// 404; the store's.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<UserId>, asked: Query<Done>) -> PageResult {
    let id = id.into_inner();
    let done = done_at(&viewer, &app, &asked, Origin::User(id)).await?;
    page::page(&UserPage { done, ..page_of(&viewer, &app, id, None).await? })
}

/// POST /admin/users/{id}/role
///
/// # Errors
/// 404; the store's.
pub async fn role(viewer: Admin, app: Data<App>, id: Path<UserId>, form: PostedForm<RoleForm>) -> PageResult {
    let (actor, id) = (viewer.actor().scope(), id.into_inner());
    let role = Role::from_word(&form.value.role).ok_or(WebError::Unreadable)?;
    let done = page::blocking(&app, move |app| change_role(app, &actor, id, role)).await;
    told(id, done, "flash-role")
}

/// POST /admin/users/{id}/link
///
/// # Errors
/// 404; the store's.
pub async fn link(viewer: Admin, app: Data<App>, id: Path<UserId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor().scope(), id.into_inner());
    let link = page::blocking(&app, move |app| reset(app, &actor, id)).await?;
    one(&viewer, &app, id, Some(link)).await
}

/// POST /admin/users/{id}/deactivate
///
/// # Errors
/// 404; the store's.
pub async fn deactivate(viewer: Admin, app: Data<App>, id: Path<UserId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor().scope(), id.into_inner());
    let done = page::blocking(&app, move |app| deactivate::deactivate(app, &actor, id).map(|_| ())).await;
    told(id, done, "flash-deactivated")
}

/// POST /admin/users/{id}/reactivate
///
/// # Errors
/// 404; the store's.
pub async fn reactivate(viewer: Admin, app: Data<App>, id: Path<UserId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor().scope(), id.into_inner());
    let done = page::blocking(&app, move |app| deactivate::reactivate(app, &actor, id)).await;
    told(id, done, "flash-reactivated")
}

/// Back to the user's page, which says what was done or why not.
fn told(id: UserId, done: Result<(), WebError>, key: &str) -> PageResult {
    let to = format!("/admin/users/{id}");
    match done {
        Ok(()) => page::flash(to, key),
        Err(error) => match refused(&error) {
            Some(refusal) if *refusal != Refusal::NotFound => page::flash_refusal(to, refusal),
            _ => Err(error),
        },
    }
}

async fn one(viewer: &Admin, app: &Data<App>, id: UserId, link: Option<Link>) -> PageResult {
    page::page(&page_of(viewer, app, id, link).await?)
}

/// The page again, with what is wrong with how they work.
pub(super) async fn again(
    viewer: &Admin,
    app: &Data<App>,
    id: UserId,
    form: user_work::Form,
    problems: Problems,
) -> PageResult {
    let page = page_of(viewer, app, id, None).await?;
    page::form_again(&UserPage { work: Work { form, problems, ..page.work }, ..page })
}

async fn page_of(viewer: &Admin, app: &Data<App>, id: UserId, link: Option<Link>) -> Result<UserPage, WebError> {
    let now = app.clock.now();
    let read = page::blocking(app, move |app| app.store.read(|db| Ok((user::listed(db, now)?, Work::of(db, id)?))));
    let (users, work) = read.await?;
    let listed = users.into_iter().find(|listed| listed.user.id == id).ok_or(Refusal::NotFound)?;
    Ok(UserPage { shell: viewer.shell(NAV), listed, own: id == viewer.user, link, work, done: None })
}
