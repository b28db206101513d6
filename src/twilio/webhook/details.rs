//! What a message carries besides words and files: a pressed button, a place, an advertisement it came
//! from. Kept by our names, for the page and for rules.

use serde_json::{Map, Value, json};

use super::{Form, NAME_CHARS_MAX, URL_CHARS_MAX};
use crate::domain::message::Kind;
use crate::domain::text;

const FIELD_CHARS_MAX: usize = 1_024;
const JSON_BYTES_MAX: usize = 32 * 1024;
const SEARCH_DEPTH_MAX: u8 = 6;

/// What was found.
#[derive(Default)]
pub struct Details {
    /// What the message is, if these things say it.
    pub kind: Option<Kind>,
    /// What it seems to be, where we cannot show it.
    pub hint: Option<&'static str>,
    /// Words to show if the message has none of its own.
    pub words: Option<String>,
    /// The name the contact chose.
    pub profile_name: String,
    pub extra: Map<String, Value>,
}

/// Twilio's name, ours.
const FIELDS: &[(&str, &str)] = &[
    ("WaId", "wa_id"),
    ("MessagingServiceSid", "service_sid"),
    ("OriginalRepliedMessageSender", "quoted_from"),
    ("ButtonText", "button_text"),
    ("ButtonPayload", "button_payload"),
    ("ButtonType", "button_type"),
    ("ListId", "list_id"),
    ("ListTitle", "list_title"),
    ("ListDescription", "list_description"),
    ("Address", "address"),
    ("Label", "label"),
    ("ErrorCode", "fallback_code"),
    ("ErrorUrl", "fallback_url"),
];

const REFERRAL: &[(&str, &str)] = &[
    ("ReferralBody", "body"),
    ("ReferralHeadline", "headline"),
    ("ReferralSourceId", "source_id"),
    ("ReferralSourceType", "source_type"),
    ("ReferralSourceUrl", "source_url"),
    ("ReferralMediaId", "media_id"),
    ("ReferralMediaContentType", "media_content_type"),
    ("ReferralMediaUrl", "media_url"),
    ("ReferralCtwaClid", "click_id"),
];

/// Reads everything but the core of a form.
pub fn read(form: Form<'_>) -> Details {
    let metadata = parsed(form, "ChannelMetadata");
    let interactive = parsed(form, "InteractiveData");
    let mut found = Details { extra: fields(form, FIELDS), ..Details::default() };
    found.profile_name = name(form, metadata.as_ref());
    forwarded(form, metadata.as_ref(), &mut found.extra);
    let referral = fields(form, REFERRAL);
    if !referral.is_empty() {
        found.extra.insert("referral".to_owned(), referral.into());
    }
    place(form, &mut found);
    reply(interactive.as_ref(), metadata.as_ref(), &mut found);
    flow(form, interactive, &mut found);
    found
}

fn name(form: Form<'_>, metadata: Option<&Value>) -> String {
    let of_metadata = || metadata.and_then(|json| search(json, &["ProfileName"], SEARCH_DEPTH_MAX)?.as_str());
    text::one_line(form.get("ProfileName").or_else(of_metadata).unwrap_or_default(), NAME_CHARS_MAX)
}

/// Both marks are sometimes sent as `false`; only `true` counts.
fn forwarded(form: Form<'_>, metadata: Option<&Value>, extra: &mut Map<String, Value>) {
    for (theirs, ours) in [("Forwarded", "forwarded"), ("FrequentlyForwarded", "frequently_forwarded")] {
        let of_metadata = || {
            let mark = search(metadata?, &[theirs], SEARCH_DEPTH_MAX)?;
            Some(mark == true || mark.as_str().is_some_and(|mark| mark.eq_ignore_ascii_case("true")))
        };
        if form.is_true(theirs).or_else(of_metadata).unwrap_or(false) {
            extra.insert(ours.to_owned(), true.into());
        }
    }
}

fn place(form: Form<'_>, found: &mut Details) {
    let degrees = |name: &str, limit: f64| {
        form.get(name).and_then(|text| text.trim().parse::<f64>().ok()).filter(|degrees| degrees.abs() <= limit)
    };
    if let (Some(latitude), Some(longitude)) = (degrees("Latitude", 90.0), degrees("Longitude", 180.0)) {
        found.kind = Some(Kind::Location);
        found.extra.insert("latitude".to_owned(), json!(latitude));
        found.extra.insert("longitude".to_owned(), json!(longitude));
        found.words = string(&found.extra, "label").or_else(|| string(&found.extra, "address"));
    } else if form.get("Latitude").is_some() || form.get("Longitude").is_some() {
        found.hint = Some("location");
    }
}

/// A pressed button or a chosen row. Lists are not documented: their own parameters count, else a reply
/// object inside one of the two JSON parameters.
fn reply(interactive: Option<&Value>, metadata: Option<&Value>, found: &mut Details) {
    let holders = || [interactive, metadata].into_iter().flatten();
    let nested = |names: &[&str]| holders().find_map(|json| search(json, names, SEARCH_DEPTH_MAX)).cloned();
    for (names, prefix) in [(["list_reply", "listReply"], "list"), (["button_reply", "buttonReply"], "button")] {
        let Some(json) = nested(&names) else { continue };
        let id = if prefix == "list" { "list_id" } else { "button_payload" };
        let title = if prefix == "list" { "list_title" } else { "button_text" };
        for (theirs, ours) in [("id", id), ("title", title)] {
            if let Some(value) = json.get(theirs).and_then(Value::as_str).filter(|value| !value.is_empty()) {
                found.extra.entry(ours).or_insert_with(|| text::clean(value, FIELD_CHARS_MAX).into());
            }
        }
    }
    let has = |name: &str| found.extra.contains_key(name);
    if has("list_id") || has("list_title") {
        found.kind = Some(Kind::List);
        found.words = string(&found.extra, "list_title");
    } else if has("button_payload") || has("button_text") {
        found.kind = Some(Kind::Button);
        found.words = string(&found.extra, "button_text");
    }
}

/// The answer of a WhatsApp flow, as JSON where it is JSON.
fn flow(form: Form<'_>, interactive: Option<Value>, found: &mut Details) {
    let answer = parsed(form, "FlowData")
        .or_else(|| search(interactive.as_ref()?, &["flowResponse", "nfm_reply"], SEARCH_DEPTH_MAX).cloned())
        .or_else(|| form.get("FlowData").map(|data| text::clean(data, FIELD_CHARS_MAX).into()));
    if let Some(answer) = answer {
        found.kind = Some(Kind::Flow);
        found.extra.insert("flow".to_owned(), answer);
    } else if let Some(interactive) = interactive {
        found.hint = Some("interactive");
        found.extra.insert("interactive".to_owned(), interactive);
    }
}

fn fields(form: Form<'_>, names: &[(&str, &str)]) -> Map<String, Value> {
    let value = |(theirs, ours): &(&str, &str)| {
        let limit = if theirs.ends_with("Url") { URL_CHARS_MAX } else { FIELD_CHARS_MAX };
        let value = text::clean(form.get(theirs)?, limit);
        (!value.is_empty()).then(|| ((*ours).to_owned(), value.into()))
    };
    names.iter().filter_map(value).collect()
}

fn string(map: &Map<String, Value>, name: &str) -> Option<String> {
    map.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// A parameter that holds a JSON object; the parser refuses deep nesting by itself.
fn parsed(form: Form<'_>, name: &str) -> Option<Value> {
    let text = form.get(name).filter(|text| text.len() <= JSON_BYTES_MAX)?;
    serde_json::from_str::<Value>(text).ok().filter(Value::is_object)
}

/// The first value under one of `names`, however deep within reason.
fn search<'a>(json: &'a Value, names: &[&str], depth: u8) -> Option<&'a Value> {
    let object = json.as_object()?;
    let here = names.iter().find_map(|name| object.get(*name));
    let depth = depth.checked_sub(1)?;
    here.or_else(|| object.values().find_map(|inner| search(inner, names, depth)))
}
