//! Answers: pages, redirects, and the sentence that the next page shows once.

use std::any::Any;
use std::pin::Pin;

use actix_web::http::StatusCode;
use actix_web::http::header::{ContentType, LOCATION, REFERER};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::store::Fault;
use crate::web::error::WebError;
use crate::web::guards::MaybeViewer;
use crate::web::{cookies, mount, peer};

/// What a handler of a page returns.
pub type PageResult = Result<HttpResponse, WebError>;

/// A page, status 200.
///
/// # Errors
/// [`WebError::Fault`] if the template fails.
pub fn page(template: &impl askama::Template) -> PageResult {
    page_with_status(template, StatusCode::OK)
}

/// A page with another status, such as a form that is shown again (422).
///
/// # Errors
/// [`WebError::Fault`] if the template fails.
pub fn page_with_status(template: &impl askama::Template, status: StatusCode) -> PageResult {
    let html = template.render().map_err(|error| WebError::broken(format!("a template failed: {error}")))?;
    Ok(HttpResponse::build(status).content_type(ContentType::html()).body(html))
}

/// A form shown again with what is wrong in it.
///
/// # Errors
/// [`WebError::Fault`] if the template fails.
pub fn form_again(template: &impl askama::Template) -> PageResult {
    page_with_status(template, StatusCode::UNPROCESSABLE_ENTITY)
}

/// 303 to an address of ours.
///
/// # Errors
/// None; the type is that of a handler.
pub fn redirect(to: impl AsRef<str>) -> PageResult {
    Ok(HttpResponse::SeeOther().insert_header((LOCATION, to.as_ref())).finish())
}

/// 303 to the page where the form was, or to the inbox.
///
/// # Errors
/// None; the type is that of a handler.
pub fn redirect_back(request: &HttpRequest) -> PageResult {
    redirect(came_from(request).unwrap_or_else(|| "/inbox".to_owned()))
}

/// 303 with a sentence (`flash-…` in `locales/`) that the next page shows once.
///
/// # Errors
/// None; the type is that of a handler.
pub fn flash(to: impl AsRef<str>, key: &str) -> PageResult {
    let mut answer = redirect(to)?;
    let (name, value) = cookies::set(cookies::FLASH, key, None, false);
    answer.headers_mut().append(name, value);
    Ok(answer)
}

/// As [`flash`], back to the page that the request comes from.
///
/// # Errors
/// None; the type is that of a handler.
pub fn flash_back(request: &HttpRequest, key: &str) -> PageResult {
    flash(came_from(request).unwrap_or_else(|| "/inbox".to_owned()), key)
}

/// 303 with the sentence of a refusal, for forms that are only a button.
///
/// # Errors
/// None; the type is that of a handler.
pub fn flash_refusal(to: impl AsRef<str>, refusal: &Refusal) -> PageResult {
    flash(to, &format!("refusal-{}", refusal.code().replace('_', "-")))
}

/// The path of the page that the request comes from, if it is one of ours.
fn came_from(request: &HttpRequest) -> Option<String> {
    let referer = request.headers().get(REFERER)?.to_str().ok()?;
    let url = url::Url::parse(referer).ok()?;
    let app = request.app_data::<Data<App>>()?;
    let public = url::Url::parse(&app.public_url).ok()?;
    let authority = |url: &url::Url| match (url.host_str(), url.port()) {
        (Some(name), Some(port)) => Some(format!("{name}:{port}")),
        (Some(name), None) => Some(name.to_owned()),
        (None, _) => None,
    };
    let from = authority(&url)?;
    let ours = peer::way(request).host.is_some_and(|host| host == from) || authority(&public) == Some(from);
    let query = url.query().map_or_else(String::new, |query| format!("?{query}"));
    ours.then(|| local(&format!("{}{query}", mount::inside(app.path(), url.path())))).flatten()
}

/// The address if it is a path of ours and nothing that a browser would take for another site.
#[must_use]
pub fn local(address: &str) -> Option<String> {
    let fine = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(['\\', '\r', '\n', '\t'])
        && address.len() <= 1_024;
    fine.then(|| address.to_owned())
}

/// Runs something that waits (a flow, a long read) on the pool of blocking threads.
pub(crate) fn blocking<T: Send + 'static>(
    app: &Data<App>,
    work: impl FnOnce(&App) -> Result<T, Fault> + Send + 'static,
) -> Pin<Box<dyn Future<Output = Result<T, WebError>>>> {
    let app = app.clone().into_inner();
    Box::pin(typed(off_the_worker(Box::new(move || Box::new(work(&app))))))
}

async fn typed<T: 'static>(answer: impl Future<Output = Result<Anything, WebError>>) -> Result<T, WebError> {
    match answer.await?.downcast::<Result<T, Fault>>() {
        Ok(result) => (*result).map_err(WebError::from),
        Err(_) => Err(WebError::broken("a thread answered something else than it was asked")),
    }
}

/// Any value that a thread brings back.
type Anything = Box<dyn Any + Send>;

/// [`blocking`] without types: the runtime compiles a page of code for each kind of task that it is handed, and there
/// are three hundred callers.
async fn off_the_worker(work: Box<dyn FnOnce() -> Anything + Send>) -> Result<Anything, WebError> {
    web::block(work).await.map_err(|_| Fault::Unavailable("no thread is free".to_owned()).into())
}

/// GET /
///
/// # Errors
/// None.
pub async fn home(known: MaybeViewer) -> PageResult {
    redirect(known.viewer.map_or_else(|| "/inbox".to_owned(), |viewer| viewer.preferences.home()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_followed() {
        for (address, fine) in [
            ("/inbox", true),
            ("/inbox/3?pane=thread", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example/", false),
            ("", false),
            ("/a\r\nSet-Cookie: x", false),
        ] {
            assert_eq!(local(address).is_some(), fine, "{address:?}");
        }
    }
}
