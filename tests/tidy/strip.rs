//! Rust text with everything blanked out that a rule must not trip over: comments, what stands in quotes, test code.
//!
//! Every blanked byte becomes a space and line ends stay, so that a place in the stripped text is the same in the file.

/// The text without comments and without the insides of string and character literals.
pub fn code(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let next = letters.get(at + 1).copied();
        let end = match (letter, next) {
            ('/', Some('/')) => line_end(&letters, at),
            ('/', Some('*')) => block_end(&letters, at),
            ('r' | 'b' | 'c', _) if !follows_word(&letters, at) => raw_end(&letters, at).unwrap_or(at),
            ('"', _) => quote_end(&letters, at, '"'),
            ('\'', _) => character_end(&letters, at).unwrap_or(at),
            _ => at,
        };
        if end == at {
            out.push(letter);
            at += 1;
        } else {
            let literal = letter != '/';
            for (place, &hidden) in letters.iter().enumerate().take(end).skip(at) {
                let edge = literal && (place == at || place + 1 == end);
                if hidden == '\n' || edge {
                    out.push(hidden);
                } else {
                    out.extend(std::iter::repeat_n(' ', hidden.len_utf8()));
                }
            }
            at = end;
        }
    }
    out
}

/// The stripped text without items that only exist under `#[cfg(test)]`.
pub fn live(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let body = start + "#[cfg(test)]".len();
        let end = item_end(&out[body..]).map_or(out.len(), |length| body + length);
        let blank: String = out[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}

/// Length of the item at the start of `code`: to its closing brace, or to a semicolon before any brace.
pub fn item_end(code: &str) -> Option<usize> {
    let (mut braces, mut others) = (0_usize, 0_usize);
    for (place, letter) in code.char_indices() {
        match letter {
            '(' | '[' => others += 1,
            ')' | ']' => others = others.saturating_sub(1),
            ';' if braces == 0 && others == 0 => return Some(place + 1),
            '{' => braces += 1,
            '}' if braces == 1 => return Some(place + 1),
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn follows_word(letters: &[char], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| letters.get(before))
        .is_some_and(|&letter| letter.is_alphanumeric() || letter == '_')
}

fn line_end(letters: &[char], from: usize) -> usize {
    (from..letters.len()).find(|&at| letters.get(at) == Some(&'\n')).unwrap_or(letters.len())
}

fn block_end(letters: &[char], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0_usize);
    while at < letters.len() {
        match (letters.get(at), letters.get(at + 1)) {
            (Some('/'), Some('*')) => (depth, at) = (depth + 1, at + 2),
            (Some('*'), Some('/')) if depth == 1 => return at + 2,
            (Some('*'), Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    letters.len()
}

/// End of `r"…"`, `r#"…"#`, `b"…"`, `br"…"`, `b'…'` at `from`; none where the letter only begins a word.
fn raw_end(letters: &[char], from: usize) -> Option<usize> {
    let mut at = from;
    let mut raw = false;
    while let Some('r' | 'b' | 'c') = letters.get(at) {
        raw |= letters.get(at) == Some(&'r');
        at += 1;
    }
    let hashes = letters.iter().skip(at).take_while(|&&letter| letter == '#').count();
    let quote = letters.get(at + hashes)?;
    match (quote, raw) {
        ('"', false) if hashes == 0 => Some(quote_end(letters, at, '"')),
        ('\'', false) if hashes == 0 => Some(quote_end(letters, at, '\'')),
        ('"', true) => {
            let mut end = at + hashes + 1;
            while end < letters.len() {
                let closing = letters.get(end) == Some(&'"')
                    && letters.iter().skip(end + 1).take(hashes).filter(|&&letter| letter == '#').count() == hashes;
                end += 1;
                if closing {
                    return Some(end + hashes);
                }
            }
            Some(letters.len())
        }
        _ => None,
    }
}

fn quote_end(letters: &[char], from: usize, quote: char) -> usize {
    let mut at = from + 1;
    while let Some(&letter) = letters.get(at) {
        match letter {
            '\\' => at += 2,
            _ if letter == quote => return at + 1,
            _ => at += 1,
        }
    }
    letters.len()
}

/// End of a character literal; none for a lifetime.
fn character_end(letters: &[char], from: usize) -> Option<usize> {
    match (letters.get(from + 1)?, letters.get(from + 2)?) {
        ('\\', _) => Some(quote_end(letters, from, '\'')),
        (_, '\'') => Some(from + 3),
        _ => None,
    }
}

#[test]
fn comments_and_literals_are_blanked_and_lines_stay() {
    let sample = "let a = \"χ // { }\"; // gone {\n/* a /* b */ { */ let c = '{'; let d = '\\''; fn f<'a>() {}\nr#\"raw \" {\"#;";
    let stripped = code(sample);
    assert_eq!(stripped.lines().count(), 3);
    assert_eq!(stripped.len(), sample.len());
    assert_eq!(stripped.matches('{').count(), 1, "{stripped}");
    assert!(stripped.contains("fn f<'a>() {}"), "{stripped}");
    assert!(!stripped.contains("raw"), "{stripped}");
}

#[test]
fn test_items_are_not_live() {
    let sample =
        code("fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { now() }\n}\n#[cfg(test)]\nmod more;\nfn c() {}\n");
    let stripped = live(&sample);
    assert!(stripped.contains("fn a") && stripped.contains("fn c"), "{stripped}");
    assert!(!stripped.contains("now") && !stripped.contains("more"), "{stripped}");
    assert_eq!(stripped.lines().count(), 8);
}
