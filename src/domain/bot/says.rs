//! What a bot says of itself, beside what its menu says. The texts stand in `locales/` and are read from the files
//! themselves, since flows know no pages.

use crate::domain::bot::menu::Check;
use crate::domain::language::Language;
use crate::domain::message::words;

words! {
    /// What it says.
    Says {
        /// None of the choices.
        Choice = "choice",
        /// No text.
        Text = "text",
        /// No number.
        Number = "number",
        /// No e-mail address.
        Email = "email",
        /// No day.
        Date = "date",
        /// No such code.
        Code = "code",
        /// A person comes.
        Person = "person",
    }
}

impl Says {
    /// What is said to an answer that is not this.
    #[must_use]
    pub const fn to(check: &Check) -> Self {
        match check {
            Check::Text => Self::Text,
            Check::Number => Self::Number,
            Check::Email => Self::Email,
            Check::Date => Self::Date,
            Check::Code(_) => Self::Code,
        }
    }

    /// The words.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let file = match language {
            Language::En => include_str!("../../../locales/en/bot_says.ftl"),
            Language::El => include_str!("../../../locales/el/bot_says.ftl"),
        };
        let key = format!("bot-says-{}", self.word());
        let texts = file.lines().filter_map(|line| line.split_once(" = "));
        texts.filter(|(name, _)| *name == key).map(|(_, text)| text).next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_its_words_in_every_language() {
        for says in Says::ALL {
            assert!(Language::ALL.iter().all(|language| says.words(*language).ends_with('.')), "{says:?}");
        }
    }
}
