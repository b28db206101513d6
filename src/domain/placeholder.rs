//! Placeholders of our own texts: one syntax everywhere, `{{contact.first_name|there}}`.
//!
//! An unknown one is refused when a text is saved, with the known one that is nearest, so that none is ever
//! sent. A value that is missing takes the default after the bar; without one it is left out together with a
//! blank before it. Values go in as they are and are never read for placeholders again.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::refusal::FieldProblem;

mod nearest;

pub use nearest::nearest;

/// The names we know; `var.…` stands for any variable of the conversation.
pub const KNOWN: [&str; 6] =
    ["contact.first_name", "contact.name", "agent.name", SIGNATURE, "queue.name", "number.name"];
/// What whoever writes ends with; it may itself name what stands in [`KNOWN`].
pub const SIGNATURE: &str = "agent.signature";
/// What the name of a variable of the conversation begins with.
pub const VARIABLE: &str = "var.";
/// The longest name of such a variable, in bytes.
const VARIABLE_BYTES_MAX: usize = 32;

/// Values by placeholder.
pub type Values = BTreeMap<String, String>;

/// One piece of a text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A placeholder and its default.
    Placeholder {
        /// The name, such as `contact.first_name`.
        name: String,
        /// What stands in when there is no value.
        default: Option<String>,
    },
}

/// Why a text cannot be saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceholderError {
    /// Not a name we know.
    #[error("unknown placeholder {0}")]
    Unknown(String),
    /// Opened and never closed.
    #[error("a placeholder is not closed")]
    Unclosed,
}

impl PlaceholderError {
    /// As the problem of the field that holds the text.
    #[must_use]
    pub fn problem(self, field: &'static str) -> FieldProblem {
        match self {
            Self::Unclosed => FieldProblem::new(field, "placeholder-unclosed"),
            Self::Unknown(name) => match nearest(&name) {
                Some(near) => FieldProblem::new(field, "placeholder-near").with("name", name).with("near", near),
                None => FieldProblem::new(field, "placeholder-unknown").with("name", name),
            },
        }
    }
}

/// What we know about those who take part in a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The contact's name, if it is one and not an address.
    pub contact: Option<&'a str>,
    /// Who writes.
    pub agent: &'a str,
    /// How they sign: a text with placeholders of its own, or nothing.
    pub signature: &'a str,
    /// The queue, if the conversation is in one.
    pub queue: Option<&'a str>,
    /// Our number.
    pub number: &'a str,
    /// Variables of the conversation.
    pub variables: BTreeMap<String, String>,
}

impl Facts<'_> {
    /// The values of all placeholders for which there is one.
    #[must_use]
    pub fn values(&self) -> Values {
        let contact = self.contact.map_or("", str::trim);
        let first = contact.split_whitespace().next().unwrap_or_default();
        let known = [
            ("contact.first_name", first),
            ("contact.name", contact),
            ("agent.name", self.agent.trim()),
            ("queue.name", self.queue.map_or("", str::trim)),
            ("number.name", self.number.trim()),
        ];
        let known = known.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let variables = self.variables.iter().map(|(name, value)| (format!("{VARIABLE}{name}"), value.clone()));
        let mut values: Values = known.chain(variables).filter(|(_, value)| !value.is_empty()).collect();
        let signature = parse(self.signature).map_or_else(|_| String::new(), |pieces| render(&pieces, &values));
        if !signature.trim().is_empty() {
            values.insert(SIGNATURE.to_owned(), signature.trim().to_owned());
        }
        values
    }
}

/// Reads a text.
///
/// # Errors
/// [`PlaceholderError`] with the first placeholder that is wrong.
pub fn parse(text: &str) -> Result<Vec<Piece>, PlaceholderError> {
    parse_with(text, &[])
}

/// Reads a text that may name `more` than every text may.
///
/// # Errors
/// As [`parse`].
pub fn parse_with(text: &str, more: &[&str]) -> Result<Vec<Piece>, PlaceholderError> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        if !before.is_empty() {
            found.push(Piece::Text(before.to_owned()));
        }
        let (inside, tail) = after.split_once("}}").ok_or(PlaceholderError::Unclosed)?;
        if inside.contains("{{") {
            return Err(PlaceholderError::Unclosed);
        }
        let (name, default) = match inside.split_once('|') {
            Some((name, default)) => (name.trim(), Some(default.trim().to_owned())),
            None => (inside.trim(), None),
        };
        if !is_known(name) && !more.contains(&name) {
            return Err(PlaceholderError::Unknown(name.to_owned()));
        }
        found.push(Piece::Placeholder { name: name.to_owned(), default });
        rest = tail;
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest.to_owned()));
    }
    Ok(found)
}

/// Whether a placeholder may be called so.
#[must_use]
pub fn is_known(name: &str) -> bool {
    KNOWN.contains(&name) || name.strip_prefix(VARIABLE).is_some_and(is_variable_name)
}

/// Whether a variable of a conversation may be called so: letters, digits and underscores, at most 32.
#[must_use]
pub fn is_variable_name(name: &str) -> bool {
    (1..=VARIABLE_BYTES_MAX).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The pieces as the text that they were read from, without blanks around names.
#[must_use]
pub fn write(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Placeholder { name, default: None } => format!("{{{{{name}}}}}"),
            // A brace at the end of a default would be taken for the end of the placeholder.
            Piece::Placeholder { name, default: Some(default) } if default.ends_with('}') => {
                format!("{{{{{name}|{default} }}}}")
            }
            Piece::Placeholder { name, default: Some(default) } => format!("{{{{{name}|{default}}}}}"),
        })
        .collect()
}

/// The placeholders of a text, each once.
#[must_use]
pub fn names(pieces: &[Piece]) -> BTreeSet<&str> {
    pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Placeholder { name, .. } => Some(name.as_str()),
            Piece::Text(_) => None,
        })
        .collect()
}

/// A piece of a text with its values, for showing which is which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What is read.
    pub text: String,
    /// The placeholder that it stands for.
    pub placeholder: Option<String>,
}

/// The text with its values, piece by piece; what is left out is no piece.
#[must_use]
pub fn shown(pieces: &[Piece], values: &Values) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push(Shown { text: text.clone(), placeholder: None }),
            Piece::Placeholder { name, default } => {
                let value = values.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
                match value.or(default.as_deref()) {
                    Some(value) => out.push(Shown { text: value.to_owned(), placeholder: Some(name.clone()) }),
                    None => leave_out(&mut out),
                }
            }
        }
    }
    out.retain(|piece| !piece.text.is_empty());
    out
}

/// A gap takes the blank before it along.
fn leave_out(out: &mut [Shown]) {
    if let Some(last) = out.last_mut().filter(|last| last.text.ends_with(' ')) {
        last.text.pop();
    }
}

/// The text with its values.
#[must_use]
pub fn render(pieces: &[Piece], values: &Values) -> String {
    shown(pieces, values).into_iter().map(|piece| piece.text).collect()
}

#[cfg(test)]
mod tests;
