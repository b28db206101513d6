//! The words by which a contact asks for a person.

use std::collections::BTreeSet;

use crate::domain::language::Language;
use crate::domain::refusal::FieldProblem;
use crate::domain::text::folded;

/// The field that they stand in.
pub const FIELD: &str = "words";
/// The words of a new bot.
pub const DEFAULT: &str =
    "agent, person, human, operator, somebody, εκπρόσωπος, άνθρωπος, υπάλληλος, άνθρωπο, εκπρόσωπο";
/// The most words.
const WORDS_MAX: usize = 50;
/// The longest, in characters.
const WORD_CHARS_MAX: usize = 40;
/// In a message of more words than this, one of them alone asks for nobody.
const SHORT: usize = 6;

/// Words that lead to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<String>);

/// A message as it is compared: folded, signs off its ends.
#[must_use]
pub fn bare(text: &str) -> String {
    folded(text.trim_matches(|c: char| !c.is_alphanumeric()))
}

impl Words {
    /// Reads a list with commas or line breaks between.
    ///
    /// # Errors
    /// None at all, too many, too long: a bot without such a word could keep a contact.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let mut seen = BTreeSet::new();
        let words = text.split([',', '\n', ';']).map(str::trim).filter(|word| !bare(word).is_empty());
        let words: Vec<String> = words.filter(|word| seen.insert(bare(word))).map(str::to_owned).collect();
        let limit = |max: usize| i64::try_from(max).unwrap_or(i64::MAX);
        if words.is_empty() {
            Err(FieldProblem::new(FIELD, "missing"))
        } else if words.len() > WORDS_MAX {
            Err(FieldProblem::with_limit(FIELD, "too-many", limit(WORDS_MAX)))
        } else if words.iter().any(|word| word.chars().count() > WORD_CHARS_MAX) {
            Err(FieldProblem::with_limit(FIELD, "too-long", limit(WORD_CHARS_MAX)))
        } else {
            Ok(Self(words))
        }
    }

    /// As it is typed and kept.
    #[must_use]
    pub fn list(&self) -> String {
        self.0.join(", ")
    }

    /// The first that is written in the letters of a language, else the first.
    #[must_use]
    pub fn hint(&self, language: Language) -> String {
        let greek = |word: &&String| word.chars().any(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'));
        let fits = |word: &&String| greek(word) == (language == Language::El);
        self.0.iter().find(fits).or(self.0.first()).map(|word| word.to_uppercase()).unwrap_or_default()
    }

    /// Whether a whole message is one of them.
    #[must_use]
    pub fn is_one(&self, text: &str) -> bool {
        let said = bare(text);
        self.0.iter().any(|word| bare(word) == said)
    }

    /// Whether one of them stands in a short message.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        let said = folded(text);
        let parts: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        parts.len() <= SHORT && self.0.iter().any(|word| contains(&parts, &bare(word)))
    }
}

impl Default for Words {
    fn default() -> Self {
        Self(DEFAULT.split(", ").map(str::to_owned).collect())
    }
}

/// Whether the words of `wanted` stand one after the other in `parts`.
#[must_use]
pub fn contains(parts: &[&str], wanted: &str) -> bool {
    let wanted: Vec<&str> = wanted.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    !wanted.is_empty() && parts.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_asked_for_in_both_languages() {
        let words = Words::default();
        for said in ["Agent", "HUMAN!", "ΆΝΘΡΩΠΟΣ", "ανθρωποσ", " εκπρόσωπος. "] {
            assert!(words.is_one(said), "{said}");
        }
        for said in ["I want a human", "θέλω άνθρωπο", "talk to an agent please"] {
            assert!(!words.is_one(said) && words.stands_in(said), "{said}");
        }
        for said in ["", "agents", "the agent who came to us yesterday was very friendly to all", "humane"] {
            assert!(!words.is_one(said) && !words.stands_in(said), "{said}");
        }
    }

    #[test]
    fn a_bot_has_such_a_word() {
        for (text, problem) in [("", "missing"), (" , !", "missing"), (&*"x".repeat(41), "too-long")] {
            assert_eq!(Words::parse(text).unwrap_err().problem, problem);
        }
        let words = Words::parse("agent, Agent\n real person ,").unwrap();
        assert_eq!(words.list(), "agent, real person");
        assert_eq!(Words::parse(&words.list()), Ok(words.clone()));
        assert_eq!(Words::parse(DEFAULT), Ok(Words::default()));
        assert_eq!(Words::default().hint(Language::En), "AGENT");
        assert_eq!(Words::default().hint(Language::El), "ΕΚΠΡΌΣΩΠΟΣ");
        assert_eq!(words.hint(Language::El), "AGENT");
    }
}
