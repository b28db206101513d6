//! How near a prepared text is to what somebody was writing, so that the likeliest one can stand on top.

use std::collections::BTreeSet;

use crate::domain::text;

/// Words of fewer letters say nothing about what a text is about.
const WORD_CHARS_MIN: usize = 4;
/// Endings differ, above all in Greek: so many letters of a word are compared.
const STEM_CHARS: usize = 5;
/// Only so much of a text is looked at.
const TEXT_CHARS_MAX: usize = 2_000;

/// The stems of the words of a text.
#[must_use]
pub fn stems(text: &str) -> BTreeSet<String> {
    let head: String = text.chars().take(TEXT_CHARS_MAX).collect();
    text::folded(&head)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= WORD_CHARS_MIN)
        .map(|word| word.chars().take(STEM_CHARS).collect())
        .collect()
}

/// How near `other` is to `text`, 0 to 1000: the share of the smaller one's words that both have, weighed with the
/// share of the larger one's, so that a short text is not near to everything.
#[must_use]
pub fn nearness(text: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let both = text.intersection(other).count();
    let (small, large) = (text.len().min(other.len()), text.len().max(other.len()));
    if both == 0 || small == 0 {
        return 0;
    }
    (both * 700) / small + (both * 300) / large
}

/// The place of the nearest of `others`, if any has something in common with `text`; of equals the first.
pub fn nearest<'a>(text: &str, others: impl IntoIterator<Item = &'a str>) -> Option<usize> {
    let words = stems(text);
    let near = others.into_iter().map(|other| nearness(&words, &stems(other))).enumerate();
    near.filter(|(_, near)| *near > 0).max_by_key(|(place, near)| (*near, std::cmp::Reverse(*place))).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_has_the_most_words_in_common() {
        let templates = [
            "Hello {{1}}, our shop is closed on {{2}}.",
            "Hello {{1}}, your order {{2}} is ready and leaves tomorrow.",
            "Καλησπέρα {{1}}, η παραγγελία σας {{2}} φορτώθηκε και φεύγει {{3}}.",
            "Your invoice for order {{1}} is ready.",
        ];
        for (text, want) in [
            ("Your order leaves tomor", Some(1)),
            ("the invoice is", Some(3)),
            ("Γιώργο, φορτώθηκε η παραγγελία! Φεύγει αύριο", Some(2)),
            ("ΠΑΡΑΓΓΕΛΙΑ", Some(2)),
            ("closed", Some(0)),
            ("xyz", None),
            ("it is on", None),
            ("", None),
        ] {
            assert_eq!(nearest(text, templates), want, "{text}");
        }
        assert_eq!(nearest("hello", []), None);
    }

    #[test]
    fn of_equals_the_first_stands_on_top() {
        assert_eq!(nearest("order", ["order one", "order two"]), Some(0));
    }
}
