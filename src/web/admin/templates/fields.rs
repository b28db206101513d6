//! What is written as fields of a form, and back.

use std::collections::BTreeMap;

use crate::domain::template::written::{ButtonKind, Written, WrittenButton, WrittenItem, WrittenKind};

/// Rows of buttons and of a list that a form has at most.
pub(super) const ROWS_MAX: usize = 10;
/// Rows that an empty form begins with.
const ROWS_SHOWN: usize = 2;

/// Reads a posted form. What it does not know it leaves out.
pub(super) fn read(pairs: &[(String, String)]) -> Written {
    let all: BTreeMap<&str, &str> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let text = |name: &str| all.get(name).map(|value| (*value).to_owned()).unwrap_or_default();
    let row = |n: usize, part: &str, what: &str| text(&format!("{part}-{n}-{what}"));
    let under = |prefix: &str| {
        pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix(prefix)?.to_owned(), value.clone()))).collect()
    };
    let kind = WrittenKind::from_word(&text("kind")).unwrap_or(WrittenKind::Text);
    let button = |n| WrittenButton {
        kind: ButtonKind::from_word(&row(n, "button", "kind")).unwrap_or(ButtonKind::Reply),
        title: row(n, "button", "title"),
        value: row(n, "button", "value"),
    };
    Written {
        name: text("name"),
        language: text("language"),
        category: text("category"),
        kind,
        body: text("body"),
        media: text("media"),
        footer: text("footer"),
        buttons: (1..=ROWS_MAX).map(button).map(|button| of_kind(kind, button)).collect(),
        list_button: text("list-button"),
        items: (1..=ROWS_MAX)
            .map(|n| WrittenItem { title: row(n, "item", "title"), text: row(n, "item", "text") })
            .collect(),
        samples: under("sample-"),
        bindings: under("bind-"),
    }
    .tidy()
}

/// Where only answers are possible, a row without a choice is one; where none is, a link.
fn of_kind(kind: WrittenKind, button: WrittenButton) -> WrittenButton {
    match (kind, button.kind) {
        (WrittenKind::QuickReply, _) => WrittenButton { kind: ButtonKind::Reply, value: String::new(), ..button },
        (WrittenKind::CallToAction, ButtonKind::Reply) => WrittenButton { kind: ButtonKind::Link, ..button },
        (_, ButtonKind::Reply) => WrittenButton { value: String::new(), ..button },
        _ => button,
    }
}

/// The buttons as rows of a form, with room for more.
pub(super) fn button_rows(written: &Written) -> Vec<WrittenButton> {
    let mut rows = written.buttons.clone();
    let kind = if written.kind == WrittenKind::CallToAction { ButtonKind::Link } else { ButtonKind::Reply };
    let empty = WrittenButton { kind, title: String::new(), value: String::new() };
    rows.resize(shown(rows.len()), empty);
    rows
}

/// The list as rows of a form, with room for more.
pub(super) fn item_rows(written: &Written) -> Vec<WrittenItem> {
    let mut rows = written.items.clone();
    rows.resize(shown(rows.len()), WrittenItem::default());
    rows
}

fn shown(filled: usize) -> usize {
    (filled + 1).clamp(ROWS_SHOWN, ROWS_MAX.max(filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_was_shown() {
        let pairs: Vec<(String, String)> = [
            ("name", " order "),
            ("language", "en"),
            ("kind", "card"),
            ("body", "Hello {{1}} there\r\nyou"),
            ("button-1-kind", "link"),
            ("button-1-title", "Track"),
            ("button-1-value", "https://a.gr/{{2}}"),
            ("button-3-kind", "reply"),
            ("button-3-title", "Yes"),
            ("button-3-value", "left over"),
            ("sample-1", "Anna"),
            ("sample-9", "gone"),
            ("bind-2", "{{var.order_id}}"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        let written = read(&pairs);
        assert_eq!((written.name.as_str(), written.body.as_str()), ("order", "Hello {{1}} there\nyou"));
        assert_eq!(written.variables(), ["1", "2"]);
        assert_eq!(written.samples, BTreeMap::from([("1".to_owned(), "Anna".to_owned())]));
        assert_eq!(written.bindings, BTreeMap::from([("2".to_owned(), "{{var.order_id}}".to_owned())]));
        let kinds: Vec<_> = written.buttons.iter().map(|button| (button.kind, button.value.as_str())).collect();
        assert_eq!(kinds, [(ButtonKind::Link, "https://a.gr/{{2}}"), (ButtonKind::Reply, "")]);
        assert_eq!(button_rows(&written).len(), 3);
        assert_eq!(item_rows(&written).len(), 2);
    }
}
