//! WhatsApp templates: their approval, their variables, and what they become when filled in.

pub mod counting;
pub mod languages;
pub mod rules;
pub mod written;

use std::collections::{BTreeMap, BTreeSet};

pub use languages::is_language;

use crate::domain::message::words;
use crate::domain::placeholder;
use crate::domain::refusal::{Refusal, VariableProblem};
use crate::domain::text::one_line;

words! {
    /// Where a template stands with WhatsApp.
    Approval {
        /// Never submitted.
        Unsubmitted = "unsubmitted",
        /// Submitted, not yet looked at.
        Received = "received",
        /// Being looked at.
        Pending = "pending",
        /// May be sent at any time.
        Approved = "approved",
        /// Refused, with a reason.
        Rejected = "rejected",
        /// Stopped for a while after complaints.
        Paused = "paused",
        /// Stopped for good.
        Disabled = "disabled",
        /// Deleted at the provider.
        Deleted = "deleted",
    }
}

impl Approval {
    /// Reads the provider's word in any case; one we do not know counts as pending.
    #[must_use]
    pub fn read(word: &str) -> Self {
        Self::from_word(&word.trim().to_ascii_lowercase()).unwrap_or(Self::Pending)
    }
}

/// The longest value of one variable, in characters.
pub const VALUE_CHARS_MAX: usize = 1_600;
/// The longest template text with its values filled in, in characters (Meta's limit).
pub const FILLED_CHARS_MAX: usize = 1_024;

/// How the names of contents begin that are made for texts with buttons; they are nobody's templates.
pub const BUTTONS_PREFIX: &str = "angelia_buttons_";

/// One piece of a template's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A variable, by its name.
    Variable(String),
}

/// Splits a text at its variables `{{name}}`. A name has 1 to 16 letters, digits or underscores;
/// anything else in double braces is text.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        plain.push_str(before);
        match after.split_once("}}").map(|(name, tail)| (name.trim(), tail)) {
            Some((name, tail)) if is_variable_name(name) => {
                if !plain.is_empty() {
                    found.push(Piece::Text(std::mem::take(&mut plain)));
                }
                found.push(Piece::Variable(name.to_owned()));
                rest = tail;
            }
            _ => {
                plain.push_str("{{");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        found.push(Piece::Text(plain));
    }
    found
}

fn is_variable_name(name: &str) -> bool {
    (1..=16).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The names of all variables in `texts` (body, header link, button links), numbers in counting order
/// and before words.
pub fn variables<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let names: BTreeSet<(u64, String)> = texts
        .into_iter()
        .flat_map(pieces)
        .filter_map(|piece| match piece {
            Piece::Variable(name) => Some((name.parse().unwrap_or(u64::MAX), name)),
            Piece::Text(_) => None,
        })
        .collect();
    names.into_iter().map(|(_, name)| name).collect()
}

/// One piece of what the contact will see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The text.
    pub text: String,
    /// The variable whose value it is.
    pub variable: Option<String>,
}

/// What the contact will see of a text, in pieces. A variable without a value is shown as `{{name}}`, so that
/// a preview shows the hole instead of hiding it. What is sent is made of the same pieces.
#[must_use]
pub fn shown(text: &str, values: &BTreeMap<String, String>) -> Vec<Shown> {
    let show = |piece| match piece {
        Piece::Text(text) => Shown { text, variable: None },
        Piece::Variable(name) => {
            let value = values.get(&name).map(|value| value.trim()).filter(|value| !value.is_empty());
            let text = value.map_or_else(|| format!("{{{{{name}}}}}"), str::to_owned);
            Shown { text, variable: Some(name) }
        }
    };
    pieces(text).into_iter().map(show).collect()
}

/// The text with its values, as it is sent.
#[must_use]
pub fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    shown(text, values).into_iter().map(|shown| shown.text).collect()
}

/// The values of variables that are bound to texts with placeholders, on one line each. A binding that cannot
/// be read, or that gives nothing, gives no value.
#[must_use]
pub fn bound(bindings: &BTreeMap<String, String>, known: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let value = |(name, text): (&String, &String)| {
        let pieces = placeholder::parse(text).ok()?;
        let value = one_line(&placeholder::render(&pieces, known), VALUE_CHARS_MAX);
        (!value.is_empty()).then(|| (name.clone(), value))
    };
    bindings.iter().filter_map(value).collect()
}

/// Checks the values for `names`: none missing, empty, too long, none with a line break, a tab or five
/// blanks in a row, none too many; and the filled text within Meta's limit.
///
/// # Errors
/// [`Refusal::VariableInvalid`] with the first variable that is wrong, [`Refusal::TextTooLong`] if the
/// filled text is.
pub fn check_values(text: &str, names: &[String], values: &BTreeMap<String, String>) -> Result<(), Refusal> {
    let wrong = |name: &str, problem| Err(Refusal::VariableInvalid { name: name.to_owned(), problem });
    for name in names {
        if let Some(problem) = value_problem(values.get(name).map_or("", String::as_str)) {
            return wrong(name, problem);
        }
    }
    if let Some(extra) = values.keys().find(|name| !names.contains(name)) {
        return wrong(extra, VariableProblem::NotInTemplate);
    }
    let length = fill(text, values).chars().count();
    if length > FILLED_CHARS_MAX {
        return Err(Refusal::TextTooLong { over: length - FILLED_CHARS_MAX, limit: FILLED_CHARS_MAX });
    }
    Ok(())
}

/// What is wrong with one value, if anything.
#[must_use]
pub fn value_problem(value: &str) -> Option<VariableProblem> {
    if value.trim().is_empty() {
        Some(VariableProblem::Empty)
    } else if value.contains(['\n', '\r']) {
        Some(VariableProblem::LineBreak)
    } else if value.contains('\t') {
        Some(VariableProblem::Tab)
    } else if value.contains("     ") {
        Some(VariableProblem::Blanks)
    } else if value.chars().count() > VALUE_CHARS_MAX {
        Some(VariableProblem::TooLong)
    } else {
        None
    }
}

/// Kinds that WhatsApp takes only inside the window, approved or not.
#[must_use]
pub fn only_inside_window(kind: &str) -> bool {
    matches!(kind, "list-picker" | "location")
}

/// Whether a template of this kind may be sent inside the window without approval; a card with `links`
/// (buttons that open or call) may not.
#[must_use]
pub fn free_inside_window(kind: &str, links: bool) -> bool {
    match kind {
        "text" | "media" | "quick-reply" | "list-picker" | "location" | "catalog" => true,
        "card" => !links,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn finds_variables_in_counting_order() {
        assert_eq!(
            variables(["{{2}} and {{10}}, {{1}}", "https://x.gr/{{3}}/{{name}}"]),
            ["1", "2", "3", "10", "name"]
        );
        assert_eq!(variables(["none {{ }} {{}} {{a b}} {{", "}}"]), Vec::<String>::new());
        assert_eq!(variables(["{{ 1 }}"]), ["1"]);
    }

    #[test]
    fn fills_and_shows_holes() {
        let text = "Hello {{1}}, order {{2}}.";
        assert_eq!(fill(text, &values(&[("1", "Anna"), ("2", "7")])), "Hello Anna, order 7.");
        assert_eq!(fill(text, &values(&[("1", "{{2}}")])), "Hello {{2}}, order {{2}}.");
        assert_eq!(fill("no variables", &values(&[])), "no variables");
    }

    #[test]
    fn bound_variables_take_what_is_known() {
        let known = values(&[("contact.first_name", "Άννα\n Μ"), ("agent.name", "")]);
        let bindings = values(&[
            ("1", "{{contact.first_name}}"),
            ("2", "{{agent.name|the shop}} team"),
            ("3", "{{agent.name}}"),
            ("4", "{{broken"),
            ("5", "always"),
        ]);
        assert_eq!(bound(&bindings, &known), values(&[("1", "Άννα Μ"), ("2", "the shop team"), ("5", "always")]));
    }

    proptest::proptest! {
        #[test]
        fn a_preview_is_what_is_sent(body in "(\\{\\{[0-9a-z ]{0,3}\\}\\}|[^{}]{0,6}|[{}]{1,3}){0,9}", one in ".{0,9}", two in ".{0,9}") {
            let values = values(&[("1", one.as_str()), ("a", two.as_str())]);
            let shown: String = shown(&body, &values).into_iter().map(|piece| piece.text).collect();
            proptest::prop_assert_eq!(shown, fill(&body, &values));
        }

        #[test]
        fn a_text_without_values_stays_as_it_is(body in "([a-z]{0,4}|\\{\\{[0-9]{1,2}\\}\\}){0,9}") {
            proptest::prop_assert_eq!(fill(&body, &BTreeMap::new()), body);
        }

        #[test]
        fn what_is_bound_is_never_refused(first in ".{0,60}", text in "[^{}]{0,20}") {
            let known = values(&[("contact.name", first.as_str())]);
            let bindings = values(&[("1", "{{contact.name|there}}"), ("2", text.as_str())]);
            for value in bound(&bindings, &known).values() {
                proptest::prop_assert_eq!(value_problem(value), None);
            }
        }
    }

    #[test]
    fn refuses_what_whatsapp_refuses() {
        let names = vec!["1".to_owned()];
        for (value, want) in [
            ("Anna", None),
            ("", Some(VariableProblem::Empty)),
            ("  ", Some(VariableProblem::Empty)),
            ("a\nb", Some(VariableProblem::LineBreak)),
            ("a\tb", Some(VariableProblem::Tab)),
            ("a    b", None),
            ("a     b", Some(VariableProblem::Blanks)),
        ] {
            let got = check_values("{{1}}", &names, &values(&[("1", value)])).err();
            let want = want.map(|problem| Refusal::VariableInvalid { name: "1".to_owned(), problem });
            assert_eq!(got, want, "{value:?}");
        }
        let long = "x".repeat(VALUE_CHARS_MAX + 1);
        assert!(matches!(
            check_values("{{1}}", &names, &values(&[("1", &long)])),
            Err(Refusal::VariableInvalid { problem: VariableProblem::TooLong, .. })
        ));
        assert!(matches!(
            check_values("{{1}}", &names, &values(&[("1", &"x".repeat(FILLED_CHARS_MAX + 3))])),
            Err(Refusal::TextTooLong { over: 3, .. })
        ));
        assert!(matches!(
            check_values("{{1}}", &names, &values(&[("1", "a"), ("2", "b")])),
            Err(Refusal::VariableInvalid { problem: VariableProblem::NotInTemplate, .. })
        ));
    }
}
