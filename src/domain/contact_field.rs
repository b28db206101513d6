//! Own fields of contacts: what a team keeps about them beside name and language, of a kind that can be checked.

use jiff::civil::Date;

use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::text;

/// The most fields.
pub const FIELDS_MAX: usize = 30;
/// The longest name of one, in characters.
pub const NAME_CHARS_MAX: usize = 60;
/// The longest text of one, and the longest choice, in characters.
pub const VALUE_CHARS_MAX: usize = 500;
/// The longest choice, in characters.
pub const CHOICE_CHARS_MAX: usize = 60;
/// The most choices.
pub const CHOICES_MAX: usize = 50;
/// The most digits of a number.
const DIGITS_MAX: usize = 15;

words! {
    /// What a field holds.
    #[derive(serde::Deserialize)]
    Kind {
        /// One line.
        Text = "text",
        /// A number, with decimals if need be.
        Number = "number",
        /// A day.
        Date = "date",
        /// One of some words.
        Choice = "choice",
    }
}

/// A field as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What people call it.
    pub name: String,
    /// A word of [`Kind`].
    pub kind: String,
    /// What may be chosen.
    pub choices: Vec<String>,
}

/// A field as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What people call it.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// What may be chosen; empty for every other kind.
    pub choices: Vec<String>,
}

impl Checked {
    /// Its name as names are compared.
    #[must_use]
    pub fn key(&self) -> String {
        text::folded(&self.name)
    }
}

fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A field as it is kept.
///
/// # Errors
/// The problems of `name`, `kind` and `choices`, all at once.
pub fn check(typed: &Typed) -> Result<Checked, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    if let Err(problem) = text::check_name(&typed.name, NAME_CHARS_MAX) {
        problems.push(problem);
    }
    let kind = Kind::from_word(&typed.kind);
    if kind.is_none() {
        problems.push(FieldProblem::new("kind", "unknown"));
    }
    let mut choices: Vec<String> = Vec::new();
    if kind == Some(Kind::Choice) {
        for choice in typed.choices.iter().map(|choice| choice.trim()).filter(|choice| !choice.is_empty()) {
            if choice.chars().count() > CHOICE_CHARS_MAX {
                problems.push(FieldProblem::with_limit("choices", "too-long", limit(CHOICE_CHARS_MAX)));
                break;
            }
            let choice = text::one_line(choice, CHOICE_CHARS_MAX);
            if choices.iter().all(|known| text::folded(known) != text::folded(&choice)) {
                choices.push(choice);
            }
        }
        if choices.is_empty() {
            problems.push(FieldProblem::new("choices", "missing"));
        } else if choices.len() > CHOICES_MAX {
            problems.push(FieldProblem::with_limit("choices", "too-many", limit(CHOICES_MAX)));
        }
    }
    match kind {
        Some(kind) if problems.is_empty() => {
            Ok(Checked { name: text::one_line(&typed.name, NAME_CHARS_MAX), kind, choices })
        }
        _ => Err(problems),
    }
}

/// The value of a field as it is kept; empty: none.
///
/// # Errors
/// The problem of `fields`, with the field's name.
pub fn check_value(name: &str, kind: Kind, choices: &[String], typed: &str) -> Result<String, FieldProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let value = match kind {
        Kind::Text if typed.chars().count() > VALUE_CHARS_MAX => {
            Err(FieldProblem::with_limit("fields", "own-text", limit(VALUE_CHARS_MAX)))
        }
        Kind::Text => Ok(text::one_line(typed, VALUE_CHARS_MAX)),
        Kind::Number => number(typed).ok_or(FieldProblem::new("fields", "own-number")),
        Kind::Date => typed
            .parse::<Date>()
            .ok()
            .filter(|day| typed.len() == 10 && day.year() > 0)
            .map(|day| day.to_string())
            .ok_or(FieldProblem::new("fields", "own-date")),
        Kind::Choice => {
            let same = |choice: &&String| text::folded(choice) == text::folded(typed);
            let known = choices.join(", ");
            choices.iter().find(same).cloned().ok_or(FieldProblem::new("fields", "own-choice").with("known", known))
        }
    };
    value.map_err(|problem| problem.with("name", name))
}

/// A number with a point before its decimals, whichever sign was typed; `None` for what is none.
fn number(typed: &str) -> Option<String> {
    let bare: String = typed.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (sign, rest) = match bare.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", bare.as_str()),
    };
    // Of a point and a comma the last is before the decimals; one kind more than once stands between thousands.
    let decimal = rest.rfind(['.', ',']).filter(|at| {
        let sign = rest.get(*at..*at + 1).unwrap_or_default();
        rest.matches(sign).count() == 1
    });
    let (whole, part) = match decimal {
        Some(at) => rest.split_at_checked(at).map(|(whole, part)| (whole, part.get(1..).unwrap_or_default()))?,
        None => (rest, ""),
    };
    let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || !digits(part) || whole.len() + part.len() > DIGITS_MAX {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let (whole, part) = (if whole.is_empty() { "0" } else { whole }, part.trim_end_matches('0'));
    Some(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_of_their_kind() {
        let choices = ["Χονδρική".to_owned(), "Λιανική".to_owned()];
        for (kind, typed, want) in [
            (Kind::Text, "  a\n b ", Ok("a b")),
            (Kind::Number, "1.234,50", Ok("1234.5")),
            (Kind::Number, "1,234,567", Ok("1234567")),
            (Kind::Number, "-0,5", Ok("-0.5")),
            (Kind::Number, "12", Ok("12")),
            (Kind::Number, "1 000", Ok("1000")),
            (Kind::Number, "12a", Err("own-number")),
            (Kind::Number, ",5", Err("own-number")),
            (Kind::Number, "1234567890123456", Err("own-number")),
            (Kind::Date, "2026-02-28", Ok("2026-02-28")),
            (Kind::Date, "2026-02-30", Err("own-date")),
            (Kind::Date, "28/2/2026", Err("own-date")),
            (Kind::Choice, "ΧΟΝΔΡΙΚΗ", Ok("Χονδρική")),
            (Kind::Choice, "other", Err("own-choice")),
            (Kind::Choice, " ", Ok("")),
        ] {
            let got = check_value("f", kind, &choices, typed).map_err(|problem| problem.problem);
            assert_eq!(got.as_deref().map_err(|problem| *problem), want, "{kind:?} {typed}");
        }
        assert_eq!(check_value("f", Kind::Text, &[], &"x".repeat(10_000)).unwrap_err().limit, Some(500));
    }

    #[test]
    fn a_choice_needs_choices() {
        let typed = |kind: &str, choices: &[&str]| Typed {
            name: " Type ".to_owned(),
            kind: kind.to_owned(),
            choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
        };
        let checked = check(&typed("choice", &["a", " A ", "", "b"])).unwrap();
        assert_eq!((checked.name.as_str(), checked.choices), ("Type", vec!["a".to_owned(), "b".to_owned()]));
        assert!(check(&typed("text", &["a"])).unwrap().choices.is_empty());
        let fields = |typed: &Typed| check(typed).unwrap_err().iter().map(|one| one.field).collect::<Vec<_>>();
        assert_eq!(fields(&typed("choice", &[])), ["choices"]);
        assert_eq!(fields(&typed("picture", &[])), ["kind"]);
        assert_eq!(fields(&Typed::default()), ["name", "kind"]);
        assert_eq!(fields(&typed("choice", &[&"x".repeat(10_000)])), ["choices", "choices"]);
    }
}
