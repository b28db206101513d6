//! Tags of contacts: short words by which rules know them. Compared without case and accents.

use crate::domain::refusal::FieldProblem;
use crate::domain::rule::check::TAG_CHARS_MAX;
use crate::domain::text;

/// The most tags of one contact.
pub const TAGS_MAX: usize = 20;

/// Tags as they are kept: one line each, each once, in the order in which they were given.
///
/// # Errors
/// The problem of the field `tags`: too many, too long, or one with a comma in it.
pub fn checked(typed: &[String]) -> Result<Vec<String>, FieldProblem> {
    let limit = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
        if tag.chars().count() > TAG_CHARS_MAX {
            return Err(FieldProblem::with_limit("tags", "too-long", limit(TAG_CHARS_MAX)));
        }
        let tag = text::one_line(tag, TAG_CHARS_MAX);
        if tag.contains(',') {
            return Err(FieldProblem::new("tags", "tag-comma"));
        }
        if !tag.is_empty() && tags.iter().all(|known| text::folded(known) != text::folded(&tag)) {
            tags.push(tag);
        }
    }
    if tags.len() > TAGS_MAX {
        return Err(FieldProblem::with_limit("tags", "too-many", limit(TAGS_MAX)));
    }
    Ok(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_few_and_short_and_each_stands_once() {
        let texts = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        assert_eq!(checked(&texts(&[" VIP ", "vip", "", "Χονδρική", "ΧΟΝΔΡΙΚΗ"])), Ok(texts(&["VIP", "Χονδρική"])));
        let problem = |tags: Vec<String>| checked(&tags).map_err(|problem| (problem.problem, problem.limit));
        assert_eq!(problem(vec!["x".repeat(31)]), Err(("too-long", Some(30))));
        assert_eq!(problem(texts(&["a,b"])), Err(("tag-comma", None)));
        let many = |count: usize| (0..count).map(|n| format!("t{n}")).collect::<Vec<_>>();
        assert_eq!(problem(many(21)), Err(("too-many", Some(20))));
        assert!(problem(many(20)).is_ok());
    }
}
