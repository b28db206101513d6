//! The languages that Angelia itself speaks, and the tags of all others.

use crate::domain::refusal::FieldProblem;

/// The longest language tag, in bytes.
const TAG_BYTES_MAX: usize = 35;

/// A language tag (BCP 47) as somebody typed it; empty: none.
///
/// # Errors
/// The problem of the field `language`.
pub fn tag(text: &str) -> Result<Option<String>, FieldProblem> {
    let tag = text.trim();
    if tag.is_empty() {
        return Ok(None);
    }
    let mut parts = tag.split(['-', '_']);
    let primary =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let others = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if primary && others && tag.len() <= TAG_BYTES_MAX {
        Ok(Some(tag.to_owned()))
    } else {
        Err(FieldProblem::new("language", "language"))
    }
}

/// The language of a tag without its region: `el` of `el-GR`.
#[must_use]
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// A language of pages, errors and our own texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Greek.
    El,
}

impl Language {
    /// All of them, in the order menus show them.
    pub const ALL: [Self; 2] = [Self::En, Self::El];

    /// The BCP 47 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::El => "el",
        }
    }

    /// Reads a code, with or without a region: `el`, `el-GR`, `EN_us`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let primary = text.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == primary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_tag() {
        for fine in ["el", "en-GB", "pt_BR", "zh-Hant-TW", "fil"] {
            assert_eq!(tag(fine), Ok(Some(fine.to_owned())));
        }
        assert_eq!(tag(" "), Ok(None));
        for wrong in ["e", "Greek", "el-", "el--GR", "12", "el GR", "en-toolongpart"] {
            assert!(tag(wrong).is_err(), "{wrong}");
        }
        assert_eq!(primary("EL-gr"), "el");
    }
}
