//! That a contact agreed to be written to: how, and when. WhatsApp wants it before the first message, and whoever is
//! asked later has to be able to say it.

use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::text;
use crate::domain::time::Timestamp;

/// The most words about it, in characters.
pub const WORDS_CHARS_MAX: usize = 200;

words! {
    /// How a contact agreed.
    How {
        /// In a form on a website.
        WebForm = "web_form",
        /// Face to face.
        InPerson = "in_person",
        /// On the phone.
        Phone = "phone",
        /// On paper.
        Paper = "paper",
        /// By writing to us.
        Message = "message",
        /// In another way, which is said in words.
        Other = "other",
    }
}

/// What somebody typed about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A word of [`How`]; empty: nothing new, the one on file counts.
    pub how: String,
    /// What else is known about it; needed for [`How::Other`].
    pub words: String,
    /// When the contact agreed.
    pub given_at: Option<Timestamp>,
}

/// An opt-in as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptIn {
    /// How the contact agreed.
    pub how: How,
    /// What else is known about it.
    pub words: String,
    /// When the contact agreed.
    pub given_at: Timestamp,
}

impl OptIn {
    /// As it was typed.
    #[must_use]
    pub fn typed(&self) -> Typed {
        Typed { how: self.how.word().to_owned(), words: self.words.clone(), given_at: Some(self.given_at) }
    }
}

/// What is to be kept; `None` if nothing was typed and one is on file.
///
/// # Errors
/// The problems of `opt_in.how`, `opt_in.words` and `opt_in.at`, all at once.
pub fn check(typed: &Typed, on_file: bool, now: Timestamp) -> Result<Option<OptIn>, Vec<FieldProblem>> {
    let how = typed.how.trim();
    if how.is_empty() {
        return if on_file { Ok(None) } else { Err(vec![FieldProblem::new("opt_in.how", "opt-in-missing")]) };
    }
    let mut problems = Vec::new();
    let known = How::from_word(how);
    if known.is_none() {
        problems.push(FieldProblem::new("opt_in.how", "unknown"));
    }
    let words = text::one_line(&typed.words, usize::MAX);
    if words.chars().count() > WORDS_CHARS_MAX {
        let limit = i64::try_from(WORDS_CHARS_MAX).unwrap_or(i64::MAX);
        problems.push(FieldProblem::with_limit("opt_in.words", "too-long", limit));
    } else if known == Some(How::Other) && words.is_empty() {
        problems.push(FieldProblem::new("opt_in.words", "opt-in-words"));
    }
    match typed.given_at {
        None => problems.push(FieldProblem::new("opt_in.at", "opt-in-when")),
        Some(at) if at > now => problems.push(FieldProblem::new("opt_in.at", "opt-in-future")),
        Some(_) => {}
    }
    match (known, typed.given_at) {
        (Some(how), Some(given_at)) if problems.is_empty() => Ok(Some(OptIn { how, words, given_at })),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn how_when_and_in_other_cases_in_words() {
        let typed = |how: &str, words: &str, at: Option<Timestamp>| Typed {
            how: how.to_owned(),
            words: words.to_owned(),
            given_at: at,
        };
        let later = Timestamp(NOW.0 + 1);
        for (typed, on_file, want) in [
            (typed("web_form", "", Some(NOW)), false, Ok(true)),
            (typed("other", "at the fair", Some(NOW)), false, Ok(true)),
            (typed("", "", None), true, Ok(false)),
            (typed("", "", None), false, Err(vec!["opt_in.how"])),
            (typed("telepathy", "", None), true, Err(vec!["opt_in.how", "opt_in.at"])),
            (typed("other", " \n", Some(NOW)), true, Err(vec!["opt_in.words"])),
            (typed("paper", &"x".repeat(201), Some(NOW)), false, Err(vec!["opt_in.words"])),
            (typed("phone", "", Some(later)), false, Err(vec!["opt_in.at"])),
        ] {
            let got = check(&typed, on_file, NOW).map(|kept| kept.is_some());
            let got = got.map_err(|problems| problems.iter().map(|problem| problem.field).collect::<Vec<_>>());
            assert_eq!(got, want, "{typed:?}");
        }
    }
}
