//! Posting to the appliance as Twilio does: signed, with its time limits, retries and idempotency token.

use std::io::Read as _;
use std::sync::LazyLock;
use std::time::Duration;

use crate::twilio::signature;

use super::core::Core;
use super::journal::Note;
use super::overrides::{Overrides, Trouble};

const ANSWER_KEPT: u64 = 64 * 1024;

/// What came of a post with all its attempts.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The last answer's status.
    pub status: Option<u16>,
    /// Whether it counts as delivered.
    pub done: bool,
    /// What is special about it.
    pub notes: Vec<Note>,
    /// `Content-Type` of the answer.
    pub content_type: String,
    /// The answer's text.
    pub body: String,
}

/// Who signs, and how the post is told apart from its copies.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The auth token.
    pub auth_token: String,
    /// `I-Twilio-Idempotency-Token`.
    pub token: String,
}

/// No connection is kept: the other side may have been restarted since.
static AGENT: LazyLock<ureq::Agent> = LazyLock::new(|| {
    let config = ureq::Agent::config_builder();
    let config = config.http_status_as_error(false).proxy(None).max_idle_connections(0);
    config.user_agent("TwilioProxy/1.1").build().new_agent()
});

/// Who calls the appliance.
#[must_use]
pub fn agent() -> &'static ureq::Agent {
    &AGENT
}

/// Posts a form to `address`, which may carry overrides, until it is taken or the attempts are used up;
/// with `PUT` where that was chosen.
#[must_use]
pub fn form(core: &Core, address: &str, method: Option<&str>, params: &[(String, String)], stamp: &Stamp) -> Outcome {
    let put = method == Some("PUT");
    let (url, overrides) = Overrides::split(address);
    let began = core.now();
    let mut attempts = 0;
    loop {
        attempts += 1;
        let spent = Duration::from_millis(u64::try_from(core.now() - began).unwrap_or(0));
        let left = overrides.total.saturating_sub(spent).max(Duration::from_millis(100));
        let (mut outcome, trouble) = once(&url, put, &overrides, left, params, stamp);
        if attempts > 1 {
            outcome.notes.push(Note::Attempts(attempts));
        }
        let Some(trouble) = trouble else {
            return outcome;
        };
        let over = attempts > overrides.retries || !overrides.retries_after(trouble) || spent >= overrides.total;
        if over || core.stopping.load(std::sync::atomic::Ordering::Acquire) {
            return outcome;
        }
    }
}

fn once(
    url: &str,
    put: bool,
    overrides: &Overrides,
    left: Duration,
    params: &[(String, String)],
    stamp: &Stamp,
) -> (Outcome, Option<Trouble>) {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish();
    let request = if put { agent().put(url) } else { agent().post(url) };
    let request = request
        .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
        .header("X-Twilio-Signature", signature::sign(&stamp.auth_token, &without_user(url), params))
        .header("I-Twilio-Idempotency-Token", &stamp.token)
        .header("X-Home-Region", "us1")
        .config()
        .timeout_connect(Some(overrides.connect.min(left)))
        .timeout_recv_response(Some(overrides.read.min(left)))
        .timeout_global(Some(left))
        .build();
    match request.send(body) {
        Ok(answer) => read(answer),
        Err(error) => {
            let trouble = trouble(&error);
            let note = if trouble == Trouble::Connect { Note::NoConnection } else { Note::NoAnswer };
            (Outcome { notes: vec![note], ..Outcome::default() }, Some(trouble))
        }
    }
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> (Outcome, Option<Trouble>) {
    let status = answer.status().as_u16();
    let content_type = answer.headers().get("content-type").and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    let got = answer.body_mut().as_reader().take(ANSWER_KEPT).read_to_end(&mut bytes).is_ok();
    let body = if got { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
    let trouble = match status {
        200..=399 => None,
        500.. => Some(Trouble::Broken),
        _ => Some(Trouble::Refused),
    };
    (Outcome { status: Some(status), done: trouble.is_none(), notes: Vec::new(), content_type, body }, trouble)
}

fn trouble(error: &ureq::Error) -> Trouble {
    use std::io::ErrorKind;
    match error {
        ureq::Error::Io(error) if error.kind() != ErrorKind::ConnectionRefused => Trouble::Read,
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => Trouble::Connect,
        ureq::Error::Timeout(_) | ureq::Error::Protocol(_) => Trouble::Read,
        _ => Trouble::Connect,
    }
}

/// User and password of an address are not part of what is signed.
fn without_user(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find(['/', '?']).unwrap_or(rest.len());
            let (authority, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
            format!("{scheme}://{host}{tail}")
        }
        None => url.to_owned(),
    }
}
