//! STOP and START, when a contact writes nothing but one of these words.

use crate::domain::inbound::OptOut;
use crate::domain::text::folded;

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
    // Most messages are longer, and each one is asked.
    if body.chars().nth(CHARS_MAX).is_some() {
        return None;
    }
    let word = fold(body);
    if STOP.contains(&word.as_str()) {
        Some(OptOut::Stop)
    } else if START.contains(&word.as_str()) {
        Some(OptOut::Start)
    } else {
        None
    }
}

/// As texts are compared, with punctuation at the ends off.
fn fold(body: &str) -> String {
    folded(body.trim_matches(|c: char| !c.is_alphanumeric()))
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
}
