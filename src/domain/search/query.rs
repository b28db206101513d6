//! Reading what somebody types: words, phrases in quotes, operators. Nothing that is typed is an error: what is not
//! understood counts as words, and that is said.

use jiff::civil::Date;

use crate::domain::search::suggest::Operator;
use crate::domain::search::{folded, phone_digits, words};

/// Characters of a question at most.
pub const CHARS_MAX: usize = 200;
/// Words and phrases of a question at most.
const TERMS_MAX: usize = 12;
/// A number of at least so many digits may stand in a text without its country code.
const PHONE_DIGITS_MIN: usize = 7;

/// One way in which a term may stand in a text: words side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The words, as they are compared.
    pub words: Vec<String>,
    /// Whether the last one may go on.
    pub prefix: bool,
}

/// What has to stand in a text: one of some alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// They.
    pub any: Vec<Alternative>,
}

impl Term {
    fn one(words: Vec<String>, prefix: bool) -> Self {
        Self { any: vec![Alternative { words, prefix }] }
    }
}

/// What is to be said about a question besides its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// There is no such operator; it counted as words.
    UnknownOperator(String),
    /// That is no day; it did not count.
    NoDay(String),
    /// Only files can be asked for so; it did not count.
    OnlyFiles(String),
    /// There were more words than are looked at.
    TooManyWords,
}

/// A question, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What has to stand in the text, all of it.
    pub terms: Vec<Term>,
    /// The words without operators, as typed: for names of contacts.
    pub plain: String,
    /// Written by a contact of this name or number.
    pub from: Vec<String>,
    /// Over a number of ours of this name or number.
    pub number: Vec<String>,
    /// Written by a colleague of this name.
    pub agent: Vec<String>,
    /// With this tag, at the conversation or the contact.
    pub tag: Vec<String>,
    /// Before this day begins.
    pub before: Option<Date>,
    /// From this day on.
    pub after: Option<Date>,
    /// With a file.
    pub has_file: bool,
    /// What is to be said about it.
    pub said: Vec<Said>,
}

impl Query {
    /// Whether it asks for anything.
    #[must_use]
    pub fn asks(&self) -> bool {
        !self.terms.is_empty() || self.filters()
    }

    /// Whether an operator stands in it.
    #[must_use]
    pub fn filters(&self) -> bool {
        self.has_file
            || self.before.is_some()
            || self.after.is_some()
            || [&self.from, &self.number, &self.agent, &self.tag].into_iter().any(|values| !values.is_empty())
    }

    fn take(&mut self, operator: Operator, value: &str, today: Date) {
        let value = value.to_owned();
        match operator {
            Operator::From => self.from.push(value),
            Operator::Number => self.number.push(value),
            Operator::Agent => self.agent.push(value),
            Operator::Tag => self.tag.push(value),
            Operator::Before | Operator::After => match day(&value, today) {
                // Of two the narrower counts.
                Some(day) if operator == Operator::Before => {
                    self.before = Some(self.before.map_or(day, |known| known.min(day)));
                }
                Some(day) => self.after = Some(self.after.map_or(day, |known| known.max(day))),
                None => self.said.push(Said::NoDay(value)),
            },
            Operator::Has if is_file(&value) => self.has_file = true,
            Operator::Has => self.said.push(Said::OnlyFiles(value)),
        }
    }

    fn add(&mut self, term: Term) {
        if self.terms.len() < TERMS_MAX {
            self.terms.push(term);
        } else if !self.said.contains(&Said::TooManyWords) {
            self.said.push(Said::TooManyWords);
        }
    }

    /// Words in quotes stand side by side, whole; while they are typed, the last one may go on.
    fn add_phrase(&mut self, text: &str, open: bool) {
        let found: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
        if !found.is_empty() {
            self.add(Term::one(found, open && ends_in_a_word(text)));
        }
    }

    /// What is written together stands together; the last word of all may go on.
    fn add_words(&mut self, text: &str, last: bool) {
        let mut found: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
        let may_go_on = last && ends_in_a_word(text);
        let Some(end) = found.pop() else { return };
        if !may_go_on {
            found.push(end);
            return self.add(Term::one(found, false));
        }
        if !found.is_empty() {
            self.add(Term::one(found, false));
        }
        self.add(Term::one(vec![end], true));
    }
}

fn ends_in_a_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphanumeric)
}

/// Quotes around a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quoted {
    /// They were closed.
    Closed,
    /// They are still open.
    Open,
}

/// A piece of what was typed.
#[derive(Debug, PartialEq, Eq)]
struct Piece<'a> {
    /// What stands before a colon.
    operator: Option<&'a str>,
    text: &'a str,
    /// How it stood in quotes, if it did.
    quoted: Option<Quoted>,
}

/// Cuts at blanks that are not in quotes. A quote that is not closed is still typed.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let is_quote = |c: char| matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»');
    let (mut all, mut rest) = (Vec::new(), text.trim_start());
    while !rest.is_empty() {
        let stop = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
        let (head, tail) = rest.split_at_checked(stop).unwrap_or((rest, ""));
        let operator = head.strip_suffix(':').filter(|_| tail.starts_with(is_quote));
        if head.is_empty() || operator.is_some() {
            let mut inside = tail.chars();
            inside.next();
            let inside = inside.as_str();
            let (text, after, quoted) = match inside.find(is_quote) {
                Some(end) => {
                    let (text, after) = inside.split_at_checked(end).unwrap_or((inside, ""));
                    let mut after = after.chars();
                    after.next();
                    (text, after.as_str(), Quoted::Closed)
                }
                None => (inside, "", Quoted::Open),
            };
            all.push(Piece { operator, text, quoted: Some(quoted) });
            rest = after.trim_start();
            continue;
        }
        let named = head.split_once(':').filter(|(name, _)| !name.is_empty() && name.chars().all(char::is_alphabetic));
        all.push(match named {
            Some((name, value)) => Piece { operator: Some(name), text: value, quoted: None },
            None => Piece { operator: None, text: head, quoted: None },
        });
        rest = tail.trim_start();
    }
    all
}

/// Reads what was typed on the day `today`.
#[must_use]
pub fn parse(text: &str, today: Date) -> Query {
    let mut query = Query::default();
    let typed: String = text.chars().take(CHARS_MAX).collect();
    if let Some(digits) = phone_digits(&typed) {
        query.plain = typed.trim().to_owned();
        query.add(number(&typed, &digits));
        return query;
    }
    let ends_open = typed.chars().next_back().is_some_and(|c| !c.is_whitespace());
    let all = pieces(&typed);
    let count = all.len();
    let mut plain = Vec::new();
    for (place, piece) in all.into_iter().enumerate() {
        let last = ends_open && place.saturating_add(1) == count;
        let operator = piece.operator.map(|name| (name, Operator::from_word(name)));
        match operator {
            // Nothing behind it yet: it is being typed.
            Some((_, Some(_))) if piece.text.trim().is_empty() => {}
            Some((_, Some(operator))) => query.take(operator, piece.text.trim(), today),
            Some((name, None)) => {
                if !piece.text.is_empty() && !piece.text.starts_with('/') {
                    query.said.push(Said::UnknownOperator(name.to_owned()));
                }
                let whole = format!("{name}:{}", piece.text);
                query.add_words(&whole, last && piece.quoted.is_none());
                plain.push(whole);
            }
            None => {
                plain.push(piece.text.to_owned());
                match piece.quoted {
                    Some(quoted) => query.add_phrase(piece.text, last && quoted == Quoted::Open),
                    None => query.add_words(piece.text, last),
                }
            }
        }
    }
    query.plain = plain.join(" ");
    query
}

/// A telephone number: as it is typed, as one, and without what may be its country code.
fn number(typed: &str, digits: &str) -> Term {
    let mut any = vec![Alternative { words: vec![digits.to_owned()], prefix: true }];
    let groups: Vec<String> = words(typed).into_iter().map(|word| word.text).collect();
    if groups.len() > 1 {
        any.push(Alternative { words: groups, prefix: true });
    }
    let abroad = typed.trim().starts_with('+') || typed.trim().starts_with("00");
    for country in if abroad { 1..=3 } else { 0..=0 } {
        if let Some(rest) = digits.get(country..).filter(|rest| country > 0 && rest.len() >= PHONE_DIGITS_MIN) {
            any.push(Alternative { words: vec![rest.to_owned()], prefix: false });
            any.push(Alternative { words: vec![format!("0{rest}")], prefix: false });
        }
    }
    Term { any }
}

fn is_file(value: &str) -> bool {
    matches!(folded(value).as_str(), "file" | "files" | "αρχειο" | "αρχεια")
}

/// A day as people write it: `2026-11-26`, `26/11/2026`, `26.11.`, a month, a year, today, yesterday.
fn day(text: &str, today: Date) -> Option<Date> {
    match folded(text).as_str() {
        "today" | "σημερα" => return Some(today),
        "yesterday" | "χθεσ" | "χτεσ" => return today.yesterday().ok(),
        _ => {}
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| -> Option<i16> {
        let plain = (1..=4).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let numbers: Vec<i16> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
    let of = |year: i16, month: i16, day: i16| {
        let year = if year < 100 { year.saturating_add(2000) } else { year };
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    match numbers.as_slice() {
        [year] if *year >= 1000 => of(*year, 1, 1),
        [year, month] if *year >= 1000 => of(*year, *month, 1),
        [month, year] if *year >= 1000 => of(*year, *month, 1),
        [day, month] => of(today.year(), *month, *day),
        [year, month, day] if *year >= 1000 => of(*year, *month, *day),
        [day, month, year] => of(*year, *month, *day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Query {
        parse(text, date(2026, 11, 26))
    }

    /// The terms as one line: words, `+` between those side by side, `*` where one may go on, `|` between alternatives.
    fn terms(text: &str) -> String {
        let alternative = |one: &Alternative| format!("{}{}", one.words.join("+"), if one.prefix { "*" } else { "" });
        let term = |term: &Term| term.any.iter().map(alternative).collect::<Vec<_>>().join("|");
        read(text).terms.iter().map(term).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_phrases_and_beginnings() {
        for (text, want) in [
            ("Γιώργος λάδι", "γιωργοσ λαδι*"),
            ("λάδι ", "λαδι"),
            ("\"καλή μέρα\" σας", "καλη+μερα σασ*"),
            ("«καλή μέρα»", "καλη+μερα"),
            ("\"καλή μέρ", "καλη+μερ*"),
            ("\"καλή ", "καλη"),
            ("λάδι «μι", "λαδι μι*"),
            ("anna@example.org", "anna+example org*"),
            ("e-mail:", "e+mail"),
            ("東京", "東 京*"),
            ("AND OR NOT NEAR(a b) x*", "and or not near+a b x"),
            ("\"", ""),
            ("\"\" ''", ""),
            ("()*^:{}-+", ""),
            ("", ""),
            ("http://example.org/x", "http+example+org x*"),
            ("12:30", "12 30*"),
        ] {
            assert_eq!(terms(text), want, "{text}");
            assert_eq!(read(text).said, [], "{text}");
        }
        let many = read(&"a1 ".repeat(40));
        assert_eq!((many.terms.len(), many.said), (12, vec![Said::TooManyWords]));
    }

    #[test]
    fn operators_in_both_languages_with_and_without_quotes() {
        let query =
            read("from:Γιώργος number:\"Κάτω κατάστημα\" agent:me tag:vip has:file before:2026-11-01 after:1/10 λάδι");
        assert_eq!(query.from, ["Γιώργος"]);
        assert_eq!(query.number, ["Κάτω κατάστημα"]);
        assert_eq!((query.agent, query.tag), (vec!["me".to_owned()], vec!["vip".to_owned()]));
        assert!(query.has_file && query.said.is_empty());
        assert_eq!((query.before, query.after), (Some(date(2026, 11, 1)), Some(date(2026, 10, 1))));
        assert_eq!(query.plain, "λάδι");
        let greek = read("Από:άννα έχει:αρχείο πριν:χθες ετικέτα:x εκπρόσωπος:y αριθμός:z μετά:2025");
        assert_eq!((greek.from.len(), greek.has_file, greek.before), (1, true, Some(date(2026, 11, 25))));
        assert_eq!((greek.tag.len(), greek.agent.len(), greek.number.len()), (1, 1, 1));
        assert_eq!(greek.after, Some(date(2025, 1, 1)));
        assert!(read("has:file").filters() && read("has:file").terms.is_empty() && read("has:file").asks());
        assert!(!read("from:").asks(), "it is being typed");
    }

    #[test]
    fn what_is_not_understood_is_said_and_never_an_error() {
        assert_eq!(terms("colour:red"), "colour red*");
        assert_eq!(read("colour:red").said, [Said::UnknownOperator("colour".to_owned())]);
        assert_eq!(read("before:soon").said, [Said::NoDay("soon".to_owned())]);
        assert_eq!(read("has:wings").said, [Said::OnlyFiles("wings".to_owned())]);
        for wrong in ["31/2", "2026-13-01", "0", "1-2-3-4", "99999", "-"] {
            assert_eq!(read(&format!("after:{wrong}")).after, None, "{wrong}");
        }
    }

    #[test]
    fn a_number_is_found_however_it_is_typed() {
        assert_eq!(terms("694 123"), "694123*|694+123*");
        let abroad = terms("+30 694 1234567");
        assert!(abroad.starts_with("306941234567*|30+694+1234567*|") && abroad.contains("|6941234567|"), "{abroad}");
        assert_eq!(terms("0030 6941234567").split('|').next(), Some("306941234567*"));
    }

    proptest! {
        #[test]
        fn anything_can_be_read(text in "\\PC{0,250}") {
            let query = read(&text);
            for term in &query.terms {
                prop_assert!(!term.any.is_empty());
                for one in &term.any {
                    prop_assert!(!one.words.is_empty() && one.words.iter().all(|word| !word.is_empty()));
                    prop_assert!(one.words.iter().all(|word| !word.contains(['"', ' ', '\0'])));
                }
            }
        }
    }
}
