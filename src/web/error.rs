//! Errors as people and programs see them.
//!
//! A handler returns [`WebError`]; [`rendered`] turns it into a page in the language of whoever asked;
//! what programs get instead stands in `api::error`. Faults of ours are logged in full and shown as a number.

use std::fmt;

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, HttpResponseBuilder, ResponseError};

use crate::domain::refusal::{FieldProblem, Refusal};
use crate::random;
use crate::store::Fault;
use crate::web::api;
use crate::web::guards::MaybeViewer;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;

/// Why a request was not answered as asked.
#[derive(Debug)]
pub enum WebError {
    /// What the flow or the store said.
    Fault(Fault),
    /// Nobody is signed in.
    SignInFirst,
    /// The form is not from a page of ours, or the page is older than the sign-in.
    Stale,
    /// The form is not one.
    Unreadable,
    /// The form is too large.
    TooLarge,
}

impl WebError {
    /// A fault of ours.
    #[must_use]
    pub fn broken(what: impl Into<String>) -> Self {
        Self::Fault(Fault::Broken(what.into()))
    }
}

impl From<Fault> for WebError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refusal> for WebError {
    fn from(refusal: Refusal) -> Self {
        Self::Fault(Fault::Refused(refusal))
    }
}

impl From<FieldProblem> for WebError {
    fn from(problem: FieldProblem) -> Self {
        Refusal::from(problem).into()
    }
}

impl fmt::Display for WebError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => fault.fmt(f),
            Self::SignInFirst => f.write_str("not signed in"),
            Self::Stale => f.write_str("a form without the right token"),
            Self::Unreadable => f.write_str("a form that cannot be read"),
            Self::TooLarge => f.write_str("a form over the limit"),
        }
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Fault(Fault::Refused(refusal)) => status_of(refusal),
            Self::Fault(Fault::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(Fault::KeyMismatch | Fault::Broken(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::Stale => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    /// A bare answer; [`rendered`] writes the body where it knows who asked.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// The status of a refusal, for pages and API alike.
#[must_use]
pub const fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::NotAllowed => StatusCode::FORBIDDEN,
        Refusal::NotNow | Refusal::KeyReused | Refusal::NumberBusy | Refusal::AccountHasNumbers | Refusal::InUse(_) => {
            StatusCode::CONFLICT
        }
        Refusal::ScannerAway => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Any other address.
///
/// # Errors
/// Always [`Refusal::NotFound`].
pub async fn not_found() -> PageResult {
    Err(Refusal::NotFound.into())
}

/// The answer with the body of its error, if it is one that has none yet.
pub(crate) fn rendered(answer: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    if answer.request().path().starts_with("/api/") {
        return api::error::rendered(answer);
    }
    let Some(error) = answer.response().error() else { return answer };
    let request = answer.request().clone();
    let status = answer.status();
    let body = match error.as_error::<WebError>() {
        Some(error) => body(&request, status, error),
        // What actix refuses by itself: an id that is no number, a method that an address does not have.
        None if status == StatusCode::NOT_FOUND => body(&request, status, &Refusal::NotFound.into()),
        None if status.is_server_error() => body(&request, status, &WebError::broken(error.to_string())),
        None if request.path().starts_with("/webhooks/") => return answer,
        None => body(&request, status, &WebError::Unreadable),
    };
    answer.into_response(body)
}

fn body(request: &HttpRequest, status: StatusCode, error: &WebError) -> HttpResponse {
    let number = match error {
        WebError::Fault(Fault::Broken(_) | Fault::KeyMismatch) => {
            let number = random::typed_code();
            tracing::error!(number, path = request.path(), %error, "a request failed");
            Some(number)
        }
        WebError::Fault(Fault::Unavailable(_)) => {
            tracing::error!(path = request.path(), %error, "a request could not be served");
            None
        }
        _ => None,
    };
    let mut answer = HttpResponse::build(status);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.insert_header((RETRY_AFTER, "5"));
    }
    if request.path().starts_with("/webhooks/") {
        return answer.finish();
    }
    if matches!(error, WebError::SignInFirst) {
        return sign_in_first(request);
    }
    as_page(request, answer, status, error, number)
}

/// To the sign-in page and back; a script that asks is told with a status instead.
fn sign_in_first(request: &HttpRequest) -> HttpResponse {
    let by_script = request.headers().get("sec-fetch-mode").is_some_and(|mode| mode != "navigate");
    if by_script {
        return HttpResponse::Unauthorized().finish();
    }
    let back = request.uri().path_and_query().map_or("/inbox", |path| path.as_str());
    let to = if request.method() == actix_web::http::Method::GET && back != "/inbox" && back != "/" {
        format!("/sign-in?next={}", form_urlencoded::byte_serialize(back.as_bytes()).collect::<String>())
    } else {
        "/sign-in".to_owned()
    };
    HttpResponse::SeeOther().insert_header(("location", to)).finish()
}

#[derive(askama::Template)]
#[template(path = "error.html")]
struct ErrorPage {
    shell: Shell,
    heading: String,
    text: String,
    number: Option<String>,
}

fn as_page(
    request: &HttpRequest,
    mut answer: HttpResponseBuilder,
    status: StatusCode,
    error: &WebError,
    number: Option<String>,
) -> HttpResponse {
    let known = request.extensions().get::<MaybeViewer>().cloned();
    let Some(shell) = known.map(|known| known.shell()) else {
        return answer.content_type("text/plain; charset=utf-8").body(error.to_string());
    };
    let l = shell.l;
    let (heading, text) = match error {
        WebError::Fault(Fault::Refused(Refusal::NotFound)) => ("error-not-found-title", l.t("error-not-found")),
        WebError::Fault(Fault::Refused(Refusal::NotAllowed)) => ("error-not-allowed-title", l.t("error-not-allowed")),
        WebError::Fault(Fault::Refused(refusal)) => ("error-refused-title", l.refusal(refusal)),
        WebError::Fault(Fault::Unavailable(_)) => ("error-unavailable-title", l.t("error-unavailable")),
        WebError::Fault(Fault::KeyMismatch) => ("error-broken-title", l.t("error-key")),
        WebError::Fault(Fault::Broken(_)) => ("error-broken-title", l.t("error-broken")),
        WebError::SignInFirst | WebError::Stale => ("error-stale-title", l.t("error-stale")),
        WebError::Unreadable => ("error-unreadable-title", l.t("error-unreadable")),
        WebError::TooLarge => ("error-unreadable-title", l.t("error-too-large")),
    };
    match page::page_with_status(&ErrorPage { shell, heading: l.t(heading), text, number }, status) {
        Ok(page) => page,
        Err(_) => answer.finish(),
    }
}
