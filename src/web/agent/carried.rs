//! What a message carries besides words and files: a place, the advertisement it came from, the answers of a form,
//! and for admins the data of what cannot be shown.
//!
//! All of it is from outside: links are followed only where they are plain web addresses, and nothing is loaded.

use serde_json::Value;

use crate::domain::message::Kind;
use crate::domain::text;
use crate::store::thread_view::Message;
use crate::web::agent::bubbles::Card;
use crate::web::agent::words;
use crate::web::i18n::Locale;

/// Answers of a form that are shown.
const ANSWERS_MAX: usize = 50;
/// Characters of one of them, and of its question.
const ANSWER_CHARS_MAX: usize = 500;
/// How deep an answer may lie in another.
const DEPTH_MAX: u8 = 4;
/// Characters of data that an admin is shown.
const RAW_CHARS_MAX: usize = 4_000;

/// What somebody pressed before they wrote.
pub(super) struct Advert {
    /// That it was an advertisement, or a post.
    pub origin: String,
    pub title: String,
    pub text: String,
    pub href: Option<String>,
}

/// The card of a place, with a link to a map: none is loaded here.
pub(super) fn place(message: &Message, l: Locale) -> Option<Card> {
    if message.kind != Kind::Location {
        return None;
    }
    let number = |name: &str| message.extra.get(name).and_then(Value::as_f64);
    let place = number("latitude").zip(number("longitude"));
    let named = ["label", "address"].into_iter().map(|name| word(&message.extra, name));
    let named = named.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    Some(Card {
        icon: words::kind_icon(message.kind),
        title: if named.is_empty() { words::kind_name(message.kind, l) } else { named },
        text: place.map_or_else(String::new, |(lat, lon)| format!("{lat:.5}, {lon:.5}")),
        href: place.map(|(lat, lon)| {
            format!("https://www.openstreetmap.org/?mlat={lat:.6}&mlon={lon:.6}#map=16/{lat:.6}/{lon:.6}")
        }),
    })
}

/// The advertisement or post that a message came from.
pub(super) fn advert(extra: &Value, l: Locale) -> Option<Advert> {
    let referral = extra.get("referral")?;
    let post = word(referral, "source_type").eq_ignore_ascii_case("post");
    Some(Advert {
        origin: l.t(if post { "message-from-post" } else { "message-from-advert" }),
        title: word(referral, "headline"),
        text: word(referral, "body"),
        href: web_address(&word(referral, "source_url")),
    })
}

/// The answers of a form, each with what it answers, in the order in which they came.
pub(super) fn answers(extra: &Value) -> Vec<(String, String)> {
    let Some(flow) = extra.get("flow") else { return Vec::new() };
    // Some senders wrap the answers once more, as text.
    let inner = flow.get("response_json").and_then(Value::as_str).and_then(|text| serde_json::from_str(text).ok());
    let mut rows = Vec::new();
    collect(inner.as_ref().unwrap_or(flow), "", DEPTH_MAX, &mut rows);
    rows
}

fn collect(value: &Value, name: &str, depth: u8, rows: &mut Vec<(String, String)>) {
    if rows.len() >= ANSWERS_MAX {
        return;
    }
    match (value, depth.checked_sub(1)) {
        (Value::Object(fields), Some(depth)) => {
            // The token names the form to the sender's program and tells a reader nothing.
            for (key, inner) in fields.iter().filter(|(key, _)| *key != "flow_token") {
                let name = if name.is_empty() { key.clone() } else { format!("{name} · {key}") };
                collect(inner, &name, depth, rows);
            }
        }
        _ => rows.push((text::one_line(name, ANSWER_CHARS_MAX), text::one_line(&said(value), ANSWER_CHARS_MAX))),
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "–".to_owned(),
        Value::Array(values) => values.iter().map(said).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// What came with a message that cannot be shown, for those who have to find out what it is.
pub(super) fn raw(extra: &Value) -> Option<String> {
    let empty = extra.as_object().is_none_or(serde_json::Map::is_empty);
    let json = serde_json::to_string_pretty(extra).ok().filter(|_| !empty)?;
    Some(text::clean(&json, RAW_CHARS_MAX))
}

fn word(object: &Value, name: &str) -> String {
    object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn web_address(text: &str) -> Option<String> {
    let url = url::Url::parse(text).ok()?;
    matches!(url.scheme(), "https" | "http").then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_are_rows_whatever_their_shape() {
        let rows = |flow: Value| answers(&json!({ "flow": flow }));
        let of = |rows: &[(&str, &str)]| {
            rows.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(
            rows(
                json!({"date": "2026-11-25", "flow_token": "t", "people": 4, "extras": ["χαλιά", true], "note": null})
            ),
            of(&[("date", "2026-11-25"), ("extras", "χαλιά, true"), ("note", "–"), ("people", "4")])
        );
        assert_eq!(rows(json!({"address": {"city": "Βόλος"}})), of(&[("address · city", "Βόλος")]));
        assert_eq!(rows(json!({"name": "flow", "response_json": "{\"size\":\"XL\"}"})), of(&[("size", "XL")]));
        assert_eq!(rows(json!("as text")), of(&[("", "as text")]));
        assert!(answers(&json!({})).is_empty());
        let many: serde_json::Map<_, _> = (0..200).map(|n| (n.to_string(), json!(n))).collect();
        assert_eq!(rows(Value::Object(many)).len(), ANSWERS_MAX);
    }

    #[test]
    fn only_web_addresses_are_links() {
        let href = |url: &str| {
            advert(&json!({"referral": {"source_url": url}}), Locale::default()).and_then(|advert| advert.href)
        };
        assert_eq!(href("https://fb.me/3"), Some("https://fb.me/3".to_owned()));
        for url in ["javascript:alert(1)", "data:text/html,x", "", "fb.me/3", "file:///etc/passwd"] {
            assert_eq!(href(url), None, "{url}");
        }
    }

    #[test]
    fn nothing_is_no_data() {
        assert_eq!(raw(&json!({})), None);
        assert_eq!(raw(&Value::Null), None);
        assert!(raw(&json!({"interactive": {"x": 1}})).is_some_and(|text| text.contains("interactive")));
    }
}
