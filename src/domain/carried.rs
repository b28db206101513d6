//! What a message of ours carries besides words, files and templates: answers to press, a list, a place. Kept beside the
//! message in the same shape as what a contact sends, so that one way shows both.

use serde_json::{Value, json};

use crate::domain::list::List;
use crate::domain::message::Kind;
use crate::domain::place::Place;

/// What it carries.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Carried {
    /// Nothing.
    #[default]
    Nothing,
    /// Answers that the contact can press.
    Buttons(Vec<String>),
    /// A list to choose from.
    List(List),
    /// A place on the map.
    Place(Place),
}

impl Carried {
    /// As it is kept.
    #[must_use]
    pub fn kept(&self) -> Option<Value> {
        match self {
            Self::Nothing => None,
            Self::Buttons(buttons) if buttons.is_empty() => None,
            Self::Buttons(buttons) => Some(json!({ "buttons": buttons })),
            Self::List(list) => Some(json!({ "list": list })),
            Self::Place(place) => Some(json!(place)),
        }
    }

    /// As it was kept with a message of this kind; what cannot be read is nothing.
    #[must_use]
    pub fn of(kind: Kind, kept: &Value) -> Self {
        let read = |name: &str| kept.get(name).filter(|value| !value.is_null()).cloned();
        if kind == Kind::Location {
            return serde_json::from_value(kept.clone()).map_or(Self::Nothing, Self::Place);
        }
        if let Some(buttons) = read("buttons").and_then(|value| serde_json::from_value(value).ok()) {
            return Self::Buttons(buttons);
        }
        read("list").and_then(|value| serde_json::from_value(value).ok()).map_or(Self::Nothing, Self::List)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::list::Item;

    #[test]
    fn what_is_kept_is_read_again() {
        let place = Place { latitude: 37.9715, longitude: 23.7257, label: "Acropolis".to_owned(), ..Place::default() };
        let item = Item { title: "Pickup".to_owned(), description: String::new() };
        let list = List { button: "Choose".to_owned(), items: vec![item] };
        for (kind, carried) in [
            (Kind::Location, Carried::Place(place)),
            (Kind::Text, Carried::Buttons(vec!["Yes".to_owned()])),
            (Kind::Text, Carried::List(list)),
        ] {
            assert_eq!(Carried::of(kind, &carried.kept().unwrap()), carried);
        }
        assert_eq!(Carried::Nothing.kept(), None);
        assert_eq!(Carried::of(Kind::Text, &json!({ "buttons": 7, "list": "x" })), Carried::Nothing);
        assert_eq!(Carried::of(Kind::Location, &json!({ "latitude": "x" })), Carried::Nothing);
    }
}
