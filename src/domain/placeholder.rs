//! Placeholders of our own texts: one syntax everywhere, `{{contact.first_name|there}}`.
//!
//! An unknown one is refused when a text is saved, so that none is ever sent. A value that is missing
//! takes the default after the bar; without one it is left out together with a blank before it.

use std::collections::BTreeMap;

/// The names we know; `var.…` stands for any variable of the conversation.
pub const KNOWN: [&str; 5] = ["contact.first_name", "contact.name", "agent.name", "queue.name", "number.name"];

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

/// Reads a text.
///
/// # Errors
/// [`PlaceholderError`] with the first placeholder that is wrong.
pub fn parse(text: &str) -> Result<Vec<Piece>, PlaceholderError> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        if !before.is_empty() {
            found.push(Piece::Text(before.to_owned()));
        }
        let (inside, tail) = after.split_once("}}").ok_or(PlaceholderError::Unclosed)?;
        let (name, default) = match inside.split_once('|') {
            Some((name, default)) => (name.trim(), Some(default.trim().to_owned())),
            None => (inside.trim(), None),
        };
        if !is_known(name) {
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

fn is_known(name: &str) -> bool {
    KNOWN.contains(&name)
        || name
            .strip_prefix("var.")
            .is_some_and(|v| (1..=32).contains(&v.len()) && v.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
}

/// The text with its values. Values are inserted as they are and never read for placeholders again.
#[must_use]
pub fn render(pieces: &[Piece], values: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Placeholder { name, default } => {
                let value = values.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
                match value.or(default.as_deref()) {
                    Some(value) => out.push_str(value),
                    None if out.ends_with(' ') => drop(out.pop()),
                    None => {}
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renders_values_defaults_and_gaps() {
        let values = BTreeMap::from([
            ("contact.first_name".to_owned(), "Άννα".to_owned()),
            ("var.order_id".to_owned(), "{{agent.name}}".to_owned()),
            ("agent.name".to_owned(), "  ".to_owned()),
        ]);
        for (text, want) in [
            ("Καλησπέρα {{contact.first_name}}!", "Καλησπέρα Άννα!"),
            ("Hello {{queue.name|there}}!", "Hello there!"),
            ("Hello {{queue.name}}!", "Hello!"),
            ("{{agent.name|we}} write about {{ var.order_id }}", "we write about {{agent.name}}"),
            ("nothing", "nothing"),
            ("", ""),
        ] {
            assert_eq!(render(&parse(text).unwrap(), &values), want, "{text}");
        }
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for (text, want) in [
            ("{{contact.birthday}}", PlaceholderError::Unknown("contact.birthday".to_owned())),
            ("{{var.}}", PlaceholderError::Unknown("var.".to_owned())),
            ("{{1}}", PlaceholderError::Unknown("1".to_owned())),
            ("Hello {{contact.name", PlaceholderError::Unclosed),
        ] {
            assert_eq!(parse(text), Err(want), "{text}");
        }
    }
}
