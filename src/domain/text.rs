//! Text from outside: measuring it as the provider does, making it harmless, cutting it for lists.

use crate::domain::refusal::FieldProblem;

/// The length in UTF-16 units, as the provider counts.
#[must_use]
pub fn utf16_units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Without control characters other than line breaks and tabs, and without the marks that turn the
/// direction of the text around them; at most `chars_max` characters.
#[must_use]
pub fn clean(text: &str, chars_max: usize) -> String {
    text.chars().filter(|c| !is_harmful(*c)).take(chars_max).collect()
}

/// One line for lists and titles: cleaned, every run of white space one blank, at most `chars_max`
/// characters with an ellipsis where it was cut.
#[must_use]
pub fn one_line(text: &str, chars_max: usize) -> String {
    let cleaned: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let line = cleaned.chars().filter(|c| !is_harmful(*c)).collect::<String>();
    let line = line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().count() <= chars_max {
        return line;
    }
    let mut cut: String = line.chars().take(chars_max.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// For comparing names: lower case, without the accents of Greek and Western European letters, one kind
/// of sigma. `γιωργος` finds `Γιώργος`.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).map(bare).collect()
}

/// A lower-case letter without its accent.
const fn bare(c: char) -> char {
    match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// Checks the name of something that an admin makes.
///
/// # Errors
/// The problem of the field `name`: empty, or more than `chars_max` characters.
pub fn check_name(name: &str, chars_max: usize) -> Result<(), FieldProblem> {
    if name.trim().is_empty() {
        Err(FieldProblem::new("name", "missing"))
    } else if name.chars().count() > chars_max {
        Err(FieldProblem::with_limit("name", "too-long", i64::try_from(chars_max).unwrap_or(i64::MAX)))
    } else {
        Ok(())
    }
}

fn is_harmful(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The letter that stands for a name in a face: its first letter or digit, upper case.
#[must_use]
pub fn initial(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map_or_else(|| "?".to_owned(), |c| c.to_uppercase().collect())
}

/// Bytes for people.
#[must_use]
pub fn size(bytes: u64) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    let mut scaled = (bytes, 0_u64);
    let mut unit = 0;
    while scaled.0 >= 1_024 && unit + 1 < units.len() {
        scaled = (scaled.0 / 1_024, scaled.0 % 1_024 * 10 / 1_024);
        unit += 1;
    }
    let name = units.get(unit).copied().unwrap_or_default();
    if unit == 0 { format!("{bytes} {name}") } else { format!("{}.{} {name}", scaled.0, scaled.1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_provider_does() {
        for (text, units) in [("", 0), ("abc", 3), ("Ναι", 3), ("😀", 2), ("👨‍👩‍👧", 8), ("é", 1)] {
            assert_eq!(utf16_units(text), units, "{text}");
        }
    }

    #[test]
    fn folds_names() {
        for (name, want) in [("Γιώργος", "γιωργοσ"), ("ΆΝΝΑ", "αννα"), ("Müller", "muller"), ("e\u{301}", "e")]
        {
            assert_eq!(folded(name), want, "{name}");
        }
        assert_eq!(folded("ΓΙΩΡΓΟΣ"), folded("γιώργος"));
    }

    #[test]
    fn makes_text_harmless() {
        assert_eq!(clean("a\u{0}b\nc\u{202e}d\u{feff}", 10), "ab\ncd");
        assert_eq!(clean("abcdef", 3), "abc");
        assert_eq!(one_line("  a\n b\t\tc ", 10), "a b c");
        assert_eq!(one_line("Καλησπέρα σας", 6), "Καλησ…");
        assert_eq!(initial("  «Ειρήνη»"), "Ε");
        assert_eq!(initial("🙂"), "?");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(12), "12 bytes");
        assert_eq!(size(1_536), "1.5 KiB");
        assert_eq!(size(5 * 1_024 * 1_024 * 1_024), "5.0 GiB");
    }
}
