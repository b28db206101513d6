//! What an account's fields must look like. A form shows every problem at once, so each field is
//! checked by itself; a flow refuses with the first.

use crate::app::App;
use crate::domain::refusal::FieldProblem;
use crate::domain::region::Region;
use crate::flows::accounts::check::{self, Verdict};

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The longest secret, in bytes: Twilio's have 32.
pub const SECRET_BYTES_MAX: usize = 200;
/// How long the provider's auth tokens are.
pub const TOKEN_CHARS: usize = 32;
/// How many hexadecimal digits follow the two letters of a SID.
const SID_DIGITS: usize = 32;

/// A name without blanks around it.
///
/// # Errors
/// `missing`, `too-long`, `invalid` for line breaks.
pub fn name(field: &'static str, text: &str) -> Result<String, FieldProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldProblem::new(field, "missing"));
    }
    if text.chars().count() > NAME_CHARS_MAX {
        return Err(FieldProblem::with_limit(field, "too-long", i64::try_from(NAME_CHARS_MAX).unwrap_or(i64::MAX)));
    }
    if text.chars().any(char::is_control) {
        return Err(FieldProblem::new(field, "invalid"));
    }
    Ok(text.to_owned())
}

/// `AC` and 32 hexadecimal digits.
///
/// # Errors
/// `missing`; `sid-is-api-key` for `SK…`, which people copy from the line below; `sid-length`, `sid-pattern`.
pub fn account_sid(text: &str) -> Result<String, FieldProblem> {
    sid("account_sid", "AC", text).map_err(|problem| {
        let key = text.trim().starts_with("SK");
        if key { FieldProblem::new("account_sid", "sid-is-api-key") } else { problem }
    })
}

/// `SK` and 32 hexadecimal digits.
///
/// # Errors
/// `missing`; `key-is-account-sid` for `AC…`; `key-length`, `key-pattern`.
pub fn api_key_sid(text: &str) -> Result<String, FieldProblem> {
    sid("api_key_sid", "SK", text).map_err(|problem| match problem.problem {
        _ if text.trim().starts_with("AC") => FieldProblem::new("api_key_sid", "key-is-account-sid"),
        "sid-length" => FieldProblem { problem: "key-length", ..problem },
        "sid-pattern" => FieldProblem { problem: "key-pattern", ..problem },
        _ => problem,
    })
}

fn sid(field: &'static str, letters: &str, text: &str) -> Result<String, FieldProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldProblem::new(field, "missing"));
    }
    let Some(digits) = text.strip_prefix(letters) else {
        return Err(FieldProblem::new(field, "sid-pattern"));
    };
    if digits.chars().count() != SID_DIGITS {
        let had = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit(field, "sid-length", had));
    }
    if !digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(FieldProblem::new(field, "sid-pattern"));
    }
    Ok(text.to_owned())
}

/// An auth token of an account. Twilio's have 32 characters, so another length is a slip of the hand: it is taken only
/// where something stands in for Twilio (`--twilio-url`) and does not refuse it.
///
/// # Errors
/// As [`secret`]; `token-length`.
pub fn auth_token(
    app: &App,
    field: &'static str,
    (account_sid, region): (&str, Region),
    text: &str,
) -> Result<String, FieldProblem> {
    let token = secret(field, text)?;
    let had = token.chars().count();
    if had == TOKEN_CHARS {
        return Ok(token);
    }
    let refused = app.twilio.is_twilio_itself()
        || matches!(check::typed(app, account_sid, region, (account_sid, &token)), Verdict::Wrong { .. });
    if refused {
        return Err(FieldProblem::with_limit(field, "token-length", i64::try_from(had).unwrap_or(i64::MAX)));
    }
    Ok(token)
}

/// The region as it was typed; nothing is the United States.
///
/// # Errors
/// `region` for one that is not listed.
pub fn region(text: &str) -> Result<Region, FieldProblem> {
    if text.trim().is_empty() {
        return Ok(Region::Us1);
    }
    Region::read(text).ok_or(FieldProblem::new("region", "region"))
}

/// A secret: something without blanks inside.
///
/// # Errors
/// `missing`, `too-long`, `secret-blanks`.
pub fn secret(field: &'static str, text: &str) -> Result<String, FieldProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldProblem::new(field, "missing"));
    }
    if text.len() > SECRET_BYTES_MAX {
        return Err(FieldProblem::with_limit(field, "too-long", i64::try_from(SECRET_BYTES_MAX).unwrap_or(i64::MAX)));
    }
    if !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(FieldProblem::new(field, "secret-blanks"));
    }
    Ok(text.to_owned())
}

/// An API key as it was typed: both parts, or neither.
///
/// # Errors
/// The problems of both fields.
pub fn api_key(sid: &str, key_secret: &str) -> Result<Option<(String, String)>, Vec<FieldProblem>> {
    if sid.trim().is_empty() && key_secret.trim().is_empty() {
        return Ok(None);
    }
    match (api_key_sid(sid), secret("api_key_secret", key_secret)) {
        (Ok(sid), Ok(secret)) => Ok(Some((sid, secret))),
        (sid, secret) => Err(sid.err().into_iter().chain(secret.err()).collect()),
    }
}
