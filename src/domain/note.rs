//! Notes: what colleagues say to each other in a thread, whom they mention in it, and whether something stands in the
//! wrong field.
//!
//! A note never leaves the house and an answer always does, so the two are kept apart by more than their colour: what looks
//! like the other is asked about once.

use crate::domain::ids::UserId;
use crate::domain::refusal::FieldProblem;
use crate::domain::text;
use crate::domain::user::Person;

/// The longest note, in characters.
pub const NOTE_CHARS_MAX: usize = 4_000;
/// One note mentions so many at most.
pub const MENTIONS_MAX: usize = 20;

/// A place in a note where somebody is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Who.
    pub user: UserId,
    /// Where it begins, in bytes: at the `@`.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

/// A note as it is kept.
///
/// # Errors
/// `text`/`missing`, `text`/`too-long`.
pub fn checked(typed: &str) -> Result<String, FieldProblem> {
    if typed.trim().chars().count() > NOTE_CHARS_MAX {
        return Err(FieldProblem::with_limit("text", "too-long", i64::try_from(NOTE_CHARS_MAX).unwrap_or(i64::MAX)));
    }
    let body = text::clean(typed, NOTE_CHARS_MAX).trim().to_owned();
    if body.is_empty() { Err(FieldProblem::new("text", "missing")) } else { Ok(body) }
}

/// Who is mentioned where: `@` and a name, or the first part of one that only one colleague has. Of names that fit the
/// longest counts; case and accents do not.
#[must_use]
pub fn mentions(body: &str, colleagues: &[Person]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut before = None;
    for (from, sign) in body.char_indices() {
        let begins = sign == '@' && before.is_none_or(|before: char| !before.is_alphanumeric());
        before = Some(sign);
        let Some(rest) = body.get(from + 1..).filter(|_| begins) else { continue };
        if let Some((user, length)) = named(rest, colleagues) {
            found.push(Mention { user, from, to: from + 1 + length });
        }
    }
    found.truncate(MENTIONS_MAX);
    found
}

/// The colleague whom a text begins with, and how many bytes of it are the name.
fn named(rest: &str, colleagues: &[Person]) -> Option<(UserId, usize)> {
    let mut best: Option<(UserId, usize)> = None;
    for colleague in colleagues {
        let first = colleague.name.split_whitespace().next().unwrap_or_default();
        let alone = colleagues.iter().filter(|other| begins_with(&other.name, first).is_some()).count() == 1;
        let names = [Some(colleague.name.trim()), Some(first).filter(|_| alone)];
        for length in names.into_iter().flatten().filter_map(|name| begins_with(rest, name)) {
            if best.is_none_or(|(_, known)| known < length) {
                best = Some((colleague.id, length));
            }
        }
    }
    best
}

/// How many bytes of `rest` are `name`, if it begins with it as a whole word.
fn begins_with(rest: &str, name: &str) -> Option<usize> {
    let count = name.chars().count();
    if count == 0 {
        return None;
    }
    let end = rest.char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
    let (head, tail) = rest.split_at_checked(end)?;
    let whole = tail.chars().next().is_none_or(|next| !next.is_alphanumeric());
    (whole && text::folded(head) == text::folded(name)).then_some(end)
}

/// How answers begin, folded.
const GREETINGS: [&str; 14] = [
    "hello",
    "hi",
    "hey",
    "dear",
    "good morning",
    "good afternoon",
    "good evening",
    "thank you",
    "καλημερα",
    "καλησπερα",
    "γεια σας",
    "χαιρετε",
    "αγαπητ",
    "ευχαριστουμε",
];
/// How notes begin, folded.
const REMARKS: [&str; 8] = ["fyi", "note:", "internal:", "for us:", "σημειωση:", "εσωτερικο:", "για μας:", "προσοχη:"];

/// Whether a note looks like an answer to the contact: it greets, and is to no colleague.
#[must_use]
pub fn looks_like_an_answer(body: &str, mentioned: bool) -> bool {
    !mentioned && begins_like(body, &GREETINGS)
}

/// Whether an answer looks like a note: it speaks to a colleague, or says that it is one.
#[must_use]
pub fn looks_like_a_note(body: &str, colleagues: &[Person]) -> bool {
    begins_like(body, &REMARKS) || !mentions(body, colleagues).is_empty()
}

fn begins_like(body: &str, beginnings: &[&str]) -> bool {
    let folded = text::folded(body.trim_start());
    beginnings.iter().any(|beginning| folded.starts_with(text::folded(beginning).as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colleagues(names: &[&str]) -> Vec<Person> {
        let all = names.iter().zip(1..);
        all.map(|(name, id)| Person { id: UserId(id), name: (*name).to_owned() }).collect()
    }

    #[test]
    fn colleagues_are_mentioned_by_name() {
        let team = colleagues(&["Νίκος Παππάς", "Maria", "Maria Rossi", "Eleni K", "Eleni Z", "Ada"]);
        for (body, want) in [
            ("@Νίκος Παππάς δες το", vec![(1, "@Νίκος Παππάς")]),
            ("@νικος, δες το", vec![(1, "@νικος")]),
            ("ask @maria rossi and @Ada.", vec![(3, "@maria rossi"), (6, "@Ada")]),
            ("ask @Maria", vec![(2, "@Maria")]),
            ("ask @Eleni", vec![]),
            ("ask @Eleni Z!", vec![(5, "@Eleni Z")]),
            ("ada@example.com and @Adam", vec![]),
            ("@", vec![]),
            ("@@Ada", vec![(6, "@Ada")]),
        ] {
            let found: Vec<_> =
                mentions(body, &team).iter().map(|one| (one.user.0, body.get(one.from..one.to).unwrap())).collect();
            assert_eq!(found, want, "{body}");
        }
        assert_eq!(mentions(&"@Ada ".repeat(50), &team).len(), MENTIONS_MAX);
    }

    #[test]
    fn what_stands_in_the_wrong_field_is_noticed() {
        let team = colleagues(&["Ada"]);
        for (body, answer, note) in [
            ("Hello Anna, your tins left today", true, false),
            ("  Καλησπέρα σας, φτάνουν αύριο", true, false),
            ("ΑΓΑΠΗΤΗ κυρία", true, false),
            ("Wants an invoice, I send it tomorrow", false, false),
            ("FYI: she has called twice", false, true),
            ("Σημείωση: θέλει τιμολόγιο", false, true),
            ("Hello @Ada, can you look?", false, true),
            ("", false, false),
        ] {
            let mentioned = !mentions(body, &team).is_empty();
            assert_eq!(looks_like_an_answer(body, mentioned), answer, "{body}");
            assert_eq!(looks_like_a_note(body, &team), note, "{body}");
        }
    }

    #[test]
    fn notes_are_short_and_not_empty() {
        assert_eq!(checked(" a\r\nb "), Ok("a\nb".to_owned()));
        assert_eq!(checked(" \n ").unwrap_err().problem, "missing");
        assert!(checked(&"ώ".repeat(NOTE_CHARS_MAX)).is_ok());
        assert_eq!(checked(&"ώ".repeat(NOTE_CHARS_MAX + 1)).unwrap_err().limit, Some(4_000));
    }

    proptest! {
        #[test]
        fn mentions_are_pieces_of_the_text(body in "[@ aΝι\u{301}🙂]{0,40}", names in prop::collection::vec("[aΝι 🙂]{0,4}", 0..5)) {
            let team = colleagues(&names.iter().map(String::as_str).collect::<Vec<_>>());
            let mut end = 0;
            for mention in mentions(&body, &team) {
                prop_assert!(mention.from >= end && body.get(mention.from..mention.to).is_some());
                prop_assert!(body.get(mention.from..).is_some_and(|rest| rest.starts_with('@')));
                end = mention.from + 1;
            }
        }
    }
}
