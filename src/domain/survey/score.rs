//! Which words are a score.

use crate::domain::survey::Kind;
use crate::domain::text;

/// No answer has more characters.
const CHARS_MAX: usize = 24;
/// What people write for one star.
const STARS: [char; 4] = ['⭐', '★', '🌟', '✨'];
const GOOD: [&str; 6] = ["👍", "1", "yes", "y", "ναι", "nai"];
const BAD: [&str; 6] = ["👎", "2", "no", "n", "οχι", "oxi"];

/// The score that a whole message is, if it is one: `4`, `4/5`, `4 ⭐`, `⭐⭐⭐⭐`, `👍`.
#[must_use]
pub fn read(kind: Kind, body: &str) -> Option<i64> {
    if body.chars().nth(CHARS_MAX).is_some() {
        return None;
    }
    // Colours of skin and the mark that asks for a picture change nothing about a thumb.
    let plain: String =
        body.chars().filter(|c| !matches!(c, '\u{fe0f}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}')).collect();
    let said =
        text::folded(plain.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | ',' | '(' | ')')));
    match kind {
        Kind::Thumbs => thumb(&said),
        Kind::Stars => number(kind, &said).or_else(|| stars(&said)),
        Kind::Nps => number(kind, &said),
    }
}

fn thumb(said: &str) -> Option<i64> {
    if GOOD.contains(&said) { Some(1) } else { BAD.contains(&said).then_some(0) }
}

fn number(kind: Kind, said: &str) -> Option<i64> {
    let without = said.trim_end_matches(|c: char| STARS.contains(&c) || c.is_whitespace());
    let best = format!("/{}", kind.scores().end());
    let bare = without.strip_suffix(&best).unwrap_or(without).trim_end();
    let only_digits = (1..=2).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    bare.parse().ok().filter(|score| only_digits && kind.scores().contains(score))
}

fn stars(said: &str) -> Option<i64> {
    let all = said.chars().filter(|c| !c.is_whitespace());
    let only = all.clone().next().is_some() && all.clone().all(|c| STARS.contains(&c));
    i64::try_from(all.count()).ok().filter(|n| only && Kind::Stars.scores().contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_message_is_a_score() {
        for (kind, body, want) in [
            (Kind::Stars, "5", Some(5)),
            (Kind::Stars, " 4. ", Some(4)),
            (Kind::Stars, "4/5", Some(4)),
            (Kind::Stars, "3 ⭐", Some(3)),
            (Kind::Stars, "⭐⭐⭐⭐⭐", Some(5)),
            (Kind::Stars, "⭐️⭐️", Some(2)),
            (Kind::Stars, "⭐⭐⭐⭐⭐⭐", None),
            (Kind::Stars, "0", None),
            (Kind::Stars, "6", None),
            (Kind::Stars, "05", Some(5)),
            (Kind::Stars, "+5", None),
            (Kind::Stars, "5 tins of oil", None),
            (Kind::Stars, "4/10", None),
            (Kind::Stars, "", None),
            (Kind::Nps, "10", Some(10)),
            (Kind::Nps, "0", Some(0)),
            (Kind::Nps, "10/10", Some(10)),
            (Kind::Nps, "11", None),
            (Kind::Nps, "⭐", None),
            (Kind::Thumbs, "👍", Some(1)),
            (Kind::Thumbs, "👍🏽", Some(1)),
            (Kind::Thumbs, "👎!", Some(0)),
            (Kind::Thumbs, "Ναι", Some(1)),
            (Kind::Thumbs, "ΟΧΙ", Some(0)),
            (Kind::Thumbs, "όχι", Some(0)),
            (Kind::Thumbs, "1", Some(1)),
            (Kind::Thumbs, "2", Some(0)),
            (Kind::Thumbs, "no, thank you, but", None),
        ] {
            assert_eq!(read(kind, body), want, "{kind:?} {body:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_somebody_writes_a_score_is_one_of_its_kind(body in ".{0,40}") {
            for kind in Kind::ALL {
                if let Some(score) = read(*kind, &body) {
                    assert!(kind.scores().contains(&score));
                }
            }
        }
    }
}
