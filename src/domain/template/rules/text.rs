//! The rules of the text, its language and its category.

use super::{BODY_CHARS_MAX, BREAKS_MAX, EMOJI_MAX, Place, VARIABLES_MAX, Violation};
use crate::domain::template::written::Written;
use crate::domain::template::{Piece, is_language, pieces, variables};
use crate::domain::text::folded;

/// Words that WhatsApp takes for advertising, folded: whole words, or beginnings of words with `*`.
const ADVERTISING: [&str; 22] = [
    "sale",
    "discount*",
    "offer",
    "offers",
    "promo*",
    "coupon*",
    "voucher*",
    "bargain*",
    "giveaway*",
    "clearance",
    "cashback",
    "προσφορα",
    "προσφορεσ",
    "προσφορων",
    "εκπτωσ*",
    "εκπτωτικ*",
    "κουπονι*",
    "δωρεαν",
    "δωροεπιταγ*",
    "κληρωσ*",
    "ξεπουλημα",
    "προνομιακ*",
];

pub(super) fn language(written: &Written, found: &mut Vec<Violation>) {
    let language = &written.language;
    if language.is_empty() {
        found.push(Violation::new(Place::Language, "missing"));
    } else if !is_language(language) {
        found.push(Violation::new(Place::Language, "language-unknown").found(language));
    } else if other_script(language, &written.body) {
        found.push(Violation::new(Place::Language, "language-mismatch").found(language));
    }
}

/// Whether most letters of the text are of a script in which the language is not written.
fn other_script(language: &str, body: &str) -> bool {
    let primary = language.split('_').next().unwrap_or_default();
    let plain = pieces(body).into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::Variable(_) => None,
    });
    let letters: Vec<char> = plain.collect::<String>().chars().filter(|c| c.is_alphabetic()).collect();
    let is_latin = |c: &char| matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let is_greek = |c: &char| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}');
    let is_cyrillic = |c: &char| matches!(c, '\u{400}'..='\u{52f}');
    let own = letters.iter().filter(|c| match primary {
        "el" => is_greek(c),
        "bg" | "ru" | "uk" | "mk" | "kk" | "ky" => is_cyrillic(c),
        "ar" | "fa" | "ur" | "ps" => matches!(c, '\u{600}'..='\u{6ff}'),
        "he" => matches!(c, '\u{590}'..='\u{5ff}'),
        "ka" | "hi" | "bn" | "gu" | "kn" | "ml" | "mr" | "pa" | "ta" | "te" | "th" | "lo" | "ja" | "ko" | "zh"
        | "si" | "sr" => !is_greek(c),
        _ => is_latin(c),
    });
    !letters.is_empty() && own.count() * 2 < letters.len()
}

pub(super) fn category(written: &Written, found: &mut Vec<Violation>) {
    match written.category.as_str() {
        "utility" => {
            if let Some(word) = advertising(&written.body) {
                found.push(Violation::new(Place::Category, "category-words").found(word));
            }
        }
        "marketing" => {}
        "authentication" => found.push(Violation::new(Place::Category, "category-authentication")),
        "" if !written.kind.needs_approval() => {}
        _ => found.push(Violation::new(Place::Category, "missing")),
    }
}

fn advertising(body: &str) -> Option<String> {
    let is_one = |word: &str| {
        let word = folded(word);
        ADVERTISING.iter().any(|known| match known.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == *known,
        })
    };
    body.split(|c: char| !c.is_alphanumeric()).find(|word| is_one(word)).map(str::to_owned)
}

pub(super) fn body(body: &str, found: &mut Vec<Violation>) {
    let wrong = |rule| Violation::new(Place::Body, rule);
    if body.is_empty() {
        found.push(wrong("missing"));
        return;
    }
    if body.chars().count() > BODY_CHARS_MAX {
        found.push(wrong("too-long").limit(BODY_CHARS_MAX));
    }
    if body.contains('\t') {
        found.push(wrong("tab"));
    }
    if body.contains("     ") {
        found.push(wrong("blanks"));
    }
    if body.contains("\n\n\n") {
        found.push(wrong("breaks").limit(BREAKS_MAX));
    }
    if emoji(body) > EMOJI_MAX {
        found.push(wrong("emoji").limit(EMOJI_MAX));
    }
    holes(body, found);
}

/// The rules of the variables in a text.
fn holes(body: &str, found: &mut Vec<Violation>) {
    let wrong = |rule| Violation::new(Place::Body, rule);
    let pieces = pieces(body);
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        Piece::Variable(_) => None,
    });
    if let Some((_, rest)) = texts.clone().find_map(|text| text.split_once("{{")) {
        let name: String = rest.chars().take_while(|c| *c != '}').take(24).collect();
        found.push(wrong("variable-name").found(name));
    }
    let names = variables([body]);
    if names.len() > VARIABLES_MAX {
        found.push(wrong("variables-many").limit(VARIABLES_MAX));
    }
    if let Some(missing) = gap(&names) {
        found.push(wrong("variables-gap").found(format!("{{{{{missing}}}}}")));
    }
    if let Some(second) = beside(&pieces) {
        found.push(wrong("variables-beside").found(format!("{{{{{second}}}}}")));
    }
    let spoken = |piece: &&Piece| match piece {
        Piece::Text(text) => text.chars().any(char::is_alphanumeric),
        Piece::Variable(_) => true,
    };
    if let Some(Piece::Variable(name)) = pieces.iter().find(spoken) {
        found.push(wrong("variable-first").found(format!("{{{{{name}}}}}")));
    }
    if let Some(Piece::Variable(name)) = pieces.iter().rev().find(spoken) {
        found.push(wrong("variable-last").found(format!("{{{{{name}}}}}")));
    }
    let holes = pieces.iter().filter(|piece| matches!(piece, Piece::Variable(_))).count();
    let words = texts.flat_map(str::split_whitespace).filter(|word| word.chars().any(char::is_alphanumeric)).count();
    if holes > 0 && words < 2 * holes + 1 {
        found.push(wrong("words-few").limit(2 * holes + 1));
    }
}

/// The first number that is left out, if variables are numbers.
fn gap(names: &[String]) -> Option<usize> {
    let numbers: Vec<usize> = names.iter().filter_map(|name| name.parse().ok()).collect();
    (1..).zip(&numbers).find(|(wanted, number)| wanted != *number).map(|(wanted, _)| wanted)
}

/// The second of two variables with nothing but blanks between them.
fn beside(pieces: &[Piece]) -> Option<&str> {
    let mut open = false;
    for piece in pieces {
        match piece {
            Piece::Variable(name) if open => return Some(name),
            Piece::Variable(_) => open = true,
            Piece::Text(text) => open &= text.trim().is_empty(),
        }
    }
    None
}

/// How many emoji a text has: a joined family, a flag and a coloured hand are one each.
pub(super) fn emoji(text: &str) -> usize {
    let (mut count, mut joined, mut half_flag) = (0, false, false);
    for c in text.chars() {
        match c {
            '\u{200d}' => joined = true,
            '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => {}
            '\u{1f1e6}'..='\u{1f1ff}' => {
                half_flag = !half_flag;
                count += usize::from(half_flag);
            }
            '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{231a}'..='\u{23ff}' => {
                count += usize::from(!joined);
                joined = false;
            }
            _ => joined = false,
        }
    }
    count
}
