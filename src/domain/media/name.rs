//! Names of files from outside, made safe: to be shown, and to be stored on somebody's disk.

use super::sniff::extension_of;

/// The longest name, in letters.
pub const NAME_CHARS_MAX: usize = 120;

/// A name without folders, control characters, turned directions and what file systems refuse; `None` if nothing is left.
#[must_use]
pub fn safe_name(given: &str) -> Option<String> {
    let last = given.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or_default();
    let clean: String = last.chars().filter(|letter| !is_hidden(*letter)).map(plain).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = clean.trim_matches(['.', ' ', '~']);
    if clean.is_empty() {
        return None;
    }
    Some(shortened(clean))
}

/// Nothing that is seen, or that turns what follows around.
fn is_hidden(letter: char) -> bool {
    (letter.is_control() && letter != '\t' && letter != '\n')
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{061c}' | '\u{feff}')
}

const fn plain(letter: char) -> char {
    match letter {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        '\t' | '\n' => ' ',
        letter => letter,
    }
}

/// Cut in the middle, so that its end stays.
fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME_CHARS_MAX {
        return name.to_owned();
    }
    let (stem, end) = match name.rsplit_once('.') {
        Some((stem, end)) if end.chars().count() <= 10 => (stem, format!(".{end}")),
        _ => (name, String::new()),
    };
    let room = NAME_CHARS_MAX.saturating_sub(end.chars().count() + 1);
    let stem: String = stem.chars().take(room).collect();
    format!("{}…{end}", stem.trim_end())
}

/// What a file is called when it is handed out: its name, with an end that fits what it is. A name that lies about what it
/// is gets the true end behind its own.
#[must_use]
pub fn served_name(name: Option<&str>, content_type: &str, fallback: &str) -> String {
    let ends = extension_of(content_type).unwrap_or_default();
    let name = name.unwrap_or(fallback);
    let has = name.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    match ends.first() {
        Some(end) if !has.is_some_and(|has| ends.contains(&has.as_str())) => format!("{name}.{end}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe() {
        for (given, want) in [
            ("invoice.pdf", Some("invoice.pdf")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\Users\\me\\τιμολόγιο 3.pdf", Some("τιμολόγιο 3.pdf")),
            ("a\r\nb\0.pdf", Some("a b.pdf")),
            ("\u{202e}fdp.exe", Some("fdp.exe")),
            ("photo\u{202e}gpj.exe", Some("photogpj.exe")),
            ("  .hidden  ", Some("hidden")),
            ("what?*.txt", Some("what__.txt")),
            ("folder/", Some("folder")),
            ("", None),
            ("../..", None),
            ("\u{200b}\u{feff}", None),
        ] {
            assert_eq!(safe_name(given).as_deref(), want, "{given:?}");
        }
        let long = safe_name(&format!("{}.docx", "α".repeat(300))).unwrap();
        assert_eq!(long.chars().count(), NAME_CHARS_MAX);
        assert!(long.ends_with("….docx"));
    }

    #[test]
    fn an_end_that_lies_is_corrected() {
        assert_eq!(served_name(Some("a.pdf"), "application/pdf", "x"), "a.pdf");
        assert_eq!(served_name(Some("a.JPEG"), "image/jpeg", "x"), "a.JPEG");
        assert_eq!(served_name(Some("a.pdf"), "application/zip", "x"), "a.pdf.zip");
        assert_eq!(served_name(None, "audio/ogg", "voice-7"), "voice-7.ogg");
        assert_eq!(served_name(Some("a.bin"), "application/octet-stream", "x"), "a.bin");
    }

    proptest::proptest! {
        #[test]
        fn a_safe_name_stays_as_it_is(given: String) {
            if let Some(name) = safe_name(&given) {
                proptest::prop_assert!(name.chars().count() <= NAME_CHARS_MAX);
                proptest::prop_assert!(!name.contains(['/', '\\', '\r', '\n', '\0', '"']));
            }
        }
    }
}
