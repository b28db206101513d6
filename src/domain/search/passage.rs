//! The part of a text that answers a question, with what answers it marked.

use std::ops::Range;

use crate::domain::search::{Alternative, Query, Word, words};
use crate::domain::text::one_line;

/// Characters that stand before the first mark.
const BEFORE: usize = 40;

/// A stretch of a passage, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it begins.
    pub start: usize,
    /// How long it is.
    pub length: usize,
}

/// A part of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// It, on one line.
    pub text: String,
    /// What is marked in it, in order.
    pub marks: Vec<Mark>,
}

/// The words from `at` on that are the words of an alternative, in bytes of the text.
fn fits(found: &[Word], at: usize, one: &Alternative) -> Option<Range<usize>> {
    let here = found.get(at..at.saturating_add(one.words.len()))?;
    let last = one.words.len().saturating_sub(1);
    let same = here.iter().zip(&one.words).enumerate().all(|(place, (word, wanted))| {
        if one.prefix && place == last { word.text.starts_with(wanted.as_str()) } else { word.text == *wanted }
    });
    let (first, last) = (here.first()?, here.last()?);
    same.then_some(first.place.start..last.place.end)
}

/// What of a text answers a question, in bytes, in order and without overlaps.
fn found(text: &str, query: &Query) -> Vec<Range<usize>> {
    let all = words(text);
    let alternatives: Vec<&Alternative> = query.terms.iter().flat_map(|term| &term.any).collect();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for at in 0..all.len() {
        let longest = alternatives.iter().filter_map(|one| fits(&all, at, one)).max_by_key(|range| range.end);
        let Some(range) = longest else { continue };
        match marks.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => marks.push(range),
        }
    }
    marks
}

/// The passage of the first of some texts that answers; of none that does, the first that says anything.
#[must_use]
pub fn passage(texts: &[String], query: &Query, chars_max: usize) -> Passage {
    let mut first = None;
    for text in texts {
        let line = one_line(text, usize::MAX);
        if line.is_empty() {
            continue;
        }
        let marks = found(&line, query);
        if !marks.is_empty() {
            return cut(&line, &marks, chars_max);
        }
        first = first.or(Some(line));
    }
    first.map_or_else(Passage::default, |line| cut(&line, &[], chars_max))
}

fn cut(line: &str, marks: &[Range<usize>], chars_max: usize) -> Passage {
    let count = |part: Option<&str>| part.map_or(0, |part| part.chars().count());
    let whole = line.chars().count();
    let first = marks.first().map_or(0, |mark| count(line.get(..mark.start)));
    // As much as fits behind the first mark, and a little before it, from the beginning of a word.
    let mut from =
        if whole <= chars_max { 0 } else { first.saturating_sub(BEFORE).min(whole.saturating_sub(chars_max)) };
    let letters: Vec<char> = line.chars().collect();
    while from > 0 && from < first && letters.get(from.saturating_sub(1)).is_some_and(|c| !c.is_whitespace()) {
        from = from.saturating_add(1);
    }
    let to = from.saturating_add(chars_max).min(whole);
    let mut text = String::new();
    let shift = usize::from(from > 0);
    if from > 0 {
        text.push('…');
    }
    text.extend(letters.get(from..to).unwrap_or_default());
    if to < whole {
        text.push('…');
    }
    let marks = marks.iter().filter_map(|mark| {
        let start = count(line.get(..mark.start)).max(from);
        let end = count(line.get(..mark.end)).min(to);
        (start < end).then(|| Mark { start: start - from + shift, length: end - start })
    });
    Passage { text, marks: marks.collect() }
}

impl Passage {
    /// The passage in pieces: the text, and whether it is marked.
    #[must_use]
    pub fn pieces(&self) -> Vec<(String, bool)> {
        let (mut all, mut at) = (Vec::new(), 0);
        let part = |from: usize, length: usize| self.text.chars().skip(from).take(length).collect::<String>();
        for mark in &self.marks {
            all.push((part(at, mark.start.saturating_sub(at)), false));
            all.push((part(mark.start, mark.length), true));
            at = mark.start.saturating_add(mark.length);
        }
        all.push((part(at, usize::MAX), false));
        all.retain(|(text, _)| !text.is_empty());
        all
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::search::parse;

    fn shown(texts: &[&str], q: &str, chars_max: usize) -> String {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let passage = passage(&texts, &parse(q, date(2026, 11, 26)), chars_max);
        passage.pieces().into_iter().map(|(text, marked)| if marked { format!("[{text}]") } else { text }).collect()
    }

    #[test]
    fn marks_stand_where_the_words_are() {
        for (text, q, want) in [
            ("Ο Γιώργος θέλει λάδι", "γιωργος λαδ", "Ο [Γιώργος] θέλει [λάδι]"),
            ("Straße und STRASSE", "strasse", "[Straße] und [STRASSE]"),
            ("cafe\u{301}s, Café", "cafe ", "cafe\u{301}s, [Café]"),
            ("καλή μέρα, μέρα καλή", "\"καλη μερα\"", "[καλή μέρα], μέρα καλή"),
            ("東京タワー", "東京", "[東京]タワー"),
            ("Call 694 123 4567", "694 123", "Call [694 123] 4567"),
            ("nothing here", "else", "nothing here"),
            ("a\nb  c", "c", "a b [c]"),
        ] {
            assert_eq!(shown(&[text], q, 160), want, "{q}");
        }
        assert_eq!(shown(&["", "Invoice", "Τιμολόγιο 12.pdf"], "τιμολογιο", 160), "[Τιμολόγιο] 12.pdf");
        let long = format!("{} olives {}", "word ".repeat(60).trim(), "and so on ".repeat(30).trim());
        let cut = shown(&[&long], "olives", 100);
        assert!(cut.starts_with("…word ") && cut.contains("[olives] and so on") && cut.ends_with('…'), "{cut}");
    }

    proptest! {
        #[test]
        fn marks_are_inside_and_in_order(text in "\\PC{0,120}", q in "\\PC{0,12}", most in 10_usize..80) {
            let passage = passage(&[text], &parse(&q, date(2026, 11, 26)), most);
            let (length, mut end) = (passage.text.chars().count(), 0);
            prop_assert!(length <= most + 2);
            for mark in &passage.marks {
                prop_assert!(mark.start >= end && mark.length > 0 && mark.start + mark.length <= length);
                end = mark.start + mark.length;
            }
            let whole: String = passage.pieces().into_iter().map(|(text, _)| text).collect();
            prop_assert_eq!(whole, passage.text);
        }
    }
}
