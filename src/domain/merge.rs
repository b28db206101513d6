//! Two contacts that are the same person: what stays of both, and what can be taken back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::contact::NOTES_CHARS_MAX;
use crate::domain::ids::{ContactFieldId, ContactId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::tag;
use crate::domain::text;

/// What is kept about a contact beside its addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Values {
    /// The name we give; empty: none.
    pub name: String,
    /// The name they chose; empty: none.
    pub profile_name: String,
    /// BCP 47; `None`: not known.
    pub language: Option<String>,
    /// What the team notes.
    pub notes: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// What stands in own fields.
    pub fields: BTreeMap<ContactFieldId, String>,
}

/// Whose value stays, where both have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The one that stays.
    #[default]
    Kept,
    /// The one that becomes it.
    Gone,
}

/// What was chosen; the default keeps what stands in the one that stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The name we give.
    pub name: Side,
    /// The language.
    pub language: Side,
    /// Own fields.
    pub fields: BTreeMap<ContactFieldId, Side>,
}

/// Whether these may become one: two that are both there.
///
/// # Errors
/// The problem of `contact_id` for a contact with itself.
pub fn may_merge(kept: ContactId, gone: ContactId) -> Result<(), FieldProblem> {
    if kept == gone { Err(FieldProblem::new("contact_id", "merge-self")) } else { Ok(()) }
}

/// What is kept about the one that stays.
///
/// # Errors
/// [`Refusal::Fields`] with `notes` and `tags` where both together are more than one contact may have.
pub fn merged(kept: &Values, gone: &Values, choices: &Choices) -> Result<Values, Refusal> {
    let mut problems = Vec::new();
    let notes = joined(&kept.notes, &gone.notes);
    if notes.chars().count() > NOTES_CHARS_MAX {
        let limit = i64::try_from(NOTES_CHARS_MAX).unwrap_or(i64::MAX);
        problems.push(FieldProblem::with_limit("notes", "merge-notes", limit));
    }
    let both: Vec<String> = kept.tags.iter().chain(&gone.tags).cloned().collect();
    let tags = tag::checked(&both).unwrap_or_else(|problem| {
        problems.push(FieldProblem { problem: "merge-tags", ..problem });
        Vec::new()
    });
    Refusal::unless_empty(problems)?;
    let mut fields = gone.fields.clone();
    for (id, value) in &kept.fields {
        if !gone.fields.contains_key(id) || choices.fields.get(id) != Some(&Side::Gone) {
            fields.insert(*id, value.clone());
        }
    }
    let language = match choices.language {
        Side::Kept => kept.language.clone().or_else(|| gone.language.clone()),
        Side::Gone => gone.language.clone().or_else(|| kept.language.clone()),
    };
    Ok(Values {
        name: one_of(&kept.name, &gone.name, choices.name),
        profile_name: one_of(&kept.profile_name, &gone.profile_name, Side::Kept),
        language,
        notes,
        tags,
        fields,
    })
}

fn one_of(kept: &str, gone: &str, side: Side) -> String {
    let (first, second) = if side == Side::Kept { (kept, gone) } else { (gone, kept) };
    if first.is_empty() { second.to_owned() } else { first.to_owned() }
}

fn joined(kept: &str, gone: &str) -> String {
    if gone.is_empty() || kept.contains(gone) {
        kept.to_owned()
    } else if kept.is_empty() {
        gone.to_owned()
    } else {
        format!("{kept}\n\n{gone}")
    }
}

/// What stays as it is when a merge is taken back, for somebody changed it since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stays {
    /// The name we give.
    Name,
    /// The name they chose.
    ProfileName,
    /// The language.
    Language,
    /// The notes.
    Notes,
    /// An own field.
    Field(ContactFieldId),
}

/// What is kept about the one that stayed when the other is itself again: what the merge made of it goes back to what was
/// before; what was changed since stays. `others` are tags of contacts that became it too.
#[must_use]
pub fn undone(now: &Values, before: &Values, after: &Values, others: &[String]) -> (Values, Vec<Stays>) {
    let mut left = now.clone();
    let mut stays = Vec::new();
    let mut back = |now: &mut String, before: &String, after: &String, what: Stays| {
        if before == after {
        } else if now == after {
            now.clone_from(before);
        } else {
            stays.push(what);
        }
    };
    back(&mut left.name, &before.name, &after.name, Stays::Name);
    back(&mut left.profile_name, &before.profile_name, &after.profile_name, Stays::ProfileName);
    back(&mut left.notes, &before.notes, &after.notes, Stays::Notes);
    if before.language != after.language {
        if now.language == after.language {
            left.language.clone_from(&before.language);
        } else {
            stays.push(Stays::Language);
        }
    }
    for (id, value) in after.fields.iter().filter(|(id, value)| before.fields.get(id) != Some(value)) {
        if now.fields.get(id) == Some(value) {
            match before.fields.get(id) {
                Some(value) => left.fields.insert(*id, value.clone()),
                None => left.fields.remove(id),
            };
        } else {
            stays.push(Stays::Field(*id));
        }
    }
    let same = |tags: &[String], tag: &String| tags.iter().any(|one| text::folded(one) == text::folded(tag));
    left.tags.retain(|tag| same(&before.tags, tag) || !same(&after.tags, tag) || same(others, tag));
    (left, stays)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(name: &str, notes: &str, tags: &[&str], fields: &[(i64, &str)]) -> Values {
        Values {
            name: name.to_owned(),
            notes: notes.to_owned(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            fields: fields.iter().map(|(id, value)| (ContactFieldId(*id), (*value).to_owned())).collect(),
            ..Values::default()
        }
    }

    #[test]
    fn the_one_that_stays_wins_unless_somebody_chose() {
        let kept = values("Anna", "pays cash", &["vip"], &[(1, "12"), (2, "red")]);
        let gone = values("Άννα", "calls late", &["VIP", "shop"], &[(1, "13"), (3, "x")]);
        let plain = merged(&kept, &gone, &Choices::default()).unwrap();
        assert_eq!(
            plain,
            values("Anna", "pays cash\n\ncalls late", &["vip", "shop"], &[(1, "12"), (2, "red"), (3, "x")])
        );
        let fields = [(ContactFieldId(1), Side::Gone), (ContactFieldId(2), Side::Gone)].into();
        let chosen = merged(&kept, &gone, &Choices { name: Side::Gone, fields, ..Choices::default() }).unwrap();
        assert_eq!((chosen.name.as_str(), &chosen.fields[&ContactFieldId(1)]), ("Άννα", &"13".to_owned()));
        assert_eq!(chosen.fields[&ContactFieldId(2)], "red", "there is nothing on the other side");
        let nameless = merged(&values("", "", &[], &[]), &gone, &Choices::default()).unwrap();
        assert_eq!((nameless.name.as_str(), nameless.notes.as_str()), ("Άννα", "calls late"));
        assert_eq!(joined("a\nb", "b"), "a\nb", "what is there already is not said twice");
    }

    #[test]
    fn more_than_one_may_have_is_refused_whole() {
        let long = values("", &"x".repeat(3_000), &[], &[]);
        let other = values("", &"y".repeat(3_000), &[], &[]);
        let refusal = merged(&long, &other, &Choices::default()).unwrap_err();
        assert_eq!(refusal.problems().first().map(|one| (one.field, one.problem)), Some(("notes", "merge-notes")));
        let tags = |from: usize| {
            let tags: Vec<String> = (from..from + 15).map(|n| format!("t{n}")).collect();
            Values { tags, ..Values::default() }
        };
        let refusal = merged(&tags(0), &tags(100), &Choices::default()).unwrap_err();
        assert_eq!(refusal.problems().first().map(|one| (one.field, one.limit)), Some(("tags", Some(20))));
        assert!(merged(&tags(0), &tags(3), &Choices::default()).is_ok());
    }

    #[test]
    fn what_changed_since_stays() {
        let before = values("Anna", "a", &["vip"], &[(1, "12")]);
        let after = values("Άννα", "a\n\nb", &["vip", "shop", "both"], &[(1, "13"), (2, "x"), (3, "y")]);
        let others = ["both".to_owned()];
        assert_eq!(
            undone(&after, &before, &after, &others),
            (values("Anna", "a", &["vip", "both"], &[(1, "12")]), vec![])
        );
        let now = values("Anna P.", "a\n\nb\nc", &["vip", "shop", "new"], &[(1, "14"), (2, "x")]);
        let (left, stays) = undone(&now, &before, &after, &[]);
        assert_eq!(left, values("Anna P.", "a\n\nb\nc", &["vip", "new"], &[(1, "14")]));
        let fields = [Stays::Field(ContactFieldId(1)), Stays::Field(ContactFieldId(3))];
        assert_eq!(stays, [vec![Stays::Name, Stays::Notes], fields.to_vec()].concat());
        assert_eq!(undone(&now, &before, &before, &[]), (now.clone(), vec![]), "nothing was made of it");
        let may = |kept, gone| may_merge(ContactId(kept), ContactId(gone)).is_ok();
        assert!(may(1, 2) && !may(1, 1));
    }
}
