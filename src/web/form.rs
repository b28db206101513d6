//! Posted forms: nothing of one is looked at before its token is right.

use std::borrow::Borrow;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Query};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq as _;

use crate::domain::refusal::{FieldProblem, Refusal};
use crate::store::Fault;
use crate::web::error::WebError;
use crate::web::guards::MaybeViewer;
use crate::web::i18n::Locale;

/// The largest form, in bytes.
pub const BYTES_MAX: usize = 64 * 1024;

/// A form that is only a button.
#[derive(serde::Deserialize)]
pub struct Nothing {}

/// A form that really comes from a page of ours.
pub struct PostedForm<T> {
    /// Its fields as a struct.
    pub value: T,
    /// Its fields as they came, in order.
    pub pairs: Vec<(String, String)>,
}

impl<T: DeserializeOwned + 'static> FromRequest for PostedForm<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let body = read(&request, &mut payload).await?;
            check(&request, &body)?;
            let pairs = form_urlencoded::parse(&body).into_owned().collect();
            let text = std::str::from_utf8(&body).map_err(|_| WebError::Unreadable)?;
            let value = Query::<T>::from_query(text).map_err(|error| {
                tracing::debug!(path = request.path(), %error, "a form could not be read");
                WebError::Unreadable
            })?;
            Ok(Self { value: value.into_inner(), pairs })
        })
    }
}

async fn read(request: &HttpRequest, payload: &mut Payload) -> Result<Bytes, WebError> {
    let form = request.content_type() == "application/x-www-form-urlencoded" || request.content_type().is_empty();
    if !form {
        return Err(WebError::Unreadable);
    }
    let body = web::Payload::from_request(request, payload).await.map_err(|_| WebError::Unreadable)?;
    match body.to_bytes_limited(BYTES_MAX).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(WebError::Unreadable),
        Err(_) => Err(WebError::TooLarge),
    }
}

/// The token of the page against the one of the sign-in (or of the visit), and the browser's own word
/// about where the form comes from.
fn check(request: &HttpRequest, body: &[u8]) -> Result<(), WebError> {
    let posted = form_urlencoded::parse(body).find(|(name, _)| name == "csrf").map(|(_, value)| value.into_owned());
    check_token(request, posted.as_deref())
}

/// As the form says it, or else the header that scripts send.
pub(crate) fn check_token(request: &HttpRequest, posted: Option<&str>) -> Result<(), WebError> {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    if header("sec-fetch-site") == Some("cross-site") {
        return Err(WebError::Stale);
    }
    let posted = posted.or_else(|| header("x-csrf")).unwrap_or_default();
    let extensions = request.extensions();
    let known = extensions.get::<MaybeViewer>().ok_or_else(|| WebError::broken("a request without its context"))?;
    let wanted = known.visitor.csrf.as_bytes();
    if !wanted.is_empty() && bool::from(posted.as_bytes().ct_eq(wanted)) { Ok(()) } else { Err(WebError::Stale) }
}

/// What is wrong with the fields of a form that is shown again.
#[derive(Clone, Debug, Default)]
pub struct Problems(pub Vec<FieldProblem>);

impl Problems {
    /// The problems in an error; the error again if it is about something else.
    ///
    /// # Errors
    /// The error that was given.
    pub fn of(error: WebError) -> Result<Self, WebError> {
        match error {
            WebError::Fault(Fault::Refused(refusal)) => match refusal.problems() {
                problems if problems.is_empty() => Err(refusal.into()),
                problems => Ok(Self(problems)),
            },
            other => Err(other),
        }
    }

    /// The status of the page that shows them.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if self.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the field has one.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|problem| problem.field == field)
    }

    /// What is wrong with the field, in a sentence.
    #[must_use]
    pub fn text(&self, l: impl Borrow<Locale>, field: &str) -> Option<String> {
        self.0.iter().find(|problem| problem.field == field).map(|problem| l.borrow().problem(problem))
    }

    /// How many fields have one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The fields that have one, in order.
    pub fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|problem| problem.field)
    }
}

/// What a field is called on its page, for the summary above the form.
#[must_use]
pub fn label(l: &Locale, field: &str) -> String {
    l.t(match field {
        "code" => "setup-code".to_owned(),
        "email" => "sign-in-email".to_owned(),
        "password" => "sign-in-password".to_owned(),
        "old_password" => "profile-old-password".to_owned(),
        "new_password" => "profile-new-password".to_owned(),
        "time_zone" => "profile-time-zone".to_owned(),
        "theme" => "profile-theme".to_owned(),
        "density" => "profile-density".to_owned(),
        "send_key" => "profile-send-key".to_owned(),
        "signature" => "profile-signature".to_owned(),
        "default_view" => "profile-view".to_owned(),
        "volume" => "alerts-volume".to_owned(),
        "quiet_from" => "alerts-quiet-from".to_owned(),
        "quiet_to" => "alerts-quiet-to".to_owned(),
        "role" => "users-role".to_owned(),
        "title" | "text" | "tags" | "file" | "workstreams" => format!("replies-field-{field}"),
        "address" => "contact-number".to_owned(),
        "notes" => "contact-notes".to_owned(),
        "fields" => "contact-fields".to_owned(),
        "choices" => "contact-field-choices".to_owned(),
        "to" | "user_id" => "write-to".to_owned(),
        "sure" => "erase-confirm".to_owned(),
        "until" => "snooze-until".to_owned(),
        "queue_id" => "views-queue".to_owned(),
        "agent" => "views-agent".to_owned(),
        "tag" => "views-tag".to_owned(),
        "number_id" => "broadcast-template".to_owned(),
        "variables" => "broadcast-variables".to_owned(),
        "columns.number" => "broadcast-column-number".to_owned(),
        "columns.name" => "broadcast-column-name".to_owned(),
        "columns.language" => "broadcast-column-language".to_owned(),
        "columns.opt_in" => "broadcast-column-opt-in".to_owned(),
        "columns.opt_in_at" => "broadcast-column-opt-in-at".to_owned(),
        "send_at" => "write-at".to_owned(),
        "opt_in.how" => "opt-in-how".to_owned(),
        "opt_in.at" => "opt-in-at".to_owned(),
        "opt_in.words" => "opt-in-words".to_owned(),
        other => format!("admin-field-{}", other.replace('_', "-")),
    })
}

/// A refusal as the text of one field, for pages that show it beside the field.
#[must_use]
pub fn refused(error: &WebError) -> Option<&Refusal> {
    match error {
        WebError::Fault(fault) => fault.refusal(),
        _ => None,
    }
}
