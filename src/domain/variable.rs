//! Variables of a conversation: what is known about this one piece of work, such as `order_id`, for
//! `{{var.order_id}}` to take.

use std::collections::BTreeMap;

use crate::domain::message::words;
use crate::domain::placeholder::is_variable_name;
use crate::domain::refusal::FieldProblem;
use crate::domain::text;

/// The most of one conversation.
pub const VARIABLES_MAX: usize = 50;
/// The longest value, in characters.
pub const VALUE_CHARS_MAX: usize = 4_000;
/// The field that they stand in.
const FIELD: &str = "variables";

/// Values by name.
pub type Variables = BTreeMap<String, String>;
/// New values by name; `None` takes one away.
pub type Change = BTreeMap<String, Option<String>>;

words! {
    /// What a variable holds that a workstream knows.
    Holds {
        /// Text.
        Text = "text",
        /// A number.
        Number = "number",
    }
}

/// What the variables of a workstream hold, by name.
pub type Declared = BTreeMap<String, Holds>;

/// Reads a list with one variable a line: its name and what it holds, text unless it says number.
///
/// # Errors
/// Every line that is wrong; too many.
pub fn declared(text: &str) -> Result<Declared, Vec<FieldProblem>> {
    let (mut found, mut wrong) = (Declared::new(), Vec::new());
    for (number, line) in (1_usize..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let mut parts = line.split([',', ' ', ':', '\t']).filter(|part| !part.is_empty());
        let (name, kind, more) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let holds = match kind.map(text::folded).as_deref() {
            None | Some("text" | "κειμενο") => Some(Holds::Text),
            Some("number" | "αριθμοσ") => Some(Holds::Number),
            Some(_) => None,
        };
        let shown = text::one_line(line, 40);
        match holds {
            Some(holds) if is_variable_name(name) && more.is_none() => {
                if found.insert(name.to_owned(), holds).is_some() {
                    wrong.push(FieldProblem::new(FIELD, "variable-twice").with("name", name));
                }
            }
            _ => wrong
                .push(FieldProblem::new(FIELD, "variable-line").with("line", number.to_string()).with("name", shown)),
        }
    }
    if wrong.is_empty() && found.len() > VARIABLES_MAX {
        wrong.push(FieldProblem::with_limit(FIELD, "variables-many", limit(VARIABLES_MAX)));
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

/// What does not fit what the workstream says about its variables.
#[must_use]
pub fn misfits(declared: &Declared, change: &Change) -> Vec<FieldProblem> {
    let fits = |name: &String, value: &str| {
        declared.get(name) != Some(&Holds::Number) || value.trim().is_empty() || value.trim().parse::<f64>().is_ok()
    };
    let wrong = change.iter().filter(|(name, value)| !fits(name, value.as_deref().unwrap_or_default()));
    wrong.map(|(name, _)| FieldProblem::new(FIELD, "variable-number").with("name", name.clone())).collect()
}

fn limit(max: usize) -> i64 {
    i64::try_from(max).unwrap_or(i64::MAX)
}

/// The variables after a change. A value becomes one line, since no line break goes into a template; an empty one
/// takes the variable away.
///
/// # Errors
/// Every name and value that is wrong; `too-many` if they are too many then.
pub fn changed(before: &Variables, change: &Change) -> Result<Variables, Vec<FieldProblem>> {
    let (mut after, mut wrong) = (before.clone(), Vec::new());
    for (name, value) in change {
        let value = text::one_line(value.as_deref().unwrap_or_default(), usize::MAX);
        if !is_variable_name(name) {
            let shown: String = name.chars().take(40).collect();
            wrong.push(FieldProblem::new(FIELD, "variable-name").with("name", shown));
        } else if value.chars().count() > VALUE_CHARS_MAX {
            let long = FieldProblem::with_limit(FIELD, "variable-long", limit(VALUE_CHARS_MAX));
            wrong.push(long.with("name", name.clone()));
        } else if value.is_empty() {
            drop(after.remove(name));
        } else {
            drop(after.insert(name.clone(), value));
        }
    }
    if wrong.is_empty() && after.len() > VARIABLES_MAX {
        wrong.push(FieldProblem::with_limit(FIELD, "variables-many", limit(VARIABLES_MAX)));
    }
    if wrong.is_empty() { Ok(after) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(pairs: &[(&str, Option<&str>)]) -> Change {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), value.map(str::to_owned))).collect()
    }

    #[test]
    fn given_changed_and_taken_away() {
        let first = changed(&Variables::new(), &change(&[("order_id", Some(" 2041\n")), ("b", Some("x y"))])).unwrap();
        assert_eq!(first.get("order_id").map(String::as_str), Some("2041"));
        let second = changed(&first, &change(&[("b", None), ("order_id", Some("7")), ("none", Some(" "))])).unwrap();
        assert_eq!(second, Variables::from([("order_id".to_owned(), "7".to_owned())]));
        assert_eq!(changed(&second, &Change::new()), Ok(second));
    }

    #[test]
    fn a_workstream_says_what_its_variables_hold() {
        let known = declared("order_id\n weight: number\n\nnote text").unwrap();
        let want = [("note", Holds::Text), ("order_id", Holds::Text), ("weight", Holds::Number)];
        assert_eq!(known, want.map(|(name, holds)| (name.to_owned(), holds)).into());
        for (text, problem) in
            [("order id x", "variable-line"), ("a colour", "variable-line"), ("a\na", "variable-twice")]
        {
            assert_eq!(declared(text).unwrap_err()[0].problem, problem, "{text}");
        }
        let told =
            misfits(&known, &change(&[("weight", Some("heavy")), ("order_id", Some("x")), ("other", Some("y"))]));
        assert_eq!(told.len(), 1);
        assert_eq!(misfits(&known, &change(&[("weight", Some("2.5"))])), []);
        assert_eq!(misfits(&known, &change(&[("weight", None)])), []);
    }

    #[test]
    fn what_is_wrong_is_told_at_once_with_its_name() {
        let long = "x".repeat(VALUE_CHARS_MAX + 1);
        let wrong = changed(
            &Variables::new(),
            &change(&[("order id", Some("1")), ("", Some("1")), ("παραγγελία", None), ("a", Some(&long))]),
        );
        let told: Vec<_> = wrong.unwrap_err().into_iter().map(|one| (one.problem, one.args)).collect();
        let name = |name: &str| vec![("name", name.to_owned())];
        let want = [
            ("variable-name", name("")),
            ("variable-long", name("a")),
            ("variable-name", name("order id")),
            ("variable-name", name("παραγγελία")),
        ];
        assert_eq!(told, want);
        let many: Change = (0..=VARIABLES_MAX).map(|n| (format!("v{n}"), Some("x".to_owned()))).collect();
        assert_eq!(changed(&Variables::new(), &many).unwrap_err()[0].problem, "variables-many");
    }
}
