//! STOP and START, when a contact writes nothing but one of these words.

use crate::domain::inbound::OptOut;
use crate::domain::refusal::FieldProblem;
use crate::domain::text;

/// Words that opt out, in English and Greek, folded as [`fold`] does.
const STOP: &[&str] =
    &["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "opt-out", "στοπ", "διακοπη", "τελοσ"];
/// Words that opt in again.
const START: &[&str] = &["start", "unstop", "subscribe", "yes start", "optin", "opt-in", "εναρξη", "ξεκινα"];

/// No word has more characters, and nobody wraps one in more blanks and signs than this leaves room for.
const CHARS_MAX: usize = 40;

/// What a whole message means for consent, if it means anything.
#[must_use]
pub fn read(body: &str) -> Option<OptOut> {
    let word = folded(body)?;
    if STOP.contains(&word.as_str()) {
        Some(OptOut::Stop)
    } else if START.contains(&word.as_str()) {
        Some(OptOut::Start)
    } else {
        None
    }
}

/// A whole message as words are compared; `None` for what is none: most messages are longer, and each one is asked.
#[must_use]
pub fn folded(body: &str) -> Option<String> {
    if body.chars().nth(CHARS_MAX).is_some() {
        return None;
    }
    Some(fold(body)).filter(|word| !word.is_empty())
}

/// Our own words that mean this.
#[must_use]
pub const fn ours(said: OptOut) -> &'static [&'static str] {
    match said {
        OptOut::Stop => STOP,
        OptOut::Start => START,
        OptOut::Help => &[],
    }
}

/// A word that an admin adds, as it is kept and as it is compared.
///
/// # Errors
/// The problem of the field `word`.
pub fn check_word(typed: &str) -> Result<(String, String), FieldProblem> {
    let word = text::one_line(typed, usize::MAX);
    if word.chars().count() > CHARS_MAX {
        return Err(FieldProblem::with_limit("word", "too-long", i64::try_from(CHARS_MAX).unwrap_or(i64::MAX)));
    }
    let folded = folded(&word).ok_or(FieldProblem::new("word", "missing"))?;
    if read(&word).is_some() { Err(FieldProblem::new("word", "name-taken")) } else { Ok((word, folded)) }
}

/// As texts are compared, with punctuation at the ends off.
fn fold(body: &str) -> String {
    text::folded(body.trim_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_messages_count() {
        for (body, want) in [
            ("STOP", Some(OptOut::Stop)),
            (" Stop. ", Some(OptOut::Stop)),
            ("ΣΤΟΠ", Some(OptOut::Stop)),
            ("Διακοπή!", Some(OptOut::Stop)),
            ("τέλος", Some(OptOut::Stop)),
            ("ΤΕΛΟΣ", Some(OptOut::Stop)),
            ("start", Some(OptOut::Start)),
            ("Έναρξη", Some(OptOut::Start)),
            ("please stop by tomorrow", None),
            ("στοπ στη γωνία", None),
            ("", None),
            ("🛑", None),
        ] {
            assert_eq!(read(body), want, "{body}");
        }
    }

    #[test]
    fn words_of_an_admin_are_kept_as_typed_and_compared_folded() {
        assert_eq!(check_word(" Αρκετά! "), Ok(("Αρκετά!".to_owned(), "αρκετα".to_owned())));
        for (typed, problem) in [("", "missing"), ("!!", "missing"), ("στόπ", "name-taken")] {
            assert_eq!(check_word(typed).unwrap_err().problem, problem, "{typed}");
        }
        assert_eq!(check_word(&"x".repeat(41)).unwrap_err().problem, "too-long");
        assert_eq!(folded(&"x".repeat(41)), None);
    }
}
