//! Our own texts, and the language of what is said.
//!
//! They stand in `locales/` like all others. They are read here from the files themselves, since a flow sends them and
//! flows know no pages. Placeholders stand there as Fluent wants them, `{"{{agent.name}}"}`.

use jiff::civil::DateTime;

use crate::domain::automatic::Trigger;
use crate::domain::hours::{Day, TimeOfDay};
use crate::domain::language::Language;
use crate::domain::survey::Kind;

impl Trigger {
    /// What we say where nobody wrote anything else, with its placeholders.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        of(language, self.word()).replace("{\"{{", "{{").replace("}}\"}", "}}")
    }
}

/// How a survey is answered in the chat.
#[must_use]
pub fn how_to_answer(kind: Kind, language: Language) -> &'static str {
    of(language, &format!("survey_how_{}", kind.word()))
}

/// What stands below the thanks where a comment is welcome.
#[must_use]
pub fn what_to_add(language: Language) -> &'static str {
    of(language, "survey_comment")
}

/// When something opens, as the clock on the wall there says it.
#[must_use]
pub fn moment(at: DateTime, language: Language) -> String {
    format!("{} {}/{}, {}", of(language, Day::of(at.date()).word()), at.day(), at.month(), TimeOfDay::of(at.time()))
}

/// The text whose key is `automatic-` and this word.
fn of(language: Language, word: &str) -> &'static str {
    let file = match language {
        Language::En => include_str!("../../../locales/en/automatic.ftl"),
        Language::El => include_str!("../../../locales/el/automatic.ftl"),
    };
    let key = format!("automatic-{}", word.replace('_', "-"));
    let texts = file.lines().filter_map(|line| line.split_once(" = "));
    texts.filter(|(name, _)| *name == key).map(|(_, text)| text).next().unwrap_or_default()
}

/// The language that is known of a contact (BCP 47), if we have texts in it; else that of whoever writes a Greek letter;
/// else that of the number.
#[must_use]
pub fn language_for(of_contact: Option<&str>, said: &str, of_number: Language) -> Language {
    if let Some(known) = of_contact.and_then(Language::parse) {
        return known;
    }
    let greek = said.chars().any(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'));
    if greek { Language::El } else { of_number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::consent;
    use crate::domain::inbound::OptOut;
    use crate::domain::placeholder::{self, Values};

    #[test]
    fn every_trigger_has_a_good_text_in_every_language() {
        for trigger in Trigger::ALL {
            for language in Language::ALL {
                let text = trigger.text(language);
                let pieces = placeholder::parse_with(&text, trigger.placeholders());
                let bare = placeholder::render(&pieces.unwrap(), &Values::new());
                assert!(!bare.contains(['{', '}']), "{trigger:?} {language:?}: {text}");
                assert!(
                    bare.ends_with(['.', '?', ';']) && bare.chars().count() > 30,
                    "{trigger:?} {language:?}: {bare}"
                );
                assert!(!bare.contains("  ") && !bare.contains(" .") && !bare.contains(": ."), "{trigger:?}: {bare}");
            }
        }
        for language in Language::ALL {
            assert!(!what_to_add(language).is_empty());
            for kind in Kind::ALL {
                assert!(!how_to_answer(*kind, language).is_empty(), "{kind:?} {language:?}");
            }
        }
        for day in Day::ALL {
            assert!(Language::ALL.iter().all(|language| !of(*language, day.word()).is_empty()), "{day:?}");
        }
    }

    #[test]
    fn a_moment_is_read_in_either_language() {
        let at = jiff::civil::date(2026, 11, 26).at(9, 0, 0, 0);
        assert_eq!(moment(at, Language::En), "Thursday 26/11, 09:00");
        assert_eq!(moment(at, Language::El), "Πέμπτη 26/11, 09:00");
    }

    #[test]
    fn the_word_that_a_text_names_is_understood() {
        for (language, stop, start) in [(Language::En, "STOP", "START"), (Language::El, "ΣΤΟΠ", "ΕΝΑΡΞΗ")] {
            assert!(Trigger::OptedOut.text(language).contains(start));
            assert!(Trigger::OptedIn.text(language).contains(stop));
            assert_eq!(consent::read(start), Some(OptOut::Start));
            assert_eq!(consent::read(stop), Some(OptOut::Stop));
        }
    }

    #[test]
    fn whose_language_counts() {
        use Language::{El, En};
        for (contact, said, number, want) in [
            (None, "ΣΤΟΠ", En, El),
            (None, "στοπ", El, El),
            (None, "STOP", En, En),
            (None, "STOP", El, El),
            (Some("el-GR"), "STOP", En, El),
            (Some("en"), "Καλημέρα", El, En),
            (Some("de"), "Hallo", El, El),
            (Some("de"), "Γεια", En, El),
        ] {
            assert_eq!(language_for(contact, said, number), want, "{contact:?} {said}");
        }
    }
}
