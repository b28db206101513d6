//! Answers in Twilio's shapes, and who may ask.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::tz::TimeZone;
use jiff::{Timestamp, fmt::rfc2822};
use serde_json::{Value, json};

use super::super::core::{Core, State};
use super::super::form::Refused;
use super::super::journal::Note;

/// What a handler wants the journal to know; carried in the answer's extensions.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The message concerned.
    pub sid: Option<String>,
    /// The customer's address concerned.
    pub party: Option<String>,
    /// What is special.
    pub notes: Vec<Note>,
}

/// What a handler answers.
pub type Answer = Result<HttpResponse, Refused>;

/// JSON with a status.
#[must_use]
pub fn json(status: u16, value: &Value) -> HttpResponse {
    builder(status).content_type("application/json").body(value.to_string())
}

/// An empty answer.
#[must_use]
pub fn empty(status: u16) -> HttpResponse {
    builder(status).finish()
}

/// The start of an answer.
#[must_use]
pub fn builder(status: u16) -> HttpResponseBuilder {
    HttpResponse::build(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
}

/// A refusal in the classic shape or, where the habit says so, in the newer one.
#[must_use]
pub fn refusal(refused: &Refused, problem: bool) -> HttpResponse {
    let more_info = format!("https://www.twilio.com/docs/errors/{}", refused.code);
    let mut response = builder(refused.status);
    if refused.status == 401 {
        response.insert_header(("WWW-Authenticate", "Basic realm=\"Twilio API\""));
    }
    let (kind, body) = if problem {
        let body = json!({ "type": more_info, "title": refused.message, "status": refused.status,
            "code": refused.code, "detail": refused.message });
        ("application/problem+json", body)
    } else {
        let body = json!({ "code": refused.code, "message": refused.message, "more_info": more_info,
            "status": refused.status });
        ("application/json", body)
    };
    let mut response = response.content_type(kind).body(body.to_string());
    let notes = vec![Note::Code(refused.code)];
    response.extensions_mut().insert(About { notes, ..About::default() });
    response
}

/// The answer of a handler of the classic API.
#[must_use]
pub fn classic(answer: Answer) -> HttpResponse {
    answer.unwrap_or_else(|refused| refusal(&refused, false))
}

/// The answer of a handler of the newer services.
#[must_use]
pub fn newer(core: &Core, answer: Answer) -> HttpResponse {
    answer.unwrap_or_else(|refused| refusal(&refused, core.lock().habits.problem_json))
}

/// The account of the request's credentials: `AC…` and its token, or an API key and its secret. A suspended
/// account is refused except where `suspended_too`.
pub fn account(state: &State, request: &HttpRequest, suspended_too: bool) -> Result<String, Refused> {
    let refused = || Refused::usual(20_003);
    let header = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    let encoded = header.and_then(|header| header.strip_prefix("Basic ")).ok_or_else(refused)?;
    let decoded = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let decoded = decoded.ok_or_else(refused)?;
    let (user, password) = decoded.split_once(':').ok_or_else(refused)?;
    let holds = |keys: &[(String, String)]| keys.iter().any(|(key, secret)| key == user && secret == password);
    let mut accounts = state.world.accounts.iter();
    let account = accounts.find(|account| {
        let token = account.auth_token == password || account.second_token.as_deref() == Some(password);
        (account.sid == user && token) || holds(&account.keys)
    });
    let account = account.ok_or_else(refused)?;
    if account.suspended && !suspended_too {
        return Err(Refused::new(20_003, "Authentication Error - account suspended"));
    }
    Ok(account.sid.clone())
}

/// As [`account`], and it must be the one in the path.
pub fn account_in_path(state: &State, request: &HttpRequest) -> Result<String, Refused> {
    let sid = account(state, request, false)?;
    if request.match_info().get("account") == Some(sid.as_str()) { Ok(sid) } else { Err(Refused::usual(20_003)) }
}

/// A part of the path.
#[must_use]
pub fn part<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
    request.match_info().get(name).unwrap_or_default()
}

/// `Thu, 24 Aug 2023 05:01:45 +0000`.
#[must_use]
pub fn rfc2822(at: i64) -> String {
    let zoned = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC);
    rfc2822::to_string(&zoned).unwrap_or_default()
}

/// `2023-08-24T05:01:45Z`.
#[must_use]
pub fn iso(at: i64) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The slice of a list that `Page…` parameters ask for: the items, and whether more follow. The token is the
/// sid of the last item that was seen, so that a list which grows meanwhile repeats nothing.
pub fn page<'a, T>(items: &'a [T], sid: impl Fn(&T) -> &str, token: Option<&str>, size: usize) -> (&'a [T], bool) {
    let seen = token.and_then(|token| items.iter().position(|item| sid(item) == token));
    let start = seen.map_or(0, |position| position + 1);
    let rest = items.get(start..).unwrap_or_default();
    let shown = rest.get(..size).unwrap_or(rest);
    (shown, rest.len() > shown.len())
}
