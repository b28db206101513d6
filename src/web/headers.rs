//! The headers of every answer: what a browser may load, and what it may keep.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

/// Everything from ourselves, nothing inline, nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    media-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(self), microphone=(self), payment=(), usb=()"),
];

/// Adds what is missing. Pages are never kept by anybody but the one who asked, and not even there.
pub(crate) fn complete(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in ALWAYS {
        add(headers, name, value);
    }
    if secure {
        add(headers, "strict-transport-security", "max-age=31536000");
    }
    let is_page = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page || !headers.contains_key(CACHE_CONTROL) {
        add(headers, CACHE_CONTROL.as_str(), "no-store");
    }
}

fn add(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    let name = HeaderName::from_static(name);
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
