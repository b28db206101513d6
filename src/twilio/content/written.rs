//! What is written here as Twilio wants it: one type per template.

use serde_json::{Map, Value, json};

use crate::domain::template::written::{ButtonKind, Written, WrittenButton, WrittenItem, WrittenKind};

/// Twilio's object of types for what is written.
#[must_use]
pub fn types_of(written: &Written) -> Value {
    let body = &written.body;
    match written.kind {
        WrittenKind::Text => json!({ "twilio/text": { "body": body } }),
        WrittenKind::Media => json!({ "twilio/media": { "body": body, "media": [written.media] } }),
        WrittenKind::QuickReply => json!({ "twilio/quick-reply": { "body": body, "actions": actions(written) } }),
        WrittenKind::CallToAction => json!({ "twilio/call-to-action": { "body": body, "actions": actions(written) } }),
        WrittenKind::Card => json!({ "twilio/card": card(written) }),
        WrittenKind::ListPicker => json!({ "twilio/list-picker": {
            "body": body, "button": written.list_button, "items": items(written),
        } }),
    }
}

fn card(written: &Written) -> Value {
    let mut card = Map::from_iter([("title".to_owned(), json!(written.body))]);
    let rest = [
        ("subtitle", json!(written.footer), written.footer.is_empty()),
        ("media", json!([written.media]), written.media.is_empty()),
        ("actions", actions(written), written.buttons.is_empty()),
    ];
    card.extend(rest.into_iter().filter(|(.., empty)| !empty).map(|(name, value, _)| (name.to_owned(), value)));
    Value::Object(card)
}

fn actions(written: &Written) -> Value {
    let action = |(n, button): (usize, &WrittenButton)| match button.kind {
        ButtonKind::Reply => json!({ "type": "QUICK_REPLY", "title": button.title, "id": format!("button_{n}") }),
        ButtonKind::Link => json!({ "type": "URL", "title": button.title, "url": button.value }),
        ButtonKind::Phone => json!({ "type": "PHONE_NUMBER", "title": button.title, "phone": button.value }),
    };
    (1..).zip(&written.buttons).map(action).collect()
}

fn items(written: &Written) -> Value {
    let row = |(n, item): (usize, &WrittenItem)| {
        let id = format!("row_{n}");
        if item.text.is_empty() {
            json!({ "id": id, "item": item.title })
        } else {
            json!({ "id": id, "item": item.title, "description": item.text })
        }
    };
    (1..).zip(&written.items).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_becomes_one_type() {
        let button = |kind, title: &str, value: &str| WrittenButton { kind, title: title.into(), value: value.into() };
        let base = Written {
            body: "Hello {{1}}".into(),
            media: "https://a.gr/1.png".into(),
            footer: "Small".into(),
            buttons: vec![
                button(ButtonKind::Reply, "Yes", ""),
                button(ButtonKind::Link, "Track", "https://a.gr/{{1}}"),
                button(ButtonKind::Phone, "Call", "+302810000014"),
            ],
            list_button: "Choose".into(),
            items: vec![WrittenItem { title: "Morning".into(), text: "9 to 12".into() }],
            ..Written::default()
        };
        let actions = json!([
            { "type": "QUICK_REPLY", "title": "Yes", "id": "button_1" },
            { "type": "URL", "title": "Track", "url": "https://a.gr/{{1}}" },
            { "type": "PHONE_NUMBER", "title": "Call", "phone": "+302810000014" },
        ]);
        let text = "Hello {{1}}";
        for (kind, want) in [
            (WrittenKind::Text, json!({ "twilio/text": { "body": text } })),
            (WrittenKind::Media, json!({ "twilio/media": { "body": text, "media": ["https://a.gr/1.png"] } })),
            (WrittenKind::QuickReply, json!({ "twilio/quick-reply": { "body": text, "actions": actions } })),
            (WrittenKind::CallToAction, json!({ "twilio/call-to-action": { "body": text, "actions": actions } })),
            (
                WrittenKind::Card,
                json!({ "twilio/card": { "title": text, "subtitle": "Small", "media": ["https://a.gr/1.png"], "actions": actions } }),
            ),
            (
                WrittenKind::ListPicker,
                json!({ "twilio/list-picker": { "body": text, "button": "Choose",
                    "items": [{ "id": "row_1", "item": "Morning", "description": "9 to 12" }] } }),
            ),
        ] {
            assert_eq!(types_of(&Written { kind, ..base.clone() }), want);
        }
    }
}
