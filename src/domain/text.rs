//! Text from outside: measuring it as the provider does, making it harmless, cutting it for lists.

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

fn is_harmful(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The letter that stands for a name in a face: its first letter or digit, upper case.
#[must_use]
pub fn initial(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map_or_else(|| "?".to_owned(), |c| c.to_uppercase().collect())
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
    fn makes_text_harmless() {
        assert_eq!(clean("a\u{0}b\nc\u{202e}d\u{feff}", 10), "ab\ncd");
        assert_eq!(clean("abcdef", 3), "abc");
        assert_eq!(one_line("  a\n b\t\tc ", 10), "a b c");
        assert_eq!(one_line("Καλησπέρα σας", 6), "Καλησ…");
        assert_eq!(initial("  «Ειρήνη»"), "Ε");
        assert_eq!(initial("🙂"), "?");
    }
}
