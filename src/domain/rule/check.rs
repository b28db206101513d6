//! What an admin may set by a rule, and how many rules there may be.

use crate::domain::condition::check as conditions;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::rule::{Body, Sets, To};
use crate::domain::skill::SKILLS_MAX;
use crate::domain::text;
use crate::domain::variable::VALUE_CHARS_MAX;

/// The longest name of a rule or of a set of rules, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The most sets of classification rules of one workstream.
pub const SETS_MAX: usize = 10;
/// The most rules of one set.
pub const RULES_MAX: usize = 100;
/// The most route-to-queue rules of one workstream.
pub const ROUTES_MAX: usize = 200;
/// The most variables, and the most tags, that one rule sets.
pub const SETS_EACH_MAX: usize = 10;
/// The longest tag, in characters.
pub const TAG_CHARS_MAX: usize = 30;

/// Checks a classification rule.
///
/// # Errors
/// Everything that is wrong with `name`, `when` and `then`.
pub fn classification(name: &str, body: &Body<Sets>) -> Result<(), Refusal> {
    let mut problems = common(name, body);
    problems.extend(sets(&body.then));
    Refusal::unless_empty(problems)
}

/// Checks a route-to-queue rule; `members` is how many agents work for its queue, `None` if there is no such queue.
///
/// # Errors
/// Everything that is wrong with `name`, `when` and `queue`.
pub fn route(name: &str, body: &Body<To>, members: Option<usize>) -> Result<(), Refusal> {
    let mut problems = common(name, body);
    problems.extend(match members {
        None => Some(FieldProblem::new("queue", "unknown")),
        Some(members) => crate::domain::queue::check_target("queue", members).err(),
    });
    Refusal::unless_empty(problems)
}

/// Checks whether one more fits.
///
/// # Errors
/// The problem of the given field.
pub fn one_more(field: &'static str, there_are: usize, most: usize) -> Result<(), FieldProblem> {
    if there_are < most { Ok(()) } else { Err(FieldProblem::with_limit(field, "too-many", limit(most))) }
}

fn common<T>(name: &str, body: &Body<T>) -> Vec<FieldProblem> {
    let mut problems: Vec<FieldProblem> = text::check_name(name, NAME_CHARS_MAX).err().into_iter().collect();
    problems.extend(conditions::problems(&body.when));
    problems
}

fn sets(sets: &Sets) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    if *sets == Sets::default() {
        problems.push(FieldProblem::new("then", "rule-sets-nothing"));
    }
    for (count, most) in
        [(sets.skills.len(), SKILLS_MAX), (sets.variables.len(), SETS_EACH_MAX), (sets.tags.len(), SETS_EACH_MAX)]
    {
        if count > most {
            problems.push(FieldProblem::with_limit("then", "too-many", limit(most)));
        }
    }
    for (name, value) in &sets.variables {
        problems.extend(conditions::of_variable_name("then", name));
        if value.chars().count() > VALUE_CHARS_MAX {
            problems.push(FieldProblem::with_limit("then", "too-long", limit(VALUE_CHARS_MAX)));
        }
    }
    for tag in &sets.tags {
        if tag.trim().is_empty() {
            problems.push(FieldProblem::new("then", "missing"));
        } else if tag.contains(',') {
            problems.push(FieldProblem::new("then", "tag-comma"));
        } else if tag.chars().count() > TAG_CHARS_MAX {
            problems.push(FieldProblem::with_limit("then", "too-long", limit(TAG_CHARS_MAX)));
        }
    }
    problems
}

fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
