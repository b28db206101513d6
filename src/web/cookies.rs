//! The few cookies we have, read and written by hand: names and values are ours and plain ASCII.

use actix_web::http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};

use crate::domain::time::Millis;

/// Who is signed in: a random token, stored hashed.
pub const SIGN_IN: &str = "angelia_sign_in";
/// What the forms of somebody who is not signed in carry.
pub const VISIT: &str = "angelia_visit";
/// The browser's IANA time zone, set by a script.
pub const TIME_ZONE: &str = "angelia_tz";
/// The key of the sentence that the next page shows once.
pub const FLASH: &str = "angelia_flash";

/// The value of a cookie that the request carries.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

/// A `Set-Cookie` line: for this site only, unseen by scripts.
#[must_use]
pub fn set(name: &str, value: &str, lasts: Option<Millis>, secure: bool) -> (HeaderName, HeaderValue) {
    let mut line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax");
    if let Some(lasts) = lasts {
        line.push_str(&format!("; Max-Age={}", lasts.whole_seconds()));
    }
    if secure {
        line.push_str("; Secure");
    }
    // Values are tokens and keys of ours; anything else would be a fault that sets no cookie at all.
    (SET_COOKIE, HeaderValue::from_str(&line).unwrap_or_else(|_| HeaderValue::from_static("")))
}

/// A `Set-Cookie` line that removes it.
#[must_use]
pub fn remove(name: &str, secure: bool) -> (HeaderName, HeaderValue) {
    set(name, "", Some(Millis::ZERO), secure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; angelia_tz=Europe/Athens;b=x=y"));
        assert_eq!(read(&headers, TIME_ZONE), Some("Europe/Athens"));
        assert_eq!(read(&headers, "b"), Some("x=y"));
        assert_eq!(read(&headers, "z"), None);
    }
}
