//! How letters are compared: case, accents and the shape of a letter do not matter, in whatever script.
//!
//! Each character is taken apart (NFKD), its marks are left out, and what remains is case-folded as Unicode has it
//! (`ß` = `ss`, one kind of sigma, `İ` and `ı` = `i`). That makes `й` an `и` and `ё` an `е`, Arabic without vowel signs and
//! Hebrew without points. Marks that make another letter rather than an accent stay: the voicing of kana, the vowels of
//! Thai and Lao, the sign that joins Indic consonants.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

const DECOMPOSED: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
const CLASSES: CanonicalCombiningClassMapBorrowed<'static> = CanonicalCombiningClassMapBorrowed::new();

/// Combining classes of marks that stay.
const KEPT: [u8; 9] = [
    8,   // voicing of kana
    9,   // virama
    84,  // Telugu length marks
    91,  //
    103, // vowels of Thai
    118, // of Lao
    129, // of Tibetan
    130, //
    132, //
];

/// Whether a character is a mark that goes without changing what is meant.
pub(super) fn is_mark(c: char) -> bool {
    if c < '\u{300}' {
        return false;
    }
    let class = CLASSES.get_u8(c);
    class != 0 && !KEPT.contains(&class)
}

/// Whether a character is a mark that makes another letter, and so stays.
pub(super) fn stays(c: char) -> bool {
    c >= '\u{300}' && KEPT.contains(&CLASSES.get_u8(c))
}

/// Whether a character stands inside a word and is none: soft hyphens, joiners, the stretching of Arabic, what chooses the
/// look of a sign.
pub(super) const fn is_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Letters that Unicode does not take apart, as people type them who do not have them.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'đ' | 'ð' | 'ɖ' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// Adds a character to `to` as it is compared.
pub(super) fn push(c: char, to: &mut String) {
    if c.is_ascii() {
        to.push(c.to_ascii_lowercase());
        return;
    }
    for part in DECOMPOSED.normalize_iter(std::iter::once(c)) {
        if is_mark(part) || is_nothing(part) {
            continue;
        }
        // There and back: what has no lower case of its own gets that of its upper case.
        for low in part.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase) {
            match plain(low) {
                Some(letters) => to.push_str(letters),
                None if is_mark(low) => {}
                None => to.push(low),
            }
        }
    }
}

/// A text as it is compared.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    for c in text.chars() {
        push(c, &mut to);
    }
    to
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_take_for_the_same_is_the_same() {
        for (one, other) in [
            ("γιωργος", "Γιώργος"),
            ("ΟΔΟΣ", "οδός"),
            ("οδοσ", "οδός"),
            ("μαιος", "Μάϊος"),
            ("ΐ", "ι"),
            ("αρχη", "ἀρχῇ"),
            ("ωδη", "ᾠδή"),
            ("cafe", "Café"),
            ("cafe", "cafe\u{301}"),
            ("STRASSE", "Straße"),
            ("strasse", "STRAẞE"),
            ("istanbul", "İstanbul"),
            ("isik", "ışık"),
            ("duong", "Đường"),
            ("lodz", "Łódź"),
            ("osterbro", "Østerbro"),
            ("oeuvre", "Œuvre"),
            ("и", "Й"),
            ("елка", "Ёлка"),
            ("كتب", "كَتَبَ"),
            ("كتاب", "كـتـاب"),
            ("احمد", "أحمد"),
            ("שלום", "שָׁלוֹם"),
            ("fine", "ﬁne"),
            ("abc 12", "ＡＢＣ　１２"),
            ("カ", "ｶ"),
            ("hello", "𝓗𝓮𝓵𝓵𝓸"),
            ("k", "\u{212a}"),
            ("wort", "Wo\u{ad}rt"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_another_letter_stays_one() {
        for (one, other) in [("は", "ば"), ("กา", "กู"), ("क्ष", "कष"), ("α", "a"), ("о", "o")] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn case_does_not_matter(text in "[a-zA-Zα-ωΑ-Ωά-ώА-яß0-9 ]{0,40}") {
            prop_assert_eq!(folded(&text.to_uppercase()), folded(&text));
            prop_assert_eq!(folded(&text.to_lowercase()), folded(&text));
        }
    }
}
