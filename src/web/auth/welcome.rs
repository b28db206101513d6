//! `/welcome/{token}`: a one-time link. Looking at it uses nothing up, for mail programs look too.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::flows::users::use_link::{look, use_link};
use crate::store::one_time_link::Link;
use crate::web::auth::{browser, let_in};
use crate::web::form::{PostedForm, Problems, refused};
use crate::web::guards::MaybeViewer;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;

#[derive(askama::Template)]
#[template(path = "auth/welcome.html")]
struct WelcomePage {
    shell: Shell,
    link: Link,
    problems: Problems,
}

#[derive(askama::Template)]
#[template(path = "auth/link_gone.html")]
struct LinkGonePage {
    shell: Shell,
}

/// The posted form.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    password: String,
}

/// GET /welcome/{token}
///
/// # Errors
/// The store's.
pub async fn show(known: MaybeViewer, app: Data<App>, token: Path<String>) -> PageResult {
    with_link(known, app, token.into_inner(), Problems::default()).await
}

/// POST /welcome/{token}
///
/// # Errors
/// The store's.
pub async fn set(
    known: MaybeViewer,
    app: Data<App>,
    request: HttpRequest,
    token: Path<String>,
    form: PostedForm<Form>,
) -> PageResult {
    let (browser, token, used) = (browser(&request), token.into_inner(), form.value.password);
    let presented = token.clone();
    match page::blocking(&app, move |app| use_link(app, &presented, &used, browser)).await {
        Ok(begun) => let_in(&app, &begun, "/inbox"),
        Err(error) if refused(&error) == Some(&Refusal::NotFound) => gone(&known),
        Err(error) => with_link(known, app, token, Problems::of(error)?).await,
    }
}

async fn with_link(known: MaybeViewer, app: Data<App>, token: String, problems: Problems) -> PageResult {
    let Some(link) = page::blocking(&app, move |app| look(app, &token)).await? else { return gone(&known) };
    let status = problems.status();
    page::page_with_status(&WelcomePage { shell: known.shell(), link, problems }, status)
}

fn gone(known: &MaybeViewer) -> PageResult {
    page::page_with_status(&LinkGonePage { shell: known.shell() }, StatusCode::NOT_FOUND)
}
