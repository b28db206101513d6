//! Whether what a contact answered is what was asked, and how it is kept.

use jiff::civil::Date;

use crate::domain::bot::menu::Check;
use crate::domain::text::{folded, one_line};
use crate::domain::variable::VALUE_CHARS_MAX;

/// The months as people write them, folded, by their beginning: English, Greek in both cases.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ιαν"],
    &["feb", "φεβ"],
    &["mar", "μαρ"],
    &["apr", "απρ"],
    &["may", "μαι", "μαη"],
    &["jun", "ιουν"],
    &["jul", "ιουλ"],
    &["aug", "αυγ"],
    &["sep", "σεπ"],
    &["oct", "οκτ"],
    &["nov", "νοε"],
    &["dec", "δεκ"],
];

/// What is kept of an answer; `None` if it is not what was asked. `today` is the day where we are.
#[must_use]
pub fn read(check: &Check, text: &str, today: Date) -> Option<String> {
    let line = one_line(text, usize::MAX);
    if line.is_empty() || line.chars().count() > VALUE_CHARS_MAX {
        return None;
    }
    match check {
        Check::Text => Some(line),
        Check::Number => number(&line).or_else(|| only_number(&line)),
        Check::Email => email(&line),
        Check::Date => date(&line, today).map(|date| date.to_string()),
        Check::Code(shape) => code(shape, &line),
    }
}

/// A number with the point before its decimals: `1.234,50` and `1,234.50` are both `1234.50`, and `12,5` is `12.5`.
#[must_use]
pub fn number(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '€' | '$' | '£' | '+')).collect();
    let (minus, digits) = bare.strip_prefix(['-', '−']).map_or(("", bare.as_str()), |rest| ("-", rest));
    let signs: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).collect();
    if digits.is_empty() || digits.len() > 30 || signs.iter().any(|c| !matches!(c, '.' | ',')) {
        return None;
    }
    let last = signs.last().copied();
    let times = |sign: char| signs.iter().filter(|one| **one == sign).count();
    let decimal = match last {
        None => None,
        // Twice the same sign groups; once, with three digits behind it, it does so in Greek with a point.
        Some(sign) if times(sign) > 1 => None,
        Some(sign) => {
            let behind = digits.rsplit(sign).next().unwrap_or_default().len();
            let alone = signs.len() == 1;
            if alone && sign == '.' && behind == 3 && digits.len() > 4 { None } else { Some(sign) }
        }
    };
    let (whole, part) = match decimal {
        Some(sign) => digits.rsplit_once(sign)?,
        None => (digits, ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let grouped =
        groups.iter().skip(1).all(|group| group.len() == 3) && groups.first().is_some_and(|first| first.len() <= 3);
    let mixed = whole.contains('.') && whole.contains(',') || decimal.is_some_and(|sign| whole.contains(sign));
    if groups.len() > 1 && (!grouped || mixed) {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if whole.is_empty() || (decimal.is_some() && part.is_empty()) {
        return None;
    }
    Some(if part.is_empty() { format!("{minus}{whole}") } else { format!("{minus}{whole}.{part}") })
}

/// The number in a short answer such as `40 tins`, if there is just one.
fn only_number(text: &str) -> Option<String> {
    let mut found = text.split(' ').filter_map(number);
    let one = found.next()?;
    found.next().is_none().then_some(one)
}

fn email(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| matches!(c, '<' | '>' | '.' | ',' | ';'));
    let (name, host) = text.split_once('@')?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '%' | '\'');
    let named = !name.is_empty() && name.chars().all(fits) && !name.starts_with('.') && !name.ends_with('.');
    let labels: Vec<&str> = host.split('.').collect();
    let hosted = labels.len() >= 2
        && labels.iter().all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && labels.last().is_some_and(|last| last.chars().count() >= 2);
    (named && hosted && text.len() <= 254).then(|| text.to_lowercase())
}

/// A day, as Greeks and the English write it: day first, or the year first; a month may be a word.
fn date(text: &str, today: Date) -> Option<Date> {
    let bare = folded(text);
    match bare.trim() {
        "today" | "σημερα" => return Some(today),
        "tomorrow" | "αυριο" => return today.tomorrow().ok(),
        _ => {}
    }
    let parts: Vec<&str> =
        bare.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty() && *part != "of").collect();
    let month_at = parts.iter().position(|part| month(part).is_some());
    let (year, month, day) = match (parts.as_slice(), month_at) {
        ([year, month, day], None) if year.len() == 4 => (year.parse().ok()?, month.parse().ok()?, ordinal(day)?),
        ([day, month, year], None) => (full_year(year)?, month.parse().ok()?, ordinal(day)?),
        ([day, month], None) => (today.year(), month.parse().ok()?, ordinal(day)?),
        ([day, name, year], Some(1)) | ([name, day, year], Some(0)) => (full_year(year)?, month(name)?, ordinal(day)?),
        ([day, name], Some(1)) | ([name, day], Some(0)) => (today.year(), month(name)?, ordinal(day)?),
        _ => return None,
    };
    Date::new(year, month, day).ok()
}

fn month(word: &str) -> Option<i8> {
    if word.chars().count() < 3 || word.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let at = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    i8::try_from(at + 1).ok()
}

/// `5`, `5th`, `5η`.
fn ordinal(text: &str) -> Option<i8> {
    text.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}

fn full_year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    Some(if text.len() <= 2 { 2_000 + year } else { year })
}

/// A code of a shape: blanks, signs and case do not matter, and Greek capitals that look like Latin ones are those.
fn code(shape: &str, text: &str) -> Option<String> {
    let mut given = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).map(latin);
    let mut kept = String::new();
    for wanted in shape.chars() {
        match wanted {
            '#' => kept.push(given.next().filter(char::is_ascii_digit)?),
            '@' => kept.push(given.next().filter(|c| c.is_alphabetic())?),
            sign if !sign.is_alphanumeric() => kept.push(sign),
            letter => {
                let upper = letter.to_uppercase().next().map(latin)?;
                given.next().filter(|c| *c == upper)?;
                kept.push(upper);
            }
        }
    }
    given.next().is_none().then_some(kept)
}

const fn latin(c: char) -> char {
    match c {
        'Α' => 'A',
        'Β' => 'B',
        'Ε' => 'E',
        'Ζ' => 'Z',
        'Η' => 'H',
        'Ι' => 'I',
        'Κ' => 'K',
        'Μ' => 'M',
        'Ν' => 'N',
        'Ο' => 'O',
        'Ρ' => 'P',
        'Τ' => 'T',
        'Υ' => 'Y',
        'Χ' => 'X',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_in_one_form() {
        let today = jiff::civil::date(2026, 11, 25);
        let code = || Check::Code("GR-####".to_owned());
        for (check, text, want) in [
            (Check::Text, "  a\n b ", Some("a b")),
            (Check::Text, " \n", None),
            (Check::Number, "12", Some("12")),
            (Check::Number, "12,5", Some("12.5")),
            (Check::Number, "1.234,50 €", Some("1234.50")),
            (Check::Number, "1,234.50", Some("1234.50")),
            (Check::Number, "1.234", Some("1234")),
            (Check::Number, "0.25", Some("0.25")),
            (Check::Number, "-3", Some("-3")),
            (Check::Number, "1.234.567", Some("1234567")),
            (Check::Number, "twelve", None),
            (Check::Number, "40 tins", Some("40")),
            (Check::Number, "2 or 3", None),
            (Check::Number, "1,", None),
            (Check::Number, "1.2,3.4", None),
            (Check::Number, "12.34.56", None),
            (Check::Email, " Maria@Example.GR. ", Some("maria@example.gr")),
            (Check::Email, "maria@example", None),
            (Check::Email, "maria example.gr", None),
            (Check::Date, "5/3/2026", Some("2026-03-05")),
            (Check::Date, "05.03.26", Some("2026-03-05")),
            (Check::Date, "2026-3-5", Some("2026-03-05")),
            (Check::Date, "5 Μαρτίου 2026", Some("2026-03-05")),
            (Check::Date, "March 5th, 2026", Some("2026-03-05")),
            (Check::Date, "5η Μαΐου", Some("2026-05-05")),
            (Check::Date, "αύριο", Some("2026-11-26")),
            (Check::Date, "31/2/2026", None),
            (Check::Date, "soon", None),
            (code(), "gr 1234", Some("GR-1234")),
            (code(), "GR-123", None),
            (code(), "GR-12345", None),
            (Check::Code("AB-##".to_owned()), "ΑΒ12", Some("AB-12")),
        ] {
            assert_eq!(read(&check, text, today).as_deref(), want, "{check:?} {text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_typed_breaks_it(text in "\\PC{0,40}") {
            let today = jiff::civil::date(2026, 11, 25);
            for check in [Check::Text, Check::Number, Check::Email, Check::Date, Check::Code("@#-@".to_owned())] {
                drop(read(&check, &text, today));
            }
        }
    }
}
