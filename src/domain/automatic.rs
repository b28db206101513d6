//! What a contact is told without anybody writing it: so far only that a STOP or a START was heard.
//!
//! The texts stand in `locales/` like all others. They are read here from the files themselves, since a
//! flow sends them and flows know no pages.

use crate::domain::inbound::OptOut;
use crate::domain::language::Language;
use crate::domain::message::words;

words! {
    /// What happened, so that a text is sent.
    Trigger {
        /// The contact opted out.
        OptedOut = "opted_out",
        /// The contact opted in again.
        OptedIn = "opted_in",
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

    /// The text.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        let file = match language {
            Language::En => include_str!("../../locales/en/automatic.ftl"),
            Language::El => include_str!("../../locales/el/automatic.ftl"),
        };
        let key = match self {
            Self::OptedOut => "automatic-opted-out",
            Self::OptedIn => "automatic-opted-in",
        };
        let texts = file.lines().filter_map(|line| line.split_once(" = "));
        texts.filter(|(name, _)| *name == key).map(|(_, text)| text).next().unwrap_or_default()
    }
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
