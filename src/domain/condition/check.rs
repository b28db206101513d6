//! What an admin may ask: limits, and texts that could never be true.

use crate::domain::condition::{Clause, Condition, ReferralTest, TextTest};
use crate::domain::language;
use crate::domain::placeholder::is_variable_name;
use crate::domain::refusal::FieldProblem;

/// The most clauses of one rule.
pub const CLAUSES_MAX: usize = 20;
/// The most values of one condition.
pub const VALUES_MAX: usize = 100;
/// The longest value, in characters.
pub const VALUE_CHARS_MAX: usize = 200;
/// So much of a wrong name is told, in characters.
const NAME_CHARS_SHOWN: usize = 40;

/// Everything that is wrong with the clauses of a rule: the field `when`, with the clause's place from 1.
#[must_use]
pub fn problems(clauses: &[Clause]) -> Vec<FieldProblem> {
    let mut problems: Vec<FieldProblem> = Vec::new();
    if clauses.len() > CLAUSES_MAX {
        problems.push(too_many(CLAUSES_MAX));
    }
    for (at, clause) in clauses.iter().enumerate() {
        let found = of_condition(&clause.is);
        problems.extend(found.map(|problem| problem.with("clause", (at + 1).to_string())));
    }
    problems
}

fn of_condition(condition: &Condition) -> Option<FieldProblem> {
    match condition {
        Condition::Number(any) => count(any.len()),
        Condition::PhonePrefix(any) => values(any).or_else(|| {
            any.iter()
                .find(|prefix| !is_prefix(prefix))
                .map(|wrong| FieldProblem::new("when", "phone-prefix").with("value", wrong.clone()))
        }),
        Condition::Language(any) => values(any).or_else(|| {
            let wrong = any.iter().find(|tag| language::tag(tag).is_err());
            wrong.map(|wrong| FieldProblem::new("when", "language").with("value", wrong.clone()))
        }),
        Condition::Tag(any) => values(any),
        Condition::Contact(_) | Condition::Hours { .. } | Condition::Referral(ReferralTest::Any) => None,
        Condition::FirstMessage(test)
        | Condition::Profile(test)
        | Condition::Referral(ReferralTest::Headline(test)) => of_test(test),
        Condition::Referral(ReferralTest::Source(any)) => values(any),
        Condition::Time { from, to, .. } => (to <= from).then(|| {
            FieldProblem::new("when", "hours-end-before-begin")
                .with("from", from.to_string())
                .with("to", to.to_string())
        }),
        Condition::Variable { name, is } => of_variable_name("when", name).or_else(|| of_test(is)),
    }
}

fn of_test(test: &TextTest) -> Option<FieldProblem> {
    match test {
        TextTest::Contains(any) | TextTest::Equals(any) => values(any),
        // It could not have been made if it were wrong.
        TextTest::Matches(_) => None,
    }
}

/// What is wrong with the name of a variable.
#[must_use]
pub fn of_variable_name(field: &'static str, name: &str) -> Option<FieldProblem> {
    let shown: String = name.chars().take(NAME_CHARS_SHOWN).collect();
    (!is_variable_name(name)).then(|| FieldProblem::new(field, "variable-name").with("name", shown))
}

fn values(any: &[String]) -> Option<FieldProblem> {
    count(any.len()).or_else(|| {
        if any.iter().any(|value| value.trim().is_empty()) {
            Some(FieldProblem::new("when", "missing"))
        } else if any.iter().any(|value| value.chars().count() > VALUE_CHARS_MAX) {
            Some(FieldProblem::with_limit("when", "too-long", limit(VALUE_CHARS_MAX)))
        } else {
            None
        }
    })
}

/// At least one value, for none could never be true.
fn count(values: usize) -> Option<FieldProblem> {
    match values {
        0 => Some(FieldProblem::new("when", "missing")),
        1..=VALUES_MAX => None,
        _ => Some(too_many(VALUES_MAX)),
    }
}

fn is_prefix(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (1..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

fn too_many(count: usize) -> FieldProblem {
    FieldProblem::with_limit("when", "too-many", limit(count))
}

fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
