//! WhatsApp's formatting: `*bold*`, `_italic_`, `~strike~`, `` `code` `` and ``` ```blocks``` ```.
//!
//! A text becomes flat runs of characters that look alike; what they are shown with is the page's business, which
//! escapes them as any text from outside. Nothing here makes HTML. The rules are those of the phone: a mark opens
//! before a letter and after a blank or a sign, closes the other way round, and never spans a line; inside code and
//! inside links nothing is a mark. `static/formatting.js` says the same for what is being typed, and both read one
//! table of examples (`tests/fixtures/whatsapp-formatting.json`).

use std::ops::Range;

/// How characters look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Between stars.
    pub bold: bool,
    /// Between underscores.
    pub italic: bool,
    /// Between tildes.
    pub strike: bool,
    /// Between backquotes.
    pub mono: bool,
}

/// A run of characters that look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The characters, without the marks.
    pub text: String,
    /// How they look.
    pub look: Look,
    /// Which of the links they belong to.
    pub link: Option<usize>,
    /// Which of the marked ranges they belong to.
    pub mark: Option<usize>,
}

/// A character on its way.
#[derive(Clone, Copy)]
struct Letter {
    c: char,
    look: Look,
    /// A mark, not shown.
    hidden: bool,
    /// No mark is looked for here.
    plain: bool,
    link: Option<usize>,
    mark: Option<usize>,
}

/// The text as it will look. `links` are byte ranges in which nothing is formatted, `marked` others that a page
/// wants to show, such as the values of variables; both come back on the spans.
#[must_use]
pub fn spans(text: &str, links: &[Range<usize>], marked: &[Range<usize>]) -> Vec<Span> {
    let place = |ranges: &[Range<usize>], at: usize| ranges.iter().position(|range| range.contains(&at));
    let mut letters: Vec<Letter> = text
        .char_indices()
        .map(|(at, c)| {
            let (link, mark) = (place(links, at), place(marked, at));
            Letter { c, look: Look::default(), hidden: false, plain: link.is_some(), link, mark }
        })
        .collect();
    code(&mut letters, 3);
    code(&mut letters, 1);
    mark(&mut letters, '*', |look| look.bold = true);
    mark(&mut letters, '_', |look| look.italic = true);
    mark(&mut letters, '~', |look| look.strike = true);
    runs(&letters)
}

/// Whether the text would look otherwise than it stands there.
#[must_use]
pub fn is_formatted(text: &str) -> bool {
    spans(text, &[], &[]).iter().any(|span| span.look != Look::default())
}

fn get(letters: &[Letter], at: usize) -> Option<Letter> {
    letters.get(at).copied()
}

fn change(letters: &mut [Letter], range: Range<usize>, mut to: impl FnMut(&mut Letter)) {
    letters.iter_mut().take(range.end).skip(range.start).for_each(&mut to);
}

/// Code between `length` backquotes; three may span lines.
fn code(letters: &mut [Letter], length: usize) {
    let fence = |letters: &[Letter], at: usize| {
        (0..length).all(|step| get(letters, at + step).is_some_and(|letter| letter.c == '`' && !letter.plain))
    };
    let mut at = 0;
    while at < letters.len() {
        if !fence(letters, at) {
            at += 1;
            continue;
        }
        let start = at + length;
        let close = (start..letters.len())
            .take_while(|place| length == 3 || get(letters, *place).is_some_and(|letter| letter.c != '\n'))
            .find(|place| fence(letters, *place));
        let Some(close) = close.filter(|close| has_words(letters, start..*close)) else {
            at = start;
            continue;
        };
        change(letters, at..close + length, |letter| letter.plain = true);
        change(letters, at..start, |letter| letter.hidden = true);
        change(letters, close..close + length, |letter| letter.hidden = true);
        change(letters, start..close, |letter| letter.look.mono = true);
        at = close + length;
    }
}

fn has_words(letters: &[Letter], range: Range<usize>) -> bool {
    letters.iter().take(range.end).skip(range.start).any(|letter| !letter.c.is_whitespace())
}

/// What stands between two of `sign`.
fn mark(letters: &mut [Letter], sign: char, to: fn(&mut Look)) {
    let is_sign = |letter: Letter| letter.c == sign && !letter.plain;
    let outside = |letter: Option<Letter>| letter.is_none_or(|letter| letter.c != sign && !letter.c.is_alphanumeric());
    let inside = |letter: Option<Letter>| letter.is_some_and(|letter| letter.c != sign && !letter.c.is_whitespace());
    let before = |letters: &[Letter], at: usize| at.checked_sub(1).and_then(|at| get(letters, at));
    let mut at = 0;
    while let Some(letter) = get(letters, at) {
        let opens = is_sign(letter) && outside(before(letters, at)) && inside(get(letters, at + 1));
        let close = opens.then(|| {
            (at + 2..letters.len())
                .take_while(|place| get(letters, *place).is_some_and(|letter| letter.c != '\n'))
                .find(|place| {
                    get(letters, *place).is_some_and(is_sign)
                        && inside(before(letters, *place))
                        && outside(get(letters, place + 1))
                })
        });
        let Some(close) = close.flatten() else {
            at += 1;
            continue;
        };
        change(letters, at..at + 1, |letter| letter.hidden = true);
        change(letters, close..close + 1, |letter| letter.hidden = true);
        change(letters, at + 1..close, |letter| to(&mut letter.look));
        at = close + 1;
    }
}

fn runs(letters: &[Letter]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for letter in letters.iter().filter(|letter| !letter.hidden) {
        let Letter { c, look, link, mark, .. } = *letter;
        match spans.last_mut().filter(|span| (span.look, span.link, span.mark) == (look, link, mark)) {
            Some(span) => span.text.push(c),
            None => spans.push(Span { text: c.to_string(), look, link, mark }),
        }
    }
    spans
}

#[cfg(test)]
mod tests;
