//! The operators, and what is being typed at the end of a question.

use crate::domain::search::folded;

/// What narrows a search down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Written by this contact.
    From,
    /// Over this number of ours.
    Number,
    /// Written by this colleague.
    Agent,
    /// With this tag.
    Tag,
    /// Before this day.
    Before,
    /// From this day on.
    After,
    /// With a file.
    Has,
}

/// All of them, in the order in which they are offered, with the Greek word.
pub const OPERATORS: [(Operator, &str, &str); 7] = [
    (Operator::From, "from", "από"),
    (Operator::Number, "number", "αριθμός"),
    (Operator::Agent, "agent", "εκπρόσωπος"),
    (Operator::Tag, "tag", "ετικέτα"),
    (Operator::Before, "before", "πριν"),
    (Operator::After, "after", "μετά"),
    (Operator::Has, "has", "έχει"),
];

impl Operator {
    /// The one with this name, in either language.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = folded(word);
        OPERATORS.iter().find(|(_, name, greek)| *name == word || folded(greek) == word).map(|(operator, ..)| *operator)
    }

    /// Its English name.
    #[must_use]
    pub fn word(self) -> &'static str {
        OPERATORS.iter().find(|(operator, ..)| *operator == self).map_or("", |(_, name, _)| name)
    }
}

/// What is being typed at the end of a question, and what stands before it and stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed<'a> {
    /// What stays.
    pub before: &'a str,
    /// The operator that is typed already.
    pub operator: Option<Operator>,
    /// The beginning of an operator's name, or of its value.
    pub begun: &'a str,
}

/// What is being typed.
#[must_use]
pub fn typed(text: &str) -> Typed<'_> {
    // A value in quotes may have blanks.
    let open = text.rfind(":\"").filter(|at| !text.get(at.saturating_add(2)..).unwrap_or_default().contains('"'));
    let until = open.unwrap_or(text.len());
    let head = text.get(..until).unwrap_or(text);
    let start = head.rfind(char::is_whitespace).map_or(0, |at| {
        at.saturating_add(head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8))
    });
    let (before, last) = text.split_at_checked(start).unwrap_or(("", text));
    match last.split_once(':') {
        Some((name, value)) => match Operator::from_word(name) {
            Some(operator) => Typed { before, operator: Some(operator), begun: value.trim_start_matches('"') },
            None => Typed { before: text, operator: None, begun: "" },
        },
        None => Typed { before, operator: None, begun: last },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_what_is_being_typed() {
        let of = |text| {
            let typed = typed(text);
            (typed.before, typed.operator, typed.begun)
        };
        assert_eq!(of("λάδι fr"), ("λάδι ", None, "fr"));
        assert_eq!(of("λάδι\u{a0}από:γι"), ("λάδι\u{a0}", Some(Operator::From), "γι"));
        assert_eq!(of("from:\"Anna P"), ("", Some(Operator::From), "Anna P"));
        assert_eq!(of("from:\"Anna P\" ag"), ("from:\"Anna P\" ", None, "ag"));
        assert_eq!(of("http://x"), ("http://x", None, ""));
        assert_eq!(of(""), ("", None, ""));
        assert_eq!(Operator::from_word("ΕΤΙΚΕΤΑ"), Some(Operator::Tag));
        assert_eq!(Operator::Has.word(), "has");
    }
}
