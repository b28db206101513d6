//! Small things of Twilio's wire format that several nouns need: errors, dates, next pages, SIDs.

use serde_json::Value;

use super::client::{CallError, unreadable};
use crate::domain::time::Timestamp;

const WORDS_MAX: usize = 300;

/// What an error body says, whichever of the two shapes it has; HTML and noise have no code.
pub struct Problem {
    pub code: Option<u32>,
    pub message: String,
}

impl Problem {
    pub fn read(body: &[u8]) -> Problem {
        let json: Value = serde_json::from_slice(body).unwrap_or_default();
        let words = ["message", "detail", "title"]
            .iter()
            .find_map(|name| json.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()));
        Problem {
            code: json.get("code").and_then(number),
            message: words.map_or_else(|| "no reason given".to_owned(), presentable),
        }
    }
}

/// A JSON number, or a string that holds one.
pub fn number(value: &Value) -> Option<u32> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_u64().and_then(|n| u32::try_from(n).ok()),
    }
}

/// `, code 63016` or nothing.
pub fn code_suffix(code: Option<u32>) -> String {
    code.map(|code| format!(", code {code}")).unwrap_or_default()
}

/// The vendor's words fit for a log: one line, not endless, and no telephone number in full.
pub fn presentable(text: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    for c in text.chars().take(WORDS_MAX).chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if digits.len() > 6 {
            out.push('…');
            out.extend(digits.chars().skip(digits.len().saturating_sub(2)));
        } else {
            out.push_str(&digits);
        }
        digits.clear();
        out.push(if c.is_control() { ' ' } else { c });
    }
    out.trim().to_owned()
}

/// RFC 2822 as the older API writes it, or RFC 3339 as the newer ones do.
pub fn instant(text: &str) -> Option<jiff::Timestamp> {
    const RFC_2822: jiff::fmt::rfc2822::DateTimeParser =
        jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    RFC_2822.parse_timestamp(text).ok().or_else(|| text.parse().ok())
}

/// As [`instant`], in our type.
pub fn timestamp(text: &str) -> Option<Timestamp> {
    instant(text).map(|instant| Timestamp(instant.as_millisecond()))
}

/// The day of a moment in GMT, as filters want it.
pub fn day(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%d").to_string())
}

/// The next page on our own base, path and query verbatim: credentials never follow a link to another host.
/// A page that names itself would be read again and again.
pub fn next_page(base: &str, here: &str, next: Option<&str>) -> Result<Option<String>, CallError> {
    let Some(next) = next.filter(|next| !next.is_empty()) else {
        return Ok(None);
    };
    let next = if next.starts_with('/') {
        format!("{base}{next}")
    } else {
        let path = next.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        let (_, path) = path.ok_or_else(|| unreadable(200, "the link to the next page is no link"))?;
        format!("{base}/{path}")
    };
    if next == here { Err(unreadable(200, "a page that is its own next page")) } else { Ok(Some(next)) }
}

/// A value as one segment of a path.
pub fn segment(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_next_page_stays_on_our_base() {
        let base = "http://127.0.0.1:9";
        let page = |next| next_page(base, "http://127.0.0.1:9/here", next).unwrap();
        assert_eq!(
            page(Some("/2010-04-01/x?Page=1&PageToken=a%2Bb")).unwrap(),
            "http://127.0.0.1:9/2010-04-01/x?Page=1&PageToken=a%2Bb"
        );
        assert_eq!(page(Some("https://evil.example/v1/x?t=%20")).unwrap(), "http://127.0.0.1:9/v1/x?t=%20");
        assert_eq!(page(Some("//evil.example/x")).unwrap(), "http://127.0.0.1:9//evil.example/x");
        assert_eq!((page(None), page(Some(""))), (None, None));
        assert!(next_page(base, "http://127.0.0.1:9/v1/x?t=1", Some("/v1/x?t=1")).is_err());
        for odd in ["nonsense", "@evil.example/"] {
            assert!(next_page(base, base, Some(odd)).is_err());
        }
    }

    #[test]
    fn both_date_formats_are_read() {
        let expected = instant("2026-11-22T10:00:00Z").unwrap();
        for text in
            ["Sun, 22 Nov 2026 10:00:00 +0000", "Sun, 22 Nov 2026 10:00:00 GMT", "Mon, 22 Nov 2026 12:00:00 +0200"]
        {
            assert_eq!(instant(text).unwrap(), expected, "{text}");
        }
        assert_eq!(instant("yesterday"), None);
    }

    #[test]
    fn numbers_of_people_are_masked() {
        assert_eq!(presentable("To whatsapp:+306912345678, code 21211\n(x)"), "To whatsapp:+…78, code 21211 (x)");
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        assert_eq!(segment("../Accounts?x"), "..%2FAccounts%3Fx");
    }
}
