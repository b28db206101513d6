//! Outcomes: what became of a conversation, said when it ends, in the words that its workstream has for it.

use crate::domain::ids::OutcomeId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;

/// The longest name of an outcome and of its category, in characters.
pub const NAME_CHARS_MAX: usize = 60;
/// The most outcomes of one workstream.
pub const OUTCOMES_MAX: usize = 50;
/// The most that one conversation can have.
pub const OF_CONVERSATION_MAX: i64 = 12;

/// One of a workstream's outcomes, as an admin wants it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The one that it was; `None`: a new one.
    pub id: Option<OutcomeId>,
    /// What people call it.
    pub name: String,
    /// Under which heading it stands; empty: under none.
    pub category: String,
}

/// What an admin wants of a workstream: its outcomes in their order, and what is asked of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In the order in which people see them.
    pub entries: Vec<Entry>,
    /// Whether a person cannot end a conversation without one.
    pub required: bool,
    /// How many one conversation may have.
    pub most: i64,
}

/// The same as it is kept: names on one line each, rows without a name left out.
///
/// # Errors
/// Everything that is wrong: `outcomes`/`too-many`, `outcomes`/`too-long`, `outcomes`/`outcome-twice` with the name,
/// `outcomes`/`outcome-none` where one is required and there is none, `max`/`limit-range`.
pub fn checked(wanted: Wanted) -> Result<Wanted, Refusal> {
    let limit = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut problems = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    for entry in wanted.entries {
        let name = text::one_line(&entry.name, NAME_CHARS_MAX + 1);
        let category = text::one_line(&entry.category, NAME_CHARS_MAX + 1);
        if name.is_empty() {
            continue;
        }
        if name.chars().count() > NAME_CHARS_MAX || category.chars().count() > NAME_CHARS_MAX {
            problems.push(FieldProblem::with_limit("outcomes", "too-long", limit(NAME_CHARS_MAX)));
        } else if entries.iter().any(|known| text::folded(&known.name) == text::folded(&name)) {
            problems.push(FieldProblem::new("outcomes", "outcome-twice").with("name", name));
        } else {
            entries.push(Entry { id: entry.id, name, category });
        }
    }
    if entries.len() > OUTCOMES_MAX {
        problems.push(FieldProblem::with_limit("outcomes", "too-many", limit(OUTCOMES_MAX)));
    }
    if wanted.required && entries.is_empty() {
        problems.push(FieldProblem::new("outcomes", "outcome-none"));
    }
    if !(1..=OF_CONVERSATION_MAX).contains(&wanted.most) {
        problems.push(FieldProblem::with_limit("max", "limit-range", OF_CONVERSATION_MAX));
    }
    Refusal::unless_empty(problems)?;
    Ok(Wanted { entries, ..wanted })
}

/// What a person says became of a conversation, each once. `known`: those of its workstream, and those it has.
///
/// # Errors
/// `outcomes`/`unknown` for one of another workstream, `outcomes`/`too-many` over `most`.
pub fn chosen(said: &[OutcomeId], known: &[OutcomeId], most: i64) -> Result<Vec<OutcomeId>, FieldProblem> {
    let mut chosen: Vec<OutcomeId> = Vec::new();
    for id in said {
        if !known.contains(id) {
            return Err(FieldProblem::new("outcomes", "unknown"));
        }
        if !chosen.contains(id) {
            chosen.push(*id);
        }
    }
    if i64::try_from(chosen.len()).unwrap_or(i64::MAX) > most {
        return Err(FieldProblem::with_limit("outcomes", "too-many", most));
    }
    Ok(chosen)
}

/// Whether a person may end a conversation that has so many.
///
/// # Errors
/// `outcomes`/`outcome-missing`.
pub fn check_end(required: bool, has: usize) -> Result<(), FieldProblem> {
    if required && has == 0 { Err(FieldProblem::new("outcomes", "outcome-missing")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str) -> Entry {
        Entry { name: name.to_owned(), ..Entry::default() }
    }

    fn wrong(entries: Vec<Entry>, required: bool, most: i64) -> Vec<(&'static str, &'static str)> {
        let refused = checked(Wanted { entries, required, most }).err();
        let problems = refused.map(|refusal| refusal.problems()).unwrap_or_default();
        problems.iter().map(|problem| (problem.field, problem.problem)).collect()
    }

    #[test]
    fn names_are_one_line_and_differ() {
        let kept = checked(Wanted { entries: vec![entry(" Sold\n"), entry(" ")], required: true, most: 1 }).unwrap();
        assert_eq!(kept.entries, [entry("Sold")]);
        assert_eq!(wrong(vec![entry("Πώληση"), entry("ΠΩΛΗΣΗ")], false, 2), [("outcomes", "outcome-twice")]);
        assert_eq!(wrong(vec![entry(&"x".repeat(61))], false, 2), [("outcomes", "too-long")]);
        assert_eq!(wrong(vec![], false, 2), []);
        assert_eq!(wrong(vec![], true, 13), [("outcomes", "outcome-none"), ("max", "limit-range")]);
        assert_eq!(wrong(vec![], false, 0), [("max", "limit-range")]);
        let many = |count: usize| (0..count).map(|n| entry(&format!("o{n}"))).collect();
        assert_eq!((wrong(many(50), true, 12), wrong(many(51), true, 12)), (vec![], vec![("outcomes", "too-many")]));
    }

    #[test]
    fn a_person_chooses_a_few_of_the_known() {
        let [one, two, three] = [OutcomeId(1), OutcomeId(2), OutcomeId(3)];
        let known = [one, two, three];
        assert_eq!(chosen(&[two, one, two], &known, 2), Ok(vec![two, one]));
        assert_eq!(chosen(&[], &known, 1), Ok(vec![]));
        assert_eq!(chosen(&[one, two, three], &known, 2).unwrap_err().problem, "too-many");
        assert_eq!(chosen(&[OutcomeId(4)], &known, 2).unwrap_err().problem, "unknown");
        for (required, has, fine) in [(false, 0, true), (false, 1, true), (true, 0, false), (true, 1, true)] {
            assert_eq!(check_end(required, has).is_ok(), fine, "{required} {has}");
        }
    }
}
