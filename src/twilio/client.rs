//! One call to Twilio's REST API, and what became of it.
//!
//! Sending is not idempotent at Twilio, so the one thing this file must never get wrong is whether a
//! request may have been processed: [`CallError`] has a variant for each answer to that question. A
//! request counts as gone the moment its body is first read for sending; whatever fails before that
//! (name, connection, TLS) never reached anybody. Paths and fields live beside the nouns they belong
//! to (`messages`, `content`, `senders`, `accounts`).

use std::fmt;
use std::io::Read;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body, SendBody, Timeout};

use super::wire;
use crate::domain::region::Region;
use crate::domain::time::Millis;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const CALL_TIMEOUT: Duration = Duration::from_secs(15);
/// Shorter than servers keep an idle connection, so that we seldom write into a closed one.
const IDLE_CONNECTION: Duration = Duration::from_secs(5);
/// The largest answer is a page of templates, about 1 MB.
const ANSWER_BYTES_MAX: u64 = 16 * 1024 * 1024;
const ERROR_BYTES_MAX: u64 = 64 * 1024;
/// A list longer than this is a loop at the other side.
pub(super) const PAGES_MAX: usize = 500;

/// A password, token or key. It prints as `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Secret {
        Secret(secret.into())
    }

    /// The secret itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Who calls: the account whose things are meant, and a user with a password that may act for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// `AC…`: the account in the paths.
    pub account_sid: String,
    /// The account SID itself, or the SID `SK…` of an API key.
    pub user: String,
    /// The auth token, or the secret of the API key.
    pub secret: Secret,
    /// Where the account is kept, and so which hosts are called.
    pub region: Region,
}

/// What became of a call that did not simply work. The variants answer one question: may the request be repeated?
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// A definite no: nothing happened, and the same request will be refused again until something changes.
    #[error("Twilio refused it (HTTP {http}{}): {message}", wire::code_suffix(*code))]
    Rejected {
        /// HTTP status.
        http: u16,
        /// Twilio's error code.
        code: Option<u32>,
        /// Twilio's words, long numbers masked.
        message: String,
    },
    /// Too much at once (429, 503): never processed, may be repeated after a while.
    #[error("Twilio asks us to slow down (HTTP {http}{})", wire::code_suffix(*code))]
    Throttled {
        /// HTTP status.
        http: u16,
        /// Twilio's error code.
        code: Option<u32>,
        /// How long Twilio wants us to wait, when it says so.
        retry_after: Option<Millis>,
    },
    /// The request never left us (name, connection, TLS): may be repeated at once.
    #[error("Twilio could not be reached: {detail}")]
    Unreachable {
        /// What the network said.
        detail: String,
    },
    /// It may have been processed: no answer, a cut one, an unreadable one, or a server error. Look before repeating.
    #[error("Twilio's answer is not known: {detail}")]
    Unknown {
        /// HTTP status, if one arrived.
        http: Option<u16>,
        /// What went wrong.
        detail: String,
    },
}

/// The way to Twilio. Cheap to clone; connections are shared among clones.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    base_override: Option<String>,
}

impl Client {
    /// A client for Twilio itself, or with one base URL in place of all its hosts (tests and the emulator).
    #[must_use]
    pub fn new(base_override: Option<&str>) -> Client {
        Client::with_timeouts(base_override, CONNECT_TIMEOUT, CALL_TIMEOUT)
    }

    /// As [`Client::new`] with other limits for connecting and for a whole call.
    #[must_use]
    pub fn with_timeouts(base_override: Option<&str>, connect: Duration, call: Duration) -> Client {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(connect))
            .timeout_connect(Some(connect))
            .timeout_global(Some(call))
            .max_idle_age(IDLE_CONNECTION)
            .user_agent(concat!("angelia/", env!("CARGO_PKG_VERSION")));
        if base_override.is_some() {
            // Whoever names the base means that very address, whatever proxy the environment names.
            config = config.proxy(None);
        }
        let base_override = base_override.map(|base| base.trim_end_matches('/').to_owned());
        Client { agent: config.build().new_agent(), base_override }
    }

    /// Whether it calls Twilio itself, and not what stands in for it.
    #[must_use]
    pub const fn is_twilio_itself(&self) -> bool {
        self.base_override.is_none()
    }

    /// Messages, media, the account itself.
    pub(super) fn api(&self, who: &Credentials) -> String {
        self.base(who, "api")
    }

    /// Templates.
    pub(super) fn content(&self, who: &Credentials) -> String {
        self.base(who, "content")
    }

    /// Numbers and services.
    pub(super) fn messaging(&self, who: &Credentials) -> String {
        self.base(who, "messaging")
    }

    fn base(&self, who: &Credentials, product: &str) -> String {
        self.base_override.clone().unwrap_or_else(|| host(product, who.region))
    }

    /// GET, answered by JSON. Reading changes nothing, so a failed one may always be repeated.
    pub(super) fn get<T: DeserializeOwned>(&self, who: &Credentials, url: &str) -> Result<T, CallError> {
        let request =
            self.agent.get(url).header("authorization", authorization(who)).header("accept", "application/json");
        let response = request.call().map_err(|error| failed(&error, may_have_gone(&error)))?;
        answer(response)
    }

    /// GET of anything, with an answer of any status.
    pub(super) fn open(
        &self,
        who: &Credentials,
        url: &str,
        begin: Duration,
        whole: Duration,
    ) -> Result<Response<Body>, CallError> {
        let request = self.agent.get(url).header("authorization", authorization(who)).config();
        let request = request.timeout_recv_response(Some(begin)).timeout_global(Some(whole)).build();
        request.call().map_err(|error| failed(&error, may_have_gone(&error)))
    }

    /// POST of a form, answered by JSON.
    pub(super) fn post_form<T: DeserializeOwned>(
        &self,
        who: &Credentials,
        url: &str,
        form: &[(&str, &str)],
    ) -> Result<T, CallError> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.post(who, url, "application/x-www-form-urlencoded", &body)
    }

    /// POST of JSON, answered by JSON.
    pub(super) fn post_json<T: DeserializeOwned>(
        &self,
        who: &Credentials,
        url: &str,
        json: &serde_json::Value,
    ) -> Result<T, CallError> {
        self.post(who, url, "application/json", &json.to_string())
    }

    /// DELETE, answered by nothing. What is gone already counts as gone now.
    pub(super) fn delete(&self, who: &Credentials, url: &str) -> Result<(), CallError> {
        let request = self.agent.delete(url).header("authorization", authorization(who));
        let (parts, body) = request.call().map_err(|error| failed(&error, may_have_gone(&error)))?.into_parts();
        let http = parts.status.as_u16();
        if parts.status.is_success() || http == 404 {
            return Ok(());
        }
        let mut bytes = Vec::new();
        if body.into_reader().take(ERROR_BYTES_MAX).read_to_end(&mut bytes).is_err() {
            bytes.clear();
        }
        Err(refusal(http, &parts.headers, &bytes))
    }

    fn post<T: DeserializeOwned>(&self, who: &Credentials, url: &str, kind: &str, body: &str) -> Result<T, CallError> {
        let mut departing = Departing { rest: body.as_bytes(), left: false };
        let sent = self
            .agent
            .post(url)
            .header("authorization", authorization(who))
            .header("accept", "application/json")
            .header("content-type", kind)
            .header("content-length", body.len().to_string())
            .send(SendBody::from_reader(&mut departing));
        let response = sent.map_err(|error| failed(&error, departing.left))?;
        answer(response)
    }
}

/// Outside the United States the name holds the edge too: without it Twilio stopped answering in April 2026.
fn host(product: &str, region: Region) -> String {
    let edge = match region {
        Region::Us1 => return format!("https://{product}.twilio.com"),
        Region::Ie1 => "dublin",
        Region::Au1 => "sydney",
        Region::Jp1 => "tokyo",
    };
    format!("https://{product}.{edge}.{}.twilio.com", region.word())
}

/// A body that remembers whether anybody began to read it, which happens only on an open connection
/// (through TLS, after the headers): the line between "never left" and "may have been processed".
struct Departing<'a> {
    rest: &'a [u8],
    left: bool,
}

impl Read for Departing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.left = true;
        self.rest.read(buffer)
    }
}

fn authorization(who: &Credentials) -> String {
    format!("Basic {}", STANDARD.encode(format!("{}:{}", who.user, who.secret.expose())))
}

fn failed(error: &ureq::Error, may_have_left: bool) -> CallError {
    let detail = wire::presentable(&error.to_string());
    if may_have_left { CallError::Unknown { http: None, detail } } else { CallError::Unreachable { detail } }
}

/// Whether a request without a body had gone when this happened. Nothing hangs on it but the words: a
/// request that only reads may always be repeated.
fn may_have_gone(error: &ureq::Error) -> bool {
    use std::io::ErrorKind;
    match error {
        ureq::Error::Timeout(phase) => !matches!(phase, Timeout::Resolve | Timeout::Connect),
        ureq::Error::Io(io) => matches!(
            io.kind(),
            ErrorKind::UnexpectedEof
                | ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe
                | ErrorKind::TimedOut
        ),
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => true,
        _ => false,
    }
}

fn answer<T: DeserializeOwned>(response: Response<Body>) -> Result<T, CallError> {
    let (parts, body) = response.into_parts();
    let http = parts.status.as_u16();
    if parts.status.is_success() {
        let bytes = body
            .into_with_config()
            .limit(ANSWER_BYTES_MAX)
            .read_to_vec()
            .map_err(|error| unreadable(http, &error.to_string()))?;
        return serde_json::from_slice(&bytes).map_err(|error| unreadable(http, &error.to_string()));
    }
    // The status alone decides; a body that does not arrive only costs us the reason.
    let mut bytes = Vec::new();
    if body.into_reader().take(ERROR_BYTES_MAX).read_to_end(&mut bytes).is_err() {
        bytes.clear();
    }
    Err(refusal(http, &parts.headers, &bytes))
}

pub(super) fn unreadable(http: u16, why: &str) -> CallError {
    CallError::Unknown { http: Some(http), detail: format!("the answer is unreadable: {}", wire::presentable(why)) }
}

fn refusal(http: u16, headers: &HeaderMap, body: &[u8]) -> CallError {
    let problem = wire::Problem::read(body);
    match http {
        429 | 503 => CallError::Throttled { http, code: problem.code, retry_after: retry_after(headers) },
        // 408 is a gateway that gave up on somebody, us or the server behind it.
        100..=199 | 408 | 500..=599 => CallError::Unknown {
            http: Some(http),
            detail: format!("HTTP {http}{}: {}", wire::code_suffix(problem.code), problem.message),
        },
        _ => CallError::Rejected { http, code: problem.code, message: problem.message },
    }
}

/// `Retry-After` in seconds or as a date; a date is compared with the answer's own `Date`, so no clock of ours is needed.
fn retry_after(headers: &HeaderMap) -> Option<Millis> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let wanted = text("retry-after")?;
    let seconds = match wanted.parse::<i64>() {
        Ok(seconds) => seconds,
        Err(_) => wire::instant(wanted)?.as_second().checked_sub(wire::instant(text("date")?)?.as_second())?,
    };
    Some(Millis::seconds(seconds.clamp(0, 86_400)))
}

#[cfg(test)]
mod tests;
