//! What WhatsApp refuses, found before it is asked: each rule with the place it speaks of, so that the
//! sentence stands beside the field. Pure: the names that are taken are handed in.

mod parts;
mod text;

use crate::domain::placeholder::{self, PlaceholderError};
use crate::domain::template::written::{Written, WrittenKind};
use crate::domain::template::{FILLED_CHARS_MAX, fill, value_problem};

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 512;
/// The longest text, in characters.
pub const BODY_CHARS_MAX: usize = 1_024;
/// Variables at most.
pub const VARIABLES_MAX: usize = 100;
/// Emoji in a text at most.
pub const EMOJI_MAX: usize = 10;
/// Line breaks in a row at most.
pub const BREAKS_MAX: usize = 2;
/// The longest title of a button, in characters.
pub const BUTTON_CHARS_MAX: usize = 20;
/// Buttons at most.
pub const BUTTONS_MAX: usize = 10;
/// Buttons with a link at most.
pub const LINKS_MAX: usize = 2;
/// Buttons that call at most.
pub const PHONES_MAX: usize = 1;
/// The longest link, in characters.
pub const LINK_CHARS_MAX: usize = 2_000;
/// The longest line below a card, in characters.
pub const FOOTER_CHARS_MAX: usize = 60;
/// Rows of a list at most.
pub const ITEMS_MAX: usize = 10;
/// The longest row, in characters.
pub const ITEM_CHARS_MAX: usize = 24;
/// The longest second line of a row, in characters.
pub const ITEM_TEXT_CHARS_MAX: usize = 72;

/// What a rule speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The name.
    Name,
    /// The language.
    Language,
    /// The category.
    Category,
    /// The text.
    Body,
    /// The address of the file.
    Media,
    /// The line below a card.
    Footer,
    /// All buttons together.
    Buttons,
    /// The title of a button, counted from 1.
    ButtonTitle(usize),
    /// The link or number of a button.
    ButtonValue(usize),
    /// The button that opens the list.
    ListButton,
    /// All rows of the list together.
    Items,
    /// A row.
    ItemTitle(usize),
    /// The second line of a row.
    ItemText(usize),
    /// The sample of a variable.
    Sample(String),
    /// What fills a variable in.
    Binding(String),
}

impl Place {
    /// The field's name in forms and JSON.
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::Name => "name".to_owned(),
            Self::Language => "language".to_owned(),
            Self::Category => "category".to_owned(),
            Self::Body => "body".to_owned(),
            Self::Media => "media".to_owned(),
            Self::Footer => "footer".to_owned(),
            Self::Buttons => "buttons".to_owned(),
            Self::ButtonTitle(n) => format!("button-{n}-title"),
            Self::ButtonValue(n) => format!("button-{n}-value"),
            Self::ListButton => "list-button".to_owned(),
            Self::Items => "items".to_owned(),
            Self::ItemTitle(n) => format!("item-{n}-title"),
            Self::ItemText(n) => format!("item-{n}-text"),
            Self::Sample(name) => format!("sample-{name}"),
            Self::Binding(name) => format!("bind-{name}"),
        }
    }
}

/// A rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where.
    pub place: Place,
    /// The tail of the sentence's key `template-rule-…`.
    pub rule: &'static str,
    /// The limit that was passed.
    pub limit: Option<usize>,
    /// What was found, such as the word or the variable.
    pub found: String,
}

impl Violation {
    fn new(place: Place, rule: &'static str) -> Self {
        Self { place, rule, limit: None, found: String::new() }
    }

    fn limit(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }

    fn found(mut self, found: impl Into<String>) -> Self {
        self.found = found.into();
        self
    }

    /// Whether it is advice: WhatsApp may take it all the same.
    #[must_use]
    pub fn is_advice(&self) -> bool {
        self.rule == "category-words"
    }
}

/// What is known about other templates of the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Others {
    /// One has the name in this language.
    pub taken: bool,
    /// One with this name and language was refused or deleted less than 30 days ago.
    pub blocked: bool,
}

/// Everything that WhatsApp would refuse, and what it may sort otherwise.
#[must_use]
pub fn check(written: &Written, others: Others) -> Vec<Violation> {
    let mut found = Vec::new();
    name(written, others, &mut found);
    text::language(written, &mut found);
    text::category(written, &mut found);
    text::body(&written.body, &mut found);
    parts::media(written, &mut found);
    parts::footer(written, &mut found);
    parts::buttons(written, &mut found);
    parts::list(written, &mut found);
    samples(written, &mut found);
    bindings(written, &mut found);
    found
}

/// The rules that a text breaks which WhatsApp has refused already.
#[must_use]
pub fn check_body(body: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    text::body(body, &mut found);
    found
}

fn name(written: &Written, others: Others, found: &mut Vec<Violation>) {
    let name = &written.name;
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() {
        found.push(Violation::new(Place::Name, "missing"));
    } else if let Some(wrong) = name.chars().find(|c| !fine(*c)) {
        let wrong = if wrong.is_whitespace() { "␣".to_owned() } else { wrong.to_string() };
        found.push(Violation::new(Place::Name, "name-letters").found(wrong));
    } else if name.chars().count() > NAME_CHARS_MAX {
        found.push(Violation::new(Place::Name, "too-long").limit(NAME_CHARS_MAX));
    } else if others.taken {
        found.push(Violation::new(Place::Name, "name-taken"));
    } else if others.blocked {
        found.push(Violation::new(Place::Name, "name-blocked"));
    }
}

fn samples(written: &Written, found: &mut Vec<Violation>) {
    let names = written.variables();
    for name in &names {
        let place = Place::Sample(name.clone());
        match value_problem(written.samples.get(name).map_or("", String::as_str)) {
            Some(crate::domain::refusal::VariableProblem::Empty) => {
                found.push(Violation::new(place, "sample-missing").found(name));
            }
            Some(_) => found.push(Violation::new(place, "sample-invalid").found(name)),
            None => {}
        }
    }
    let length = fill(&written.body, &written.samples).chars().count();
    if written.body.chars().count() <= BODY_CHARS_MAX && length > FILLED_CHARS_MAX {
        found.push(Violation::new(Place::Body, "filled-too-long").limit(FILLED_CHARS_MAX));
    }
}

fn bindings(written: &Written, found: &mut Vec<Violation>) {
    found.extend(check_bindings(&written.bindings));
}

/// What is wrong with texts that fill variables in.
pub fn check_bindings(bindings: &std::collections::BTreeMap<String, String>) -> Vec<Violation> {
    let wrong = |(name, text): (&String, &String)| {
        let place = Place::Binding(name.clone());
        match placeholder::parse(text) {
            Ok(_) => None,
            Err(PlaceholderError::Unknown(unknown)) => Some(Violation::new(place, "binding-unknown").found(unknown)),
            Err(_) => Some(Violation::new(place, "binding-unclosed")),
        }
    };
    bindings.iter().filter_map(wrong).collect()
}

/// Whether WhatsApp has to look at it.
#[must_use]
pub const fn is_judged(kind: WrittenKind) -> bool {
    kind.needs_approval()
}

#[cfg(test)]
mod tests;
