//! Templates as Twilio keeps them ("Content"): reading them with their approval, making and submitting one.
//!
//! One template may carry several types at once; Twilio sends the richest that the channel can show, so
//! that one names the kind, and its text and buttons are what an agent sees. The approval comes in more
//! than one shape: flat, below `whatsapp`, in a list, or not at all, which means that it was never submitted.

mod written;

use std::collections::BTreeMap;

pub use written::types_of;

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{CallError, Client, Credentials, PAGES_MAX, unreadable};
use super::senders::Meta;
use super::wire;
use crate::domain::template::Approval;

/// Kinds from rich to plain. A kind that is not here counts as richer than text and poorer than the rest.
const RICHEST_FIRST: [&str; 14] = [
    "twilio/carousel",
    "twilio/flows",
    "whatsapp/flows",
    "twilio/catalog",
    "whatsapp/card",
    "twilio/card",
    "twilio/list-picker",
    "twilio/quick-reply",
    "twilio/call-to-action",
    "whatsapp/authentication",
    "twilio/location",
    "twilio/schedule",
    "twilio/pay",
    "twilio/media",
];

/// A template and where it stands with WhatsApp.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// `HX…`.
    pub content_sid: String,
    /// Its name at Twilio.
    pub name: String,
    /// Language code, e.g. `el` or `en_US`.
    pub language: String,
    /// Its richest kind without the vendor's prefix, e.g. `quick-reply`.
    pub kind: String,
    /// The text, with `{{1}}` where variables go.
    pub body: String,
    /// Buttons, or the rows of a list.
    pub buttons: Vec<Button>,
    /// Addresses of pictures and files; may hold variables.
    pub media_urls: Vec<String>,
    /// Variable name to sample value.
    pub variables: BTreeMap<String, String>,
    /// Everything as it came, for what we do not show.
    pub types: Value,
    /// Where it stands with WhatsApp.
    pub approval: Approval,
    /// `UTILITY`, `MARKETING`, `AUTHENTICATION`, or an older word.
    pub category: Option<String>,
    /// WhatsApp's words, if it was refused.
    pub rejection_reason: Option<String>,
}

/// A button of a template, or a row of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Button {
    /// What is written on it.
    pub title: String,
    /// What comes back to us when it is pressed.
    pub id: Option<String>,
    /// Where it leads.
    pub url: Option<String>,
    /// Whom it calls.
    pub phone: Option<String>,
}

/// Where a template stands with WhatsApp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalFacts {
    /// Where it stands.
    pub approval: Approval,
    /// Its category; WhatsApp may have changed it.
    pub category: Option<String>,
    /// WhatsApp's words, if it was refused.
    pub rejection_reason: Option<String>,
}

impl Client {
    /// Every template of the account.
    ///
    /// # Errors
    /// See [`CallError`]; nothing is handed out of a list that broke half way.
    pub fn list_contents(&self, who: &Credentials) -> Result<Vec<Content>, CallError> {
        let mut next = Some(format!("{}/v1/ContentAndApprovals?PageSize=500", self.content(who)));
        let mut found = Vec::new();
        for _ in 0..PAGES_MAX {
            let Some(url) = next else { return Ok(found) };
            let page: ContentPage = self.get(who, &url)?;
            found.extend(page.contents.into_iter().filter_map(RawContent::content));
            next = wire::next_page(&self.content(who), &url, page.meta.and_then(|meta| meta.next_page_url).as_deref())?;
        }
        Err(unreadable(200, "a list without end"))
    }

    /// Where one template stands.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn fetch_approval(&self, who: &Credentials, content_sid: &str) -> Result<ApprovalFacts, CallError> {
        let url = format!("{}/v1/Content/{}/ApprovalRequests", self.content(who), wire::segment(content_sid));
        self.get::<Value>(who, &url).map(|answer| approval_facts(&answer))
    }

    /// One template with its approval, which is asked for apart.
    ///
    /// # Errors
    /// See [`CallError`]; one of another account is unknown to the provider.
    pub fn fetch_content(&self, who: &Credentials, content_sid: &str) -> Result<Content, CallError> {
        let url = format!("{}/v1/Content/{}", self.content(who), wire::segment(content_sid));
        let raw: RawContent = self.get(who, &url)?;
        let mut content = raw.content().ok_or_else(|| unreadable(200, "a template without its SID"))?;
        let facts = self.fetch_approval(who, content_sid)?;
        content.approval = facts.approval;
        content.category = facts.category;
        content.rejection_reason = facts.rejection_reason;
        Ok(content)
    }

    /// Takes away a template that was never submitted.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn delete_content(&self, who: &Credentials, content_sid: &str) -> Result<(), CallError> {
        self.delete(who, &format!("{}/v1/Content/{}", self.content(who), wire::segment(content_sid)))
    }

    /// Makes a template and returns its SID; WhatsApp hears of it only by [`Client::submit_approval`].
    /// `types` is Twilio's object of types.
    ///
    /// # Errors
    /// See [`CallError`]; after `Unknown` look at the list before making it again.
    pub fn create_content(
        &self,
        who: &Credentials,
        name: &str,
        language: &str,
        variables: &BTreeMap<String, String>,
        types: &Value,
    ) -> Result<String, CallError> {
        let body = json!({"friendly_name": name, "language": language, "variables": variables, "types": types});
        let answer: RawContent = self.post_json(who, &format!("{}/v1/Content", self.content(who)), &body)?;
        answer.sid.ok_or_else(|| unreadable(201, "a template without its SID"))
    }

    /// Submits a template to WhatsApp under `name` (lower case, digits, underscores) in `category`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn submit_approval(
        &self,
        who: &Credentials,
        content_sid: &str,
        name: &str,
        category: &str,
    ) -> Result<ApprovalFacts, CallError> {
        let url = format!("{}/v1/Content/{}/ApprovalRequests/whatsapp", self.content(who), wire::segment(content_sid));
        let body = json!({"name": name, "category": category});
        self.post_json::<Value>(who, &url, &body).map(|answer| approval_facts(&answer))
    }
}

#[derive(Deserialize)]
struct ContentPage {
    contents: Vec<RawContent>,
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct RawContent {
    sid: Option<String>,
    friendly_name: Option<String>,
    language: Option<String>,
    #[serde(default)]
    variables: Value,
    #[serde(default)]
    types: Value,
    #[serde(default)]
    approval_requests: Value,
}

impl RawContent {
    fn content(self) -> Option<Content> {
        let content_sid = self.sid.filter(|sid| !sid.is_empty())?;
        let facts = approval_facts(&self.approval_requests);
        let (name, language) = (self.friendly_name.unwrap_or_default(), self.language.unwrap_or_default());
        let variables = self.variables.as_object().into_iter().flatten();
        Some(Content {
            variables: variables.map(|(name, sample)| (name.clone(), plain(sample))).collect(),
            approval: facts.approval,
            category: facts.category,
            rejection_reason: facts.rejection_reason,
            ..Content::of_types(&content_sid, &name, &language, self.types)
        })
    }
}

impl Content {
    /// What Twilio's object of types says, without samples and approval.
    #[must_use]
    pub fn of_types(content_sid: &str, name: &str, language: &str, types: Value) -> Self {
        let (kind, shape) = richest(&types);
        Self {
            content_sid: content_sid.to_owned(),
            name: name.to_owned(),
            language: language.to_owned(),
            kind: kind.split_once('/').map_or(kind, |(_, kind)| kind).to_owned(),
            body: body_of(shape).or_else(|| any_body(&types)).unwrap_or_default(),
            buttons: buttons_of(shape),
            media_urls: media_of(shape),
            variables: BTreeMap::new(),
            approval: Approval::Unsubmitted,
            category: None,
            rejection_reason: None,
            types,
        }
    }
}

/// Reads any of the shapes an approval comes in.
fn approval_facts(json: &Value) -> ApprovalFacts {
    let of_whatsapp = |list: &Vec<Value>| {
        list.iter().find(|one| one.get("type").is_none_or(|kind| kind == "whatsapp")).cloned().unwrap_or_default()
    };
    let from_list;
    let json = match json.get("whatsapp").unwrap_or(json) {
        Value::Array(list) => {
            from_list = of_whatsapp(list);
            from_list.get("whatsapp").unwrap_or(&from_list)
        }
        one => one,
    };
    let word = text(json, "status");
    ApprovalFacts {
        approval: word.as_deref().map_or(Approval::Unsubmitted, Approval::read),
        category: text(json, "category"),
        rejection_reason: text(json, "rejection_reason"),
    }
}

fn richest(types: &Value) -> (&str, &Value) {
    let Some(types) = types.as_object() else { return ("text", &Value::Null) };
    let known = RICHEST_FIRST.iter().find_map(|kind| types.get_key_value(*kind));
    let strange = || types.iter().find(|(kind, _)| *kind != "twilio/text");
    let found = known.or_else(strange).or_else(|| types.iter().next());
    found.map_or(("text", &Value::Null), |(kind, shape)| (kind.as_str(), shape))
}

fn body_of(shape: &Value) -> Option<String> {
    text(shape, "body").or_else(|| {
        let lines: Vec<String> = ["title", "subtitle"].iter().filter_map(|name| text(shape, name)).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    })
}

fn any_body(types: &Value) -> Option<String> {
    types.as_object()?.values().find_map(body_of)
}

fn buttons_of(shape: &Value) -> Vec<Button> {
    let rows = |name: &str| shape.get(name).and_then(Value::as_array).into_iter().flatten();
    let button = |row: &Value| Button {
        title: ["title", "item", "copy_code_text", "name"].iter().find_map(|name| text(row, name)).unwrap_or_default(),
        id: text(row, "id"),
        url: text(row, "url"),
        phone: text(row, "phone"),
    };
    let of_cards = rows("cards").filter_map(|card| card.get("actions")?.as_array()).flatten();
    rows("actions").chain(rows("items")).chain(of_cards).map(button).collect()
}

fn media_of(shape: &Value) -> Vec<String> {
    let one_or_many = |value: &Value| match value {
        Value::String(url) => vec![url.clone()],
        Value::Array(urls) => urls.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let cards = shape.get("cards").and_then(Value::as_array).into_iter().flatten();
    let holders = std::iter::once(shape).chain(cards);
    holders
        .flat_map(|holder| ["media", "media_url"].iter().filter_map(|name| holder.get(*name)))
        .flat_map(one_or_many)
        .filter(|url| !url.is_empty())
        .collect()
}

fn text(json: &Value, name: &str) -> Option<String> {
    json.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests;
