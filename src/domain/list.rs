//! A list to choose from: a button under a text that opens up to ten lines, of which the contact takes one. Only inside
//! the window, and only as short as WhatsApp shows it.

use serde::{Deserialize, Serialize};

use crate::domain::compose::BUTTONS_TEXT_UNITS_MAX;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;

/// Lines of one list.
pub const ITEMS_MAX: usize = 10;
/// WhatsApp's limit for the button, in UTF-16 units.
pub const BUTTON_UNITS_MAX: usize = 20;
/// WhatsApp's limit for the title of a line, in UTF-16 units.
pub const TITLE_UNITS_MAX: usize = 24;
/// WhatsApp's limit for what stands below a title, in UTF-16 units.
pub const DESCRIPTION_UNITS_MAX: usize = 72;

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct List {
    /// What stands on the button that opens it.
    pub button: String,
    /// Its lines.
    pub items: Vec<Item>,
}

/// A line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Item {
    /// What is chosen.
    pub title: String,
    /// What stands below it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

impl List {
    /// As it will be sent: each text one harmless line, lines without any text left out.
    #[must_use]
    pub fn cleaned(&self) -> Self {
        let line = |text: &str| text::one_line(text, usize::MAX);
        let items =
            self.items.iter().map(|item| Item { title: line(&item.title), description: line(&item.description) });
        Self {
            button: line(&self.button),
            items: items.filter(|item| !item.title.is_empty() || !item.description.is_empty()).collect(),
        }
    }

    /// Whether it can be sent below `text`.
    ///
    /// # Errors
    /// All problems, each with its field and limit; `n` in their sentences is the line.
    pub fn check(&self, text: &str) -> Result<(), Refusal> {
        let mut problems = Vec::new();
        let long = |text: &str, limit: usize| text::utf16_units(text) > limit;
        let limited = |field, problem, limit: usize| {
            FieldProblem::with_limit(field, problem, i64::try_from(limit).unwrap_or(i64::MAX))
        };
        if self.button.is_empty() {
            problems.push(FieldProblem::new("list.button", "list-button-missing"));
        } else if long(&self.button, BUTTON_UNITS_MAX) {
            problems.push(limited("list.button", "list-button-long", BUTTON_UNITS_MAX));
        }
        if self.items.is_empty() || self.items.len() > ITEMS_MAX {
            problems.push(limited("list.items", "list-items-many", ITEMS_MAX));
        }
        for (place, item) in self.items.iter().enumerate() {
            let n = place.saturating_add(1).to_string();
            let before = self.items.iter().take(place);
            if item.title.is_empty() {
                problems.push(FieldProblem::new("list.items.title", "list-title-missing").with("n", n.clone()));
            } else if long(&item.title, TITLE_UNITS_MAX) {
                problems.push(limited("list.items.title", "list-title-long", TITLE_UNITS_MAX).with("n", n.clone()));
            } else if before.clone().any(|other| text::folded(&other.title) == text::folded(&item.title)) {
                problems.push(FieldProblem::new("list.items.title", "list-title-twice").with("n", n.clone()));
            }
            if long(&item.description, DESCRIPTION_UNITS_MAX) {
                let problem = limited("list.items.description", "list-description-long", DESCRIPTION_UNITS_MAX);
                problems.push(problem.with("n", n));
            }
        }
        if long(text, BUTTONS_TEXT_UNITS_MAX) {
            problems.push(limited("text", "list-text-long", BUTTONS_TEXT_UNITS_MAX));
        }
        Refusal::unless_empty(problems)
    }

    /// Its lines where there are only words.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let line = |item: &Item| match item.description.as_str() {
            "" => item.title.clone(),
            description => format!("{}: {description}", item.title),
        };
        self.items.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(button: &str, items: &[(&str, &str)]) -> List {
        let item = |(title, description): &(&str, &str)| Item {
            title: (*title).to_owned(),
            description: (*description).to_owned(),
        };
        List { button: button.to_owned(), items: items.iter().map(item).collect() }.cleaned()
    }

    #[test]
    fn a_list_is_as_short_as_whatsapp_shows_it() {
        let wrong = |text: &str, list: &List| -> Vec<(&'static str, Option<i64>)> {
            let found = list.check(text).map_err(|refusal| refusal.problems());
            found.err().unwrap_or_default().iter().map(|problem| (problem.problem, problem.limit)).collect()
        };
        let fine = list("Choose", &[("Pickup", "Today"), ("", " "), ("Delivery", "")]);
        assert_eq!((wrong("How?", &fine), fine.items.len()), (vec![], 2));
        assert_eq!(fine.lines(), ["Pickup: Today", "Delivery"]);
        assert_eq!(wrong("x", &list("", &[])), [("list-button-missing", None), ("list-items-many", Some(10))]);
        assert_eq!(wrong("x", &list(&"b".repeat(21), &[("a", "")])), [("list-button-long", Some(20))]);
        let many: Vec<(String, &str)> = (0..11).map(|n| (n.to_string(), "")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(title, rest)| (title.as_str(), *rest)).collect();
        assert_eq!(wrong("x", &list("b", &many)), [("list-items-many", Some(10))]);
        let (long_title, long_description) = ("😀".repeat(13), "d".repeat(73));
        let items = [("Ναι", ""), ("ναί", ""), (long_title.as_str(), long_description.as_str()), ("", "x")];
        let want = [
            ("list-title-twice", None),
            ("list-title-long", Some(24)),
            ("list-description-long", Some(72)),
            ("list-title-missing", None),
        ];
        assert_eq!(wrong("x", &list("b", &items)), want);
        assert_eq!(wrong(&"t".repeat(1_025), &list("b", &[("a", "")])), [("list-text-long", Some(1_024))]);
    }
}
