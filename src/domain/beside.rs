//! What stands in the composer beside the text and is not sent yet: what it quotes, answers to press, a list, a place, a
//! contact. Kept with the draft, so that nothing typed is lost, and bounded, since it is from a form.

use serde::{Deserialize, Serialize};

use crate::domain::bot::machine::BUTTONS_MAX;
use crate::domain::ids::MessageId;
use crate::domain::list::{ITEMS_MAX, Item, List};
use crate::domain::text;

/// Characters of one field: more than may be sent, for it may be shortened later.
const FIELD_CHARS_MAX: usize = 2_000;

/// It, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// The message that is quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<MessageId>,
    /// Answers to press.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<String>,
    /// A list to choose from.
    pub list: List,
    /// Where a place is: coordinates or a link.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What it is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place_label: String,
    /// Street and town.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place_address: String,
    /// The name of a contact.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub card_name: String,
    /// Its number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub card_number: String,
}

impl Beside {
    /// The fields of a form that are its.
    pub const FIELDS: &[&str] = &[
        "quote",
        "button",
        "list_button",
        "item",
        "item_text",
        "place",
        "place_label",
        "place_address",
        "card_name",
        "card_number",
    ];

    /// Out of the fields of a form; `None` if the form has none of them.
    #[must_use]
    pub fn of(pairs: &[(String, String)]) -> Option<Self> {
        let cut = |value: &str| text::clean(value, FIELD_CHARS_MAX);
        let mut found = Self::default();
        let mut any = false;
        let mut titles = Vec::new();
        let mut descriptions = Vec::new();
        for (name, value) in pairs {
            let place = match name.as_str() {
                "quote" => {
                    found.quote = value.parse().ok();
                    any = true;
                    continue;
                }
                "button" => {
                    found.buttons.push(cut(value));
                    any = true;
                    continue;
                }
                "item" => {
                    titles.push(cut(value));
                    continue;
                }
                "item_text" => {
                    descriptions.push(cut(value));
                    continue;
                }
                "list_button" => &mut found.list.button,
                "place" => &mut found.place,
                "place_label" => &mut found.place_label,
                "place_address" => &mut found.place_address,
                "card_name" => &mut found.card_name,
                "card_number" => &mut found.card_number,
                _ => continue,
            };
            *place = cut(value);
            any = true;
        }
        any |= !titles.is_empty();
        found.buttons.retain(|button| !button.trim().is_empty());
        found.buttons.truncate(BUTTONS_MAX);
        let mut descriptions = descriptions.into_iter();
        let item = |title| Item { title, description: descriptions.next().unwrap_or_default() };
        found.list.items = titles.into_iter().map(item).collect();
        found.list.items.retain(|item| !item.title.trim().is_empty() || !item.description.trim().is_empty());
        found.list.items.truncate(ITEMS_MAX);
        any.then_some(found)
    }

    /// Whether nothing stands there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a list is begun.
    #[must_use]
    pub fn has_list(&self) -> bool {
        !self.list.button.trim().is_empty() || !self.list.items.is_empty()
    }

    /// What is left when a place was sent.
    #[must_use]
    pub fn without_place(self) -> Self {
        let nothing = String::new;
        Self { quote: None, place: nothing(), place_label: nothing(), place_address: nothing(), ..self }
    }

    /// What is left when a contact was sent.
    #[must_use]
    pub fn without_card(self) -> Self {
        Self { quote: None, card_name: String::new(), card_number: String::new(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Option<Beside> {
        Beside::of(&pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn a_form_is_read_and_bounded() {
        assert_eq!(of(&[("text", "hello"), ("csrf", "x")]), None);
        let many: Vec<(&str, &str)> = (0..40).flat_map(|_| [("item", "a"), ("item_text", "b")]).collect();
        assert_eq!(of(&many).unwrap().list.items.len(), ITEMS_MAX);
        let found = of(&[
            ("quote", "7"),
            ("button", " "),
            ("button", "Yes"),
            ("item", ""),
            ("item_text", ""),
            ("item", "Pickup"),
            ("item_text", "Today"),
            ("place", &"x".repeat(5_000)),
        ])
        .unwrap();
        assert_eq!((found.quote, found.buttons.len(), found.place.len()), (Some(MessageId(7)), 1, FIELD_CHARS_MAX));
        assert_eq!(found.list.items, [Item { title: "Pickup".to_owned(), description: "Today".to_owned() }]);
        assert!(of(&[("quote", ""), ("place", "")]).unwrap().is_empty());
        let kept = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<Beside>(&kept).unwrap(), found);
        assert!(found.without_place().place.is_empty());
    }
}
