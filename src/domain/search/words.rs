//! A text as words: stretches of letters and digits. Scripts that write without blanks, and pictures, give a word for each
//! character, so that any part of a sentence is found; two of them side by side are asked for as a phrase.

use std::ops::Range;

use crate::domain::address::is_between_digits;
use crate::domain::search::fold;

/// Characters of one word that are looked at; nobody types more.
const WORD_CHARS_MAX: usize = 64;
/// A number written in groups is also a word as a whole, from so many digits on.
const PHONE_DIGITS_MIN: usize = 7;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is compared.
    pub text: String,
    /// Where it stands, in bytes.
    pub place: Range<usize>,
}

/// Whether a script puts no blanks between words.
const fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{eff}'       // Thai, Lao
        | '\u{1000}'..='\u{109f}'   // Burmese
        | '\u{1780}'..='\u{17ff}'   // Khmer
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}' // kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' // Han
    )
}

/// Whether it is a picture.
const fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1f0ff}' | '\u{1f300}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

/// Adds a character as it is compared, without what some characters are written with: `⑴` is a 1.
fn push(c: char, to: &mut String) {
    if c.is_ascii() || is_picture(c) {
        return fold::push(c, to);
    }
    let mut folded = String::new();
    fold::push(c, &mut folded);
    to.extend(folded.chars().filter(|part| part.is_alphanumeric() || fold::stays(*part)));
}

fn is_of_a_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || fold::is_mark(c) }
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    let close = |open: &mut Option<Word>, all: &mut Vec<Word>| {
        if let Some(word) = open.take().filter(|word| !word.text.is_empty()) {
            all.push(cut(word));
        }
    };
    for (at, c) in text.char_indices() {
        let end = at.saturating_add(c.len_utf8());
        if stands_alone(c) || is_picture(c) {
            if is_vowel_of_before(c)
                && let Some(last) = all.last_mut().filter(|last| last.place.end == at && open.is_none())
            {
                last.place.end = end;
                push(c, &mut last.text);
                continue;
            }
            close(&mut open, &mut all);
            let mut alone = Word { text: String::new(), place: at..end };
            push(c, &mut alone.text);
            if !alone.text.is_empty() && (c.is_alphanumeric() || is_picture(c)) {
                all.push(alone);
            }
        } else if fold::is_nothing(c) {
            if let Some(word) = &mut open {
                word.place.end = end;
            }
        } else if is_of_a_word(c) || (open.is_some() && fold::stays(c)) {
            let word = open.get_or_insert_with(|| Word { text: String::new(), place: at..end });
            word.place.end = end;
            push(c, &mut word.text);
        } else {
            close(&mut open, &mut all);
        }
    }
    close(&mut open, &mut all);
    all
}

/// A sign above or below that belongs to the character before it, such as a vowel of Thai or the voicing of kana.
fn is_vowel_of_before(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{eb1}' | '\u{eb4}'..='\u{ebc}'
        | '\u{ec8}'..='\u{ece}' | '\u{102b}'..='\u{103e}' | '\u{17b6}'..='\u{17d3}' | '\u{3099}' | '\u{309a}')
}

fn cut(mut word: Word) -> Word {
    if let Some((end, _)) = word.text.char_indices().nth(WORD_CHARS_MAX) {
        word.text.truncate(end);
    }
    word
}

/// The digits of what is nothing but a telephone number, written in whatever way; `+` and leading `00` are left out.
/// `None` if there are fewer than three, or anything else.
#[must_use]
pub fn phone_digits(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("whatsapp:");
    let mut digits = String::new();
    for c in text.chars() {
        match c {
            _ if c.is_numeric() => fold::push(c, &mut digits),
            '+' | ' ' | '\u{a0}' | '-' | '\u{2010}'..='\u{2015}' | '(' | ')' | '.' | '/' => {}
            _ => return None,
        }
    }
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    (digits.len() >= 3).then(|| digits.to_owned())
}

/// A text as it is indexed: its words with blanks between, and numbers that are written in groups once more as a whole.
#[must_use]
pub fn indexed(text: &str) -> String {
    let found = words(text);
    let mut line = String::with_capacity(text.len());
    for word in &found {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word.text);
    }
    for whole in grouped_numbers(text, &found) {
        line.push(' ');
        line.push_str(&whole);
    }
    line
}

/// Numbers that a text writes in groups, without what stands between.
fn grouped_numbers(text: &str, found: &[Word]) -> Vec<String> {
    let is_number = |word: &Word| word.text.bytes().all(|digit| digit.is_ascii_digit());
    let goes_on = |one: &Word, two: &Word| {
        let between = text.get(one.place.end..two.place.start).unwrap_or("x");
        between.chars().count() <= 3 && between.chars().all(is_between_digits)
    };
    let (mut all, mut open, mut groups): (Vec<String>, String, usize) = (Vec::new(), String::new(), 0);
    let mut before: Option<&Word> = None;
    for word in found {
        let more = is_number(word) && before.is_some_and(|before| goes_on(before, word));
        if !more {
            if groups > 1 && open.len() >= PHONE_DIGITS_MIN {
                all.push(std::mem::take(&mut open));
            }
            (open, groups) = (String::new(), 0);
        }
        if is_number(word) && open.len() < WORD_CHARS_MAX {
            open.push_str(&word.text);
            groups = groups.saturating_add(1);
        }
        before = is_number(word).then_some(word);
    }
    if groups > 1 && open.len() >= PHONE_DIGITS_MIN {
        all.push(open);
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_letters_and_digits() {
        for (text, want) in [
            ("Καλημέρα, θέλω 2 λίτρα!", vec!["καλημερα", "θελω", "2", "λιτρα"]),
            ("don't e-mail a_b@c.org", vec!["don", "t", "e", "mail", "a", "b", "c", "org"]),
            ("Wo\u{ad}rt co\u{301}te", vec!["wort", "cote"]),
            ("東京タワー", vec!["東", "京", "タ", "ワ", "ー"]),
            ("ab東cd", vec!["ab", "東", "cd"]),
            ("น้ำมัน", vec!["น", "\u{e4d}า", "มั", "น"]),
            ("ok👍🏽 ❤\u{fe0f}", vec!["ok", "👍", "❤"]),
            ("क्षमा", vec!["क\u{94d}षमा"]),
            ("한국", vec!["\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"]),
            ("", vec![]),
            ("\"*():^-{}\u{0}", vec![]),
        ] {
            assert_eq!(of(text), want, "{text}");
        }
        assert_eq!(of(&"x".repeat(200)), ["x".repeat(64)]);
    }

    #[test]
    fn numbers_in_groups_are_also_one() {
        assert_eq!(
            indexed("Call 694 12-34 567 or (210) 123 4567."),
            "call 694 12 34 567 or 210 123 4567 6941234567 2101234567"
        );
        assert_eq!(indexed("2 x 3, 12 34 or 6941234567"), "2 x 3 12 34 or 6941234567");
    }

    #[test]
    fn telephone_numbers_in_any_spelling() {
        for (text, want) in [
            ("+30 694 123-4567", Some("306941234567")),
            ("0030 (694) 1234567", Some("306941234567")),
            ("694.12.34", Some("6941234")),
            ("whatsapp:+306941234567", Some("306941234567")),
            ("６９４", Some("694")),
            ("69", None),
            ("order 694", None),
            ("½½½", None),
        ] {
            assert_eq!(phone_digits(text).as_deref(), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_word_stands_where_it_says(text in "\\PC{0,60}") {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.place.start >= end && word.place.end > word.place.start);
                prop_assert!(!word.text.is_empty());
                let part = text.get(word.place.clone());
                prop_assert!(part.is_some(), "{:?} of {text:?}", word.place);
                end = word.place.end;
            }
        }

        #[test]
        fn what_is_indexed_is_words_and_blanks(text in "\\PC{0,60}") {
            let line = indexed(&text);
            prop_assert!(!line.contains(['"', '*', '\'', '(', '\0']));
            prop_assert_eq!(&folded_words(&line), &line);
        }
    }

    fn folded_words(line: &str) -> String {
        fold::folded(line)
    }
}
