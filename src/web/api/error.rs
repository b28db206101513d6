//! Errors as programs see them: `{"error":{"code","message","field"}}`.
//!
//! The code is stable and for programs, the message is a sentence for whoever reads the log (English, or
//! what `Accept-Language` says), the field is the one to look at. A fault of ours adds the number under
//! which it stands in our own log.

use std::fmt;

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_LANGUAGE, ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, ResponseError};

use crate::domain::refusal::{FieldProblem, Refusal};
use crate::random;
use crate::store::Fault;
use crate::web::api::wire::{ErrorBody, ErrorFacts};
use crate::web::error::WebError;
use crate::web::i18n::{self, Locale};

/// Why a call was not answered as asked.
#[derive(Debug)]
pub enum ApiError {
    /// What pages may meet as well.
    Web(WebError),
    /// The body or the query is not what this address takes.
    BadRequest {
        /// The field that does not fit, if one can be named.
        field: Option<String>,
        /// What the parser says.
        what: String,
    },
    /// The body is not declared as JSON.
    NotJson,
    /// The address does not know this method.
    WrongMethod,
    /// The provider refuses the account's credentials.
    CredentialsRefused,
    /// The provider refuses, with its code.
    ProviderRefused(Option<u32>),
    /// The provider did not answer; nothing was changed.
    ProviderSilent,
}

impl From<WebError> for ApiError {
    fn from(error: WebError) -> Self {
        Self::Web(error)
    }
}

impl From<Fault> for ApiError {
    fn from(fault: Fault) -> Self {
        Self::Web(fault.into())
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Web(refusal.into())
    }
}

impl From<FieldProblem> for ApiError {
    fn from(problem: FieldProblem) -> Self {
        Self::Web(problem.into())
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Web(error) => error.fmt(f),
            Self::BadRequest { what, .. } => write!(f, "not what this address takes: {what}"),
            Self::NotJson => f.write_str("a body that is not JSON"),
            Self::WrongMethod => f.write_str("a method that the address does not have"),
            Self::CredentialsRefused => f.write_str("the provider refuses the credentials"),
            Self::ProviderRefused(code) => write!(f, "the provider refuses: {code:?}"),
            Self::ProviderSilent => f.write_str("the provider does not answer"),
        }
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Web(error) => error.status_code(),
            Self::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::CredentialsRefused | Self::ProviderRefused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::ProviderSilent => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// A bare answer; [`rendered`] writes the body where it knows who asked.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl ApiError {
    /// What is said about it: the stable code, the sentence, the field.
    #[must_use]
    pub fn facts(&self, l: Locale) -> ErrorFacts {
        let (code, message, field) = match self {
            Self::Web(error) => of_web(error, l),
            Self::BadRequest { field, what } => ("bad_request", l.t1("api-bad-request", "what", what), field.clone()),
            Self::NotJson => ("unsupported_media_type", l.t("api-not-json"), None),
            Self::WrongMethod => ("method_not_allowed", l.t("api-wrong-method"), None),
            Self::CredentialsRefused => ("credentials_refused", l.t("api-credentials-refused"), None),
            Self::ProviderRefused(code) => {
                let code = code.map_or_else(|| "–".to_owned(), |code| code.to_string());
                ("provider_refused", l.t1("api-provider-refused", "code", code), None)
            }
            Self::ProviderSilent => ("unavailable", l.t("api-provider-silent"), None),
        };
        ErrorFacts { code: code.to_owned(), message, field, number: None }
    }
}

fn of_web(error: &WebError, l: Locale) -> (&'static str, String, Option<String>) {
    match error {
        WebError::Fault(Fault::Refused(refusal)) => (refusal.code(), l.refusal(refusal), refusal.field()),
        WebError::Fault(Fault::Unavailable(_)) => ("unavailable", l.t("error-unavailable"), None),
        WebError::Fault(Fault::KeyMismatch) => ("internal", l.t("error-key"), None),
        WebError::Fault(Fault::Broken(_)) => ("internal", l.t("error-broken"), None),
        WebError::SignInFirst => ("unauthorized", l.t("error-token"), None),
        WebError::Stale | WebError::Unreadable => ("bad_request", l.t("error-unreadable"), None),
        WebError::TooLarge => ("too_large", l.t("error-too-large"), None),
    }
}

/// The language of a call.
#[must_use]
pub fn locale(request: &HttpRequest) -> Locale {
    i18n::accepted(request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

/// The answer with the body of its error, if it is one that has none yet.
pub(crate) fn rendered(answer: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let request = answer.request().clone();
    let status = answer.status();
    let body = match answer.response().error() {
        Some(error) => match (error.as_error::<ApiError>(), error.as_error::<WebError>()) {
            (Some(error), _) => body(&request, status, error.facts(locale(&request)), &error.to_string()),
            (None, Some(error)) => {
                let (code, message, field) = of_web(error, locale(&request));
                let facts = ErrorFacts { code: code.to_owned(), message, field, number: None };
                body(&request, status, facts, &error.to_string())
            }
            // What actix refuses by itself.
            (None, None) if status == StatusCode::NOT_FOUND => plain(&request, status, &Refusal::NotFound.into()),
            (None, None) if status.is_server_error() => {
                plain(&request, status, &Fault::Broken(error.to_string()).into())
            }
            (None, None) => plain(&request, status, &WebError::Unreadable.into()),
        },
        None if status == StatusCode::METHOD_NOT_ALLOWED => {
            let allow = answer.headers().get(ALLOW).cloned();
            let mut body = plain(&request, status, &ApiError::WrongMethod);
            if let Some(allow) = allow {
                body.headers_mut().insert(ALLOW, allow);
            }
            body
        }
        None => return answer,
    };
    answer.into_response(body)
}

fn plain(request: &HttpRequest, status: StatusCode, error: &ApiError) -> HttpResponse {
    body(request, status, error.facts(locale(request)), &error.to_string())
}

fn body(request: &HttpRequest, status: StatusCode, mut facts: ErrorFacts, detail: &str) -> HttpResponse {
    let mut answer = HttpResponse::build(status);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        tracing::error!(path = request.path(), detail, "a call could not be served");
        answer.insert_header((RETRY_AFTER, "5"));
    } else if status.is_server_error() {
        let number = random::typed_code();
        tracing::error!(number, path = request.path(), detail, "a call failed");
        facts.number = Some(number);
    } else if status == StatusCode::UNAUTHORIZED {
        answer.insert_header((WWW_AUTHENTICATE, "Bearer"));
    }
    answer.json(ErrorBody { error: facts })
}

#[cfg(test)]
mod tests {
    use actix_web::ResponseError as _;

    use super::ApiError;
    use crate::domain::language::Language;
    use crate::domain::refusal::{FieldProblem, Refusal, VariableProblem};
    use crate::store::Fault;
    use crate::web::error::WebError;
    use crate::web::i18n::Locale;

    #[test]
    fn every_error_has_its_status_and_its_code() {
        let unavailable = || ApiError::from(Fault::Unavailable("disk full".to_owned()));
        let bad = ApiError::BadRequest { field: Some("name".to_owned()), what: "x".to_owned() };
        let variable = Refusal::VariableInvalid { name: "1".to_owned(), problem: VariableProblem::Empty };
        let table: Vec<(ApiError, u16, &str, Option<&str>)> = vec![
            (WebError::SignInFirst.into(), 401, "unauthorized", None),
            (Refusal::NotAllowed.into(), 403, "not_allowed", None),
            (Refusal::NotFound.into(), 404, "not_found", None),
            (ApiError::WrongMethod, 405, "method_not_allowed", None),
            (Refusal::KeyReused.into(), 409, "key_reused", None),
            (WebError::TooLarge.into(), 413, "too_large", None),
            (ApiError::NotJson, 415, "unsupported_media_type", None),
            (bad, 400, "bad_request", Some("name")),
            (Refusal::WindowClosed { since: None }.into(), 422, "window_closed", None),
            (Refusal::OptedOut.into(), 422, "opted_out", None),
            (Refusal::TextTooLong { over: 1, limit: 1_600 }.into(), 422, "text_too_long", Some("text")),
            (Refusal::TemplateNotApproved.into(), 422, "template_not_approved", Some("template_id")),
            (Refusal::TemplateNotAllowedNow.into(), 422, "template_not_allowed_now", Some("template_id")),
            (variable.into(), 422, "variable_invalid", Some("variables.1")),
            (Refusal::NotAssignedToYou.into(), 422, "not_assigned_to_you", None),
            (Refusal::ConversationClosed.into(), 422, "conversation_closed", None),
            (FieldProblem::new("email", "taken").into(), 422, "field_invalid", Some("email")),
            (ApiError::CredentialsRefused, 422, "credentials_refused", None),
            (ApiError::ProviderSilent, 503, "unavailable", None),
            (unavailable(), 503, "unavailable", None),
            (Fault::Broken("x".to_owned()).into(), 500, "internal", None),
        ];
        for (error, status, code, field) in table {
            for language in Language::ALL {
                let facts = error.facts(Locale(language));
                let seen = (error.status_code().as_u16(), facts.code.as_str(), facts.field.as_deref());
                assert_eq!(seen, (status, code, field), "{error}");
                assert!(facts.message.contains(' '), "{error}: a sentence is missing: {}", facts.message);
            }
        }
    }
}
