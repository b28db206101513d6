//! What a contact is told without anybody writing it: that a STOP or a START was heard, and why a conversation ended
//! that no queue could take.
//!
//! The texts stand in `locales/` like all others. They are read here from the files themselves, since a
//! flow sends them and flows know no pages.

use jiff::civil::DateTime;

use crate::domain::hours::{Day, TimeOfDay};
use crate::domain::inbound::OptOut;
use crate::domain::language::Language;
use crate::domain::message::words;
use crate::domain::overflow::Cause;

words! {
    /// What happened, so that a text is sent.
    Trigger {
        /// The contact opted out.
        OptedOut = "opted_out",
        /// The contact opted in again.
        OptedIn = "opted_in",
        /// Its queue is closed and ends what comes then.
        OutOfHours = "out_of_hours",
        /// Too many wait in its queue.
        TooMany = "too_many",
        /// It waited for too long.
        TooLong = "too_long",
    }
}

impl Trigger {
    /// What is confirmed when a contact says this; HELP is no matter of consent.
    #[must_use]
    pub const fn of(said: OptOut) -> Option<Self> {
        match said {
            OptOut::Stop => Some(Self::OptedOut),
            OptOut::Start => Some(Self::OptedIn),
            OptOut::Help => None,
        }
    }

    /// Why a queue ends a conversation; the other causes end none.
    #[must_use]
    pub const fn of_overflow(cause: Cause) -> Option<Self> {
        match cause {
            Cause::OutOfHours => Some(Self::OutOfHours),
            Cause::TooMany => Some(Self::TooMany),
            Cause::TooLong => Some(Self::TooLong),
            Cause::NoMembers | Cause::Gone => None,
        }
    }

    /// The text.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        of(language, self.word())
    }
}

/// The text of an overflow out of hours, with when it is open again, as the clock on the wall there says it.
#[must_use]
pub fn out_of_hours(language: Language, opens_again: Option<DateTime>) -> String {
    let mut text = Trigger::OutOfHours.text(language).to_owned();
    if let Some(at) = opens_again {
        let day = Day::of(at.date());
        let when = format!("{} {}/{}, {}", of(language, day.word()), at.day(), at.month(), TimeOfDay::of(at.time()));
        text.push(' ');
        text.push_str(&of(language, "opens_again").replace("{ $when }", &when));
    }
    text
}

/// The text whose key is `automatic-` and this word.
fn of(language: Language, word: &str) -> &'static str {
    let file = match language {
        Language::En => include_str!("../../locales/en/automatic.ftl"),
        Language::El => include_str!("../../locales/el/automatic.ftl"),
    };
    let key = format!("automatic-{}", word.replace('_', "-"));
    let texts = file.lines().filter_map(|line| line.split_once(" = "));
    texts.filter(|(name, _)| *name == key).map(|(_, text)| text).next().unwrap_or_default()
}

/// Whoever wrote a Greek word is answered in Greek, everybody else in the language of the number.
#[must_use]
pub fn language_for(body: &str, of_number: Language) -> Language {
    let greek = body.chars().any(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'));
    if greek { Language::El } else { of_number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trigger_has_a_plain_text_in_every_language() {
        for trigger in Trigger::ALL {
            for language in Language::ALL {
                let text = trigger.text(language);
                assert!(text.ends_with('.') && !text.contains('{'), "{trigger:?} {language:?}: {text:?}");
            }
        }
    }

    #[test]
    fn who_writes_out_of_hours_is_told_when_it_opens() {
        let at = jiff::civil::date(2026, 11, 26).at(9, 0, 0, 0);
        assert_eq!(
            out_of_hours(Language::En, Some(at)),
            "Thank you for your message. We are closed now. We open again on Thursday 26/11, 09:00."
        );
        assert!(out_of_hours(Language::El, Some(at)).ends_with("Ανοίγουμε ξανά: Πέμπτη 26/11, 09:00."));
        assert_eq!(out_of_hours(Language::El, None), Trigger::OutOfHours.text(Language::El));
        for day in Day::ALL {
            assert!(Language::ALL.iter().all(|language| !of(*language, day.word()).is_empty()), "{day:?}");
        }
    }

    #[test]
    fn the_word_that_a_text_names_is_understood() {
        for (language, stop, start) in [(Language::En, "STOP", "START"), (Language::El, "ΣΤΟΠ", "ΕΝΑΡΞΗ")] {
            assert!(Trigger::OptedOut.text(language).contains(start));
            assert!(Trigger::OptedIn.text(language).contains(stop));
            assert_eq!(crate::domain::consent::read(start), Some(OptOut::Start));
            assert_eq!(crate::domain::consent::read(stop), Some(OptOut::Stop));
        }
    }

    #[test]
    fn greek_is_answered_in_greek() {
        for (body, number, want) in [
            ("ΣΤΟΠ", Language::En, Language::El),
            ("στοπ", Language::El, Language::El),
            ("STOP", Language::En, Language::En),
            ("STOP", Language::El, Language::El),
        ] {
            assert_eq!(language_for(body, number), want, "{body}");
        }
    }
}
