//! A template as it is written here, before the provider and WhatsApp know of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::message::words;
use crate::domain::template::{Shown, shown, variables};

words! {
    /// What can be written here.
    WrittenKind {
        /// Text alone.
        Text = "text",
        /// A picture, video or document with text.
        Media = "media",
        /// Text with buttons that answer.
        QuickReply = "quick-reply",
        /// Text with buttons that open a link or call.
        CallToAction = "call-to-action",
        /// Text, footer, file and buttons of any sort.
        Card = "card",
        /// Text with a list to choose from; for inside the window only.
        ListPicker = "list-picker",
    }
}

words! {
    /// What a button does.
    ButtonKind {
        /// It answers with its title.
        Reply = "reply",
        /// It opens an address.
        Link = "link",
        /// It calls.
        Phone = "phone",
    }
}

impl WrittenKind {
    /// Whether WhatsApp looks at templates of this kind at all.
    #[must_use]
    pub const fn needs_approval(self) -> bool {
        !matches!(self, Self::ListPicker)
    }

    /// Whether it carries a file.
    #[must_use]
    pub const fn has_media(self) -> bool {
        matches!(self, Self::Media | Self::Card)
    }

    /// Whether it carries buttons.
    #[must_use]
    pub const fn has_buttons(self) -> bool {
        matches!(self, Self::QuickReply | Self::CallToAction | Self::Card)
    }
}

impl<'de> Deserialize<'de> for WrittenKind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        Self::from_word(&word).ok_or_else(|| serde::de::Error::custom(format!("no kind {word:?}")))
    }
}

impl<'de> Deserialize<'de> for ButtonKind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        Self::from_word(&word).ok_or_else(|| serde::de::Error::custom(format!("no button {word:?}")))
    }
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenButton {
    /// What it does.
    pub kind: ButtonKind,
    /// What is written on it.
    pub title: String,
    /// Where it leads, or whom it calls; nothing for an answer.
    #[serde(default)]
    pub value: String,
}

/// A row of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenItem {
    /// What is chosen.
    pub title: String,
    /// A second line.
    #[serde(default)]
    pub text: String,
}

/// A template as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    /// Its name.
    pub name: String,
    /// Its language, such as `el` or `en_US`.
    pub language: String,
    /// `utility` or `marketing`.
    pub category: String,
    /// What it consists of.
    pub kind: WrittenKind,
    /// Its text.
    pub body: String,
    /// The address of its file.
    pub media: String,
    /// The small line below a card's text.
    pub footer: String,
    /// Its buttons.
    pub buttons: Vec<WrittenButton>,
    /// What is written on the button that opens the list.
    pub list_button: String,
    /// The rows of its list.
    pub items: Vec<WrittenItem>,
    /// Sample values by variable; WhatsApp judges by them.
    pub samples: BTreeMap<String, String>,
    /// What fills a variable in: a text with placeholders of ours.
    pub bindings: BTreeMap<String, String>,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            name: String::new(),
            language: String::new(),
            category: String::new(),
            kind: WrittenKind::Text,
            body: String::new(),
            media: String::new(),
            footer: String::new(),
            buttons: Vec::new(),
            list_button: String::new(),
            items: Vec::new(),
            samples: BTreeMap::new(),
            bindings: BTreeMap::new(),
        }
    }
}

/// What the contact will see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The address of the file; empty: none.
    pub media: Vec<Shown>,
    /// The text.
    pub body: Vec<Shown>,
    /// The small line below.
    pub footer: Vec<Shown>,
    /// The buttons.
    pub buttons: Vec<String>,
}

impl Written {
    /// Without blanks at the ends, without what its kind does not have, and without samples and bindings
    /// of variables that are gone.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        for text in [&mut self.name, &mut self.language, &mut self.media, &mut self.footer, &mut self.list_button] {
            *text = text.trim().to_owned();
        }
        self.body = self.body.replace("\r\n", "\n").trim().to_owned();
        self.category = self.category.trim().to_ascii_lowercase();
        if !self.kind.has_media() {
            self.media.clear();
        }
        if self.kind != WrittenKind::Card {
            self.footer.clear();
        }
        if !self.kind.has_buttons() {
            self.buttons.clear();
        }
        if self.kind != WrittenKind::ListPicker {
            self.list_button.clear();
            self.items.clear();
        }
        for button in &mut self.buttons {
            button.title = button.title.trim().to_owned();
            button.value = button.value.trim().to_owned();
        }
        for item in &mut self.items {
            item.title = item.title.trim().to_owned();
            item.text = item.text.trim().to_owned();
        }
        self.buttons.retain(|button| !(button.title.is_empty() && button.value.is_empty()));
        self.items.retain(|item| !(item.title.is_empty() && item.text.is_empty()));
        let names = self.variables();
        for values in [&mut self.samples, &mut self.bindings] {
            values.retain(|name, value| names.contains(name) && !value.trim().is_empty());
            values.values_mut().for_each(|value| *value = value.trim().to_owned());
        }
        self
    }

    /// Its variables: of the text, the file's address, the links.
    #[must_use]
    pub fn variables(&self) -> Vec<String> {
        let of_kind = |has: bool, text| if has { text } else { "" };
        let media = of_kind(self.kind.has_media(), self.media.as_str());
        let footer = of_kind(self.kind == WrittenKind::Card, self.footer.as_str());
        let buttons = self.buttons.iter().filter(|_| self.kind.has_buttons());
        let links = buttons.filter(|button| button.kind == ButtonKind::Link).map(|button| button.value.as_str());
        variables([self.body.as_str(), media, footer].into_iter().chain(links))
    }

    /// What the contact will see with these values.
    #[must_use]
    pub fn preview(&self, values: &BTreeMap<String, String>) -> Preview {
        let buttons = self.buttons.iter().map(|button| button.title.clone());
        let list = (self.kind == WrittenKind::ListPicker).then(|| self.list_button.clone());
        Preview {
            media: shown(&self.media, values),
            body: shown(&self.body, values),
            footer: shown(&self.footer, values),
            buttons: buttons.chain(list).filter(|title| !title.is_empty()).collect(),
        }
    }
}
