//! `/admin/tokens`: programs that may use the API.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::TokenId;
use crate::domain::user::Role;
use crate::flows::tokens::create;
use crate::flows::tokens::revoke;
use crate::store::token::{self, Token};
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};

#[derive(askama::Template)]
#[template(path = "admin/tokens.html")]
struct TokensPage {
    shell: Shell,
    tokens: Vec<Token>,
    made: Option<String>,
    name: String,
    role: Role,
    problems: Problems,
}

/// The form of a new token.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
}

/// GET /admin/tokens
///
/// # Errors
/// The store's.
pub async fn list(viewer: Admin, app: Data<App>) -> PageResult {
    again(&viewer, &app, None, String::new(), Role::Admin, Problems::default()).await
}

/// POST /admin/tokens
///
/// # Errors
/// The store's.
pub async fn create(viewer: Admin, app: Data<App>, form: PostedForm<Form>) -> PageResult {
    let Form { name, role } = form.value;
    let (actor, typed, role) = (viewer.actor().scope(), name.clone(), Role::from_word(&role));
    match page::blocking(&app, move |app| create::create(app, &actor, &typed, role)).await {
        // The token is in this answer and nowhere else, so there is no redirect.
        Ok(made) => again(&viewer, &app, Some(made.token), String::new(), Role::Admin, Problems::default()).await,
        Err(error) => {
            let problems = Problems::of(error)?;
            again(&viewer, &app, None, name, role.unwrap_or(Role::Admin), problems).await
        }
    }
}

/// POST /admin/tokens/{id}/revoke
///
/// # Errors
/// 404; the store's.
pub async fn revoke(viewer: Admin, app: Data<App>, id: Path<TokenId>, _form: PostedForm<Nothing>) -> PageResult {
    let (actor, id) = (viewer.actor().scope(), id.into_inner());
    page::blocking(&app, move |app| revoke::revoke(app, &actor, id)).await?;
    page::flash("/admin/tokens", "flash-token-revoked")
}

async fn again(
    viewer: &Admin,
    app: &Data<App>,
    made: Option<String>,
    name: String,
    role: Role,
    problems: Problems,
) -> PageResult {
    let tokens = page::blocking(app, |app| app.store.read(token::all)).await?;
    let status = problems.status();
    let shell = viewer.shell(Nav::Settings(Section::Tokens));
    page::page_with_status(&TokensPage { shell, tokens, made, name, role, problems }, status)
}
