//! Contacts: what a team notes on them, and how one is looked for.

use crate::domain::refusal::FieldProblem;
use crate::domain::text;

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The most that is noted on one, in characters.
pub const NOTES_CHARS_MAX: usize = 4_000;
/// Fewer digits are looked for in names alone.
const DIGITS_MIN: usize = 3;

/// A name as it is kept.
///
/// # Errors
/// The problem of the field `name`.
pub fn checked_name(typed: &str) -> Result<String, FieldProblem> {
    if typed.trim().chars().count() > NAME_CHARS_MAX {
        let limit = i64::try_from(NAME_CHARS_MAX).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit("name", "too-long", limit));
    }
    Ok(text::one_line(typed, NAME_CHARS_MAX))
}

/// Notes as they are kept: lines as they were typed, without what would harm a page.
///
/// # Errors
/// The problem of the field `notes`.
pub fn checked_notes(typed: &str) -> Result<String, FieldProblem> {
    let typed = typed.replace("\r\n", "\n");
    let typed = typed.trim();
    if typed.chars().count() > NOTES_CHARS_MAX {
        let limit = i64::try_from(NOTES_CHARS_MAX).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit("notes", "too-long", limit));
    }
    Ok(text::clean(typed, NOTES_CHARS_MAX))
}

/// What somebody looks for: words of a name, or digits of a number in any spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    digits: Option<String>,
}

impl Query {
    /// What was typed.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let folded = text::folded(typed.trim());
        let is_number = folded.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        // However it is dialled: 0030 690… and 690… both end as the number does.
        let digits = digits.trim_start_matches('0').to_owned();
        Self {
            words: folded.split_whitespace().map(str::to_owned).collect(),
            digits: Some(digits).filter(|digits| is_number && digits.len() >= DIGITS_MIN),
        }
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether addresses say anything about it.
    #[must_use]
    pub const fn asks_addresses(&self) -> bool {
        self.digits.is_some()
    }

    /// Whether a contact with these names and addresses is meant.
    #[must_use]
    pub fn fits(&self, names: &[&str], addresses: &str) -> bool {
        if self.digits.as_ref().is_some_and(|digits| addresses.contains(digits.as_str())) {
            return true;
        }
        let names = text::folded(&names.join(" "));
        self.words.iter().all(|word| names.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_found_however_they_are_written() {
        let (names, addresses) = (["Γιώργος Παππάς", "giorgos ☀"], "whatsapp:+306900000147 whatsapp:GR.1A2B");
        for (typed, found) in [
            ("γιωργος", true),
            ("ΠΑΠΠΑΣ γιώρ", true),
            ("Giorgos", true),
            ("Νίκος", false),
            ("+30 690 000-0147", true),
            ("0030 690 000 0147", true),
            ("0147", true),
            ("6900000148", false),
            ("14", false),
            ("", true),
        ] {
            assert_eq!(Query::of(typed).fits(&names, addresses), found, "{typed}");
        }
        assert!(Query::of(" ").is_empty() && !Query::of("a 147").asks_addresses());
    }

    #[test]
    fn notes_keep_their_lines() {
        assert_eq!(checked_notes(" a\r\nb\u{202e} ").as_deref(), Ok("a\nb"));
        assert_eq!(checked_notes(&"x".repeat(4_001)).unwrap_err().limit, Some(4_000));
    }
}
