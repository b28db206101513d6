//! What a program says, read into the one way by which it leaves: exactly one of a text, a template, a file, a place
//! and a contact, and what may stand beside it.
//!
//! JSON cannot say "one of these", so two at once are refused here with the field that is too much, before any flow runs.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::ids::{MessageId, TemplateId, UploadId};
use crate::domain::list::{Item, List};
use crate::domain::place::Place;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::flows::messages::send;
use crate::flows::messages::send_card::Whom;
use crate::flows::messages::send_files::Files;
#[cfg(test)]
use crate::web::api::openapi::ToSchema;

/// What to say: exactly one of a text, a template with its values, a file, a place and a contact.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewMessage {
    /// Free text, inside the window only; at most 1,600 UTF-16 units.
    text: Option<String>,
    /// A template.
    template_id: Option<String>,
    /// Its values by the names of its variables.
    #[cfg_attr(test, schema(example = json!({"1": "Tuesday, 14:00"})))]
    variables: Option<BTreeMap<String, String>>,
    /// Answers below the text that the contact can press, at most three of 20 UTF-16 units.
    #[cfg_attr(test, schema(example = json!(["Pickup", "Delivery"])))]
    buttons: Option<Vec<String>>,
    /// A file that was brought before, inside the window only. The text goes with it if it is a picture, else as a message
    /// of its own before it.
    file_id: Option<String>,
    /// A list below the text, inside the window only; instead of buttons.
    list: Option<NewList>,
    /// A place, inside the window only.
    location: Option<NewLocation>,
    /// A contact, inside the window only; it leaves as a file.
    contact: Option<NewCard>,
    /// A message of the same thread that it quotes. WhatsApp is not told: the contact sees only the message.
    quoted_message_id: Option<String>,
}

/// A place on the map.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object with latitude and longitude")]
pub struct NewLocation {
    /// Degrees north.
    #[cfg_attr(test, schema(minimum = -90, maximum = 90, example = 37.9715))]
    latitude: f64,
    /// Degrees east.
    #[cfg_attr(test, schema(minimum = -180, maximum = 180, example = 23.7257))]
    longitude: f64,
    /// What it is called.
    #[cfg_attr(test, schema(max_length = 100))]
    #[serde(default)]
    label: String,
    /// Street and town.
    #[cfg_attr(test, schema(max_length = 200))]
    #[serde(default)]
    address: String,
}

/// Whose card to send: a contact with all its telephone numbers, or a name and a number.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewCard {
    /// A contact.
    contact_id: Option<String>,
    /// A name.
    #[cfg_attr(test, schema(max_length = 100))]
    name: Option<String>,
    /// A telephone number with its country.
    #[cfg_attr(test, schema(example = "+30 690 000 0147"))]
    number: Option<String>,
}

/// A list to choose from.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewList {
    /// What stands on the button that opens it.
    #[cfg_attr(test, schema(max_length = 20))]
    button: String,
    /// Its lines.
    #[cfg_attr(test, schema(min_items = 1, max_items = 10))]
    items: Vec<NewItem>,
}

/// A line of a list.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct NewItem {
    /// What is chosen.
    #[cfg_attr(test, schema(max_length = 24))]
    title: String,
    /// What stands below it.
    #[cfg_attr(test, schema(max_length = 72))]
    #[serde(default)]
    description: String,
}

impl NewList {
    fn list(self) -> List {
        let item = |item: NewItem| Item { title: item.title, description: item.description };
        List { button: self.button, items: self.items.into_iter().map(item).collect() }
    }
}

impl NewCard {
    fn whom(&self) -> Result<Whom, Refusal> {
        match &self.contact_id {
            Some(_) if self.name.is_some() || self.number.is_some() => {
                Err(FieldProblem::new("contact.contact_id", "contact-or-number").into())
            }
            Some(id) => match id.parse() {
                Ok(id) => Ok(Whom::Contact(id)),
                Err(_) => Err(FieldProblem::new("contact.contact_id", "unknown").into()),
            },
            None => Ok(Whom::Typed {
                name: self.name.clone().unwrap_or_default(),
                number: self.number.clone().unwrap_or_default(),
            }),
        }
    }
}

/// What is sent, by the way it takes.
pub(super) enum Sending {
    Files(Files),
    Card(Whom),
    Message(send::Wanted),
}

impl NewMessage {
    /// The file that is to be sent, with its text.
    fn files(&self) -> Result<Option<Files>, Refusal> {
        let Some(id) = &self.file_id else { return Ok(None) };
        if self.template_id.is_some() || self.variables.is_some() {
            return Err(FieldProblem::new("file_id", "text-or-template").into());
        }
        for (there, field) in [(self.buttons.is_some(), "buttons"), (self.list.is_some(), "list")] {
            if there {
                return Err(FieldProblem::new(field, "buttons-with-files").into());
            }
        }
        let upload: UploadId = id.parse().map_err(|_| Refusal::FileUnknown)?;
        Ok(Some(Files { uploads: vec![upload], text: self.text.clone().unwrap_or_default(), ..Files::default() }))
    }

    /// The message that it quotes.
    pub(super) fn quotes(&self) -> Result<Option<MessageId>, Refusal> {
        let id = self.quoted_message_id.as_ref().map(|id| id.parse());
        id.transpose().map_err(|_| FieldProblem::new("quoted_message_id", "quote-unknown").into())
    }

    pub(super) fn sending(mut self) -> Result<Sending, Refusal> {
        let quotes = self.quotes()?;
        let others = [self.text.is_some(), self.template_id.is_some(), self.file_id.is_some(), self.buttons.is_some()];
        let beside = others.into_iter().any(|there| there) || self.list.is_some() || self.variables.is_some();
        match (self.location.take(), self.contact.take()) {
            (Some(_), Some(_)) => Err(FieldProblem::new("contact", "one-of").into()),
            (Some(_), None) if beside => Err(FieldProblem::new("location", "one-of").into()),
            (None, Some(_)) if beside => Err(FieldProblem::new("contact", "one-of").into()),
            (Some(NewLocation { latitude, longitude, label, address }), None) => {
                Ok(Sending::Message(send::Wanted::Place(Place { latitude, longitude, label, address })))
            }
            (None, Some(card)) => card.whom().map(Sending::Card),
            (None, None) => match self.files()? {
                Some(files) => Ok(Sending::Files(Files { with: quotes.into(), ..files })),
                None => self.wanted().map(Sending::Message),
            },
        }
    }

    fn wanted(self) -> Result<send::Wanted, Refusal> {
        match (self.text, self.template_id) {
            (None, Some(_)) if self.buttons.is_some() => Err(FieldProblem::new("buttons", "text-or-template").into()),
            (None, Some(_)) if self.list.is_some() => Err(FieldProblem::new("list", "text-or-template").into()),
            _ if self.buttons.is_some() && self.list.is_some() => {
                Err(FieldProblem::new("list", "buttons-or-list").into())
            }
            (Some(_), Some(_)) => Err(FieldProblem::new("text", "text-or-template").into()),
            (Some(_), None) if self.variables.is_some() => {
                Err(FieldProblem::new("variables", "text-or-template").into())
            }
            (Some(text), None) => Ok(match (self.buttons, self.list) {
                (Some(buttons), _) => send::Wanted::Buttons { text, buttons },
                (None, Some(list)) => send::Wanted::List { text, list: list.list() },
                (None, None) => send::Wanted::Text(text),
            }),
            (None, Some(id)) => {
                let template: TemplateId = id.parse().map_err(|_| Refusal::TemplateUnknown)?;
                Ok(send::Wanted::Template { template, values: self.variables.unwrap_or_default() })
            }
            (None, None) => Err(Refusal::TextEmpty),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NewMessage;
    use crate::domain::ids::TemplateId;
    use crate::domain::refusal::Refusal;
    use crate::flows::messages::send::Wanted;

    #[test]
    fn a_message_is_a_text_or_a_template() {
        let wanted = |json: &str| serde_json::from_str::<NewMessage>(json).unwrap().wanted();
        assert_eq!(wanted(r#"{"text":"hello"}"#), Ok(Wanted::Text("hello".to_owned())));
        let values = [("1".to_owned(), "x".to_owned())].into();
        assert_eq!(
            wanted(r#"{"template_id":"7","variables":{"1":"x"}}"#),
            Ok(Wanted::Template { template: TemplateId(7), values })
        );
        assert_eq!(wanted("{}"), Err(Refusal::TextEmpty));
        assert_eq!(wanted(r#"{"template_id":"seven"}"#), Err(Refusal::TemplateUnknown));
        let fields: Vec<Option<String>> = [r#"{"text":"a","template_id":"7"}"#, r#"{"text":"a","variables":{}}"#]
            .map(|json| wanted(json).unwrap_err().field())
            .into();
        assert_eq!(fields, [Some("text".to_owned()), Some("variables".to_owned())]);
    }
}
