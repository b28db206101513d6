//! Templates as the Content API knows them, and what a phone shows of one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::message::{Button, Place};
use super::rules::Reach;

/// The types that Twilio's description of the Content API names.
pub const TYPES: [&str; 15] = [
    "twilio/text",
    "twilio/media",
    "twilio/location",
    "twilio/list-picker",
    "twilio/call-to-action",
    "twilio/quick-reply",
    "twilio/card",
    "twilio/catalog",
    "twilio/carousel",
    "twilio/flows",
    "twilio/schedule",
    "twilio/pay",
    "whatsapp/card",
    "whatsapp/authentication",
    "whatsapp/flows",
];

/// How far WhatsApp's review of a template is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Approval {
    /// Nobody asked WhatsApp.
    #[default]
    Unsubmitted,
    /// Twilio has the request.
    Received,
    /// WhatsApp has it.
    Pending,
    /// It may be sent at any time.
    Approved,
    /// It was refused.
    Rejected,
    /// Too many customers complained.
    Paused,
    /// It is paused for good.
    Disabled,
}

impl Approval {
    /// Twilio's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unsubmitted => "unsubmitted",
            Self::Received => "received",
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Paused => "paused",
            Self::Disabled => "disabled",
        }
    }
}

/// A template.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Template {
    /// `HX…`.
    pub sid: String,
    /// The account; empty for the three of the sandbox, which belong to nobody.
    pub account_sid: String,
    /// The owner's name for it.
    pub friendly_name: String,
    /// Language code.
    pub language: String,
    /// Defaults and samples of the variables.
    pub variables: Map<String, Value>,
    /// Content by type.
    pub types: Map<String, Value>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds.
    pub updated_at: i64,
    /// The name under which it was submitted.
    pub approval_name: String,
    /// `UTILITY`, `MARKETING` or `AUTHENTICATION`.
    pub category: String,
    /// How far the review is.
    pub approval: Approval,
    /// Why it was refused.
    pub rejection_reason: String,
    /// When it was submitted.
    pub submitted_at: Option<i64>,
}

/// What a template makes of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// The buttons, or the lines of a list.
    pub buttons: Vec<Button>,
    /// What opens the list, if it is one.
    pub menu: Option<String>,
    /// Addresses of files.
    pub media: Vec<String>,
    /// A place on the map.
    pub place: Option<Place>,
}

impl Template {
    /// Whether this is one of the sandbox's own.
    #[must_use]
    pub fn of_sandbox(&self) -> bool {
        self.account_sid.is_empty()
    }

    /// The richest type that WhatsApp can show.
    #[must_use]
    pub fn kind(&self) -> &str {
        let plain = ["twilio/text", "twilio/media"];
        let rich = self.types.keys().find(|kind| !plain.contains(&kind.as_str()));
        rich.or_else(|| self.types.keys().next()).map_or("twilio/text", String::as_str)
    }

    /// Where it may be used.
    #[must_use]
    pub fn reach(&self) -> Reach {
        match self.kind() {
            "twilio/list-picker" | "twilio/location" => Reach::InsideOnly,
            "twilio/carousel" | "twilio/flows" | "whatsapp/authentication" | "whatsapp/flows" => Reach::ApprovedOnly,
            _ => Reach::Anywhere,
        }
    }

    /// The text with its holes: `body` of the richest type, or `title` of a card.
    #[must_use]
    pub fn body(&self) -> String {
        let content = self.types.get(self.kind());
        let text = |name: &str| content.and_then(|content| content.get(name)).and_then(Value::as_str);
        text("body").or_else(|| text("title")).unwrap_or_default().to_owned()
    }

    /// Names of the variables that the template's texts mention.
    #[must_use]
    pub fn holes(&self) -> Vec<String> {
        let mut names = Vec::new();
        let text = self.types.get(self.kind()).map(Value::to_string).unwrap_or_default();
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once("{{") {
            let Some((name, tail)) = after.split_once("}}") else {
                break;
            };
            let name = name.trim().to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
            rest = tail;
        }
        names
    }

    /// The value of every hole, defaults included, or the name of one that has none.
    pub fn values(&self, given: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, String> {
        let mut values = BTreeMap::new();
        for name in self.holes() {
            let default = || self.variables.get(&name).and_then(Value::as_str).map(str::to_owned);
            match given.get(&name).cloned().or_else(default) {
                Some(value) => values.insert(name, value),
                None => return Err(name),
            };
        }
        Ok(values)
    }

    /// What the phone shows.
    #[must_use]
    pub fn fill(&self, values: &BTreeMap<String, String>) -> Filled {
        let empty = Value::Null;
        let content = self.types.get(self.kind()).unwrap_or(&empty);
        let text = |value: Option<&Value>| fill_text(value.and_then(Value::as_str).unwrap_or_default(), values);
        let list = |name: &str| content.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut buttons: Vec<Button> = Vec::new();
        for action in list("actions") {
            let id = action.get("id").and_then(Value::as_str).filter(|_| self.replies(&action));
            let id = id.map(|id| fill_text(id, values));
            buttons.push(Button { title: text(action.get("title")), id, description: None });
        }
        for item in list("items") {
            let id = item.get("id").and_then(Value::as_str).map(str::to_owned);
            let description = item.get("description").map(|value| text(Some(value)));
            buttons.push(Button { title: text(item.get("item")), id, description });
        }
        let menu = content.get("button").map(|value| text(Some(value)));
        let media = list("media").iter().map(|url| text(Some(url))).collect();
        let number =
            |name: &str| content.get(name).map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
        let place = number("latitude").zip(number("longitude")).map(|(latitude, longitude)| Place {
            latitude,
            longitude,
            address: content.get("address").map(|value| text(Some(value))),
            label: content.get("label").map(|value| text(Some(value))),
        });
        Filled { text: fill_text(&self.body(), values), buttons, menu, media, place }
    }

    fn replies(&self, action: &Value) -> bool {
        let kind = action.get("type").and_then(Value::as_str).unwrap_or("QUICK_REPLY");
        kind.eq_ignore_ascii_case("QUICK_REPLY") && self.kind() != "twilio/call-to-action"
    }
}

fn fill_text(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once("}}") else {
            filled.push_str("{{");
            rest = after;
            break;
        };
        filled.push_str(values.get(name.trim()).map_or("", String::as_str));
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// The three templates of the sandbox. The first sid is the one that Twilio's quickstart prints.
#[must_use]
pub fn of_sandbox() -> Vec<Template> {
    let three = [
        (
            "HXb5b62575e6e4ff6129ad7c8efe1f983e",
            "appointment",
            "Your appointment is coming up on {{1}} at {{2}}. If you need to change it, please reply back and let us know.",
        ),
        (
            "HX350d429d32e64a552466cafecbe95f3c",
            "order",
            "Thank you for your order. Your delivery is scheduled for {{1}} at {{2}}. If you need to change it, please reply back and let us know.",
        ),
        (
            "HX229f5a04fd0510ce1b071852155d3e75",
            "code",
            "{{1}} is your verification code. For your security, do not share this code.",
        ),
    ];
    let template = |(sid, name, body): (&str, &str, &str)| Template {
        sid: sid.to_owned(),
        friendly_name: name.to_owned(),
        language: "en".to_owned(),
        types: json!({ "twilio/text": { "body": body } }).as_object().cloned().unwrap_or_default(),
        approval_name: name.to_owned(),
        category: "UTILITY".to_owned(),
        approval: Approval::Approved,
        ..Template::default()
    };
    three.into_iter().map(template).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_fills_its_holes_and_shows_its_buttons() {
        let types = json!({ "twilio/quick-reply": {
            "body": "Order {{1}} is ready, {{ name }}.",
            "actions": [{ "title": "By {{2}}", "id": "by_{{2}}" }, { "title": "Shop", "id": "shop" }],
        } });
        let variables = json!({ "2": "courier" });
        let template = Template {
            types: types.as_object().cloned().unwrap(),
            variables: variables.as_object().cloned().unwrap(),
            ..Template::default()
        };
        let given = BTreeMap::from([("1".to_owned(), "2041".to_owned())]);
        assert_eq!(template.values(&given), Err("name".to_owned()));
        let given = BTreeMap::from([("1".to_owned(), "2041".to_owned()), ("name".to_owned(), "Ειρήνη".to_owned())]);
        let filled = template.fill(&template.values(&given).unwrap());
        assert_eq!(filled.text, "Order 2041 is ready, Ειρήνη.");
        assert_eq!(
            filled.buttons.first().unwrap(),
            &Button { title: "By courier".into(), id: Some("by_courier".into()), description: None }
        );
    }
}
