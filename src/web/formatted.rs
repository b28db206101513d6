//! Texts as the phone shows them: WhatsApp's formatting, links, and values that are marked.
//!
//! What comes out is still plain text with a look; `_formatted.html` puts it into elements and escapes it there.

use std::ops::Range;

use url::Url;

use crate::domain::formatting::{self, Look};

/// A run of a text that looks alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What is read.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// Where it leads, if it is a link.
    pub href: Option<String>,
    /// Which of the marked ranges it belongs to.
    pub mark: Option<usize>,
}

/// A text with its links.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    marked(text, &[])
}

/// A text with its links and with marked ranges of bytes, such as the values of placeholders.
#[must_use]
pub fn marked(text: &str, ranges: &[Range<usize>]) -> Vec<Piece> {
    let links = links(text);
    let places: Vec<Range<usize>> = links.iter().map(|(range, _)| range.clone()).collect();
    let href = |link: Option<usize>| links.get(link?).map(|(_, href)| href.clone());
    formatting::spans(text, &places, ranges)
        .into_iter()
        .map(|span| Piece { text: span.text, look: span.look, href: href(span.link), mark: span.mark })
        .collect()
}

/// Where the links stand, and where they lead. Only whole `http` and `https` addresses become links, and none of
/// them carries a name and password, which would only serve to mislead.
fn links(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let (mut rest, mut offset) = (text, 0);
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (_, from) = rest.split_at(start);
        let end =
            from.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»')).unwrap_or(from.len());
        let (candidate, _) = from.split_at(end);
        let address =
            candidate.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '·', '…', '*', '_', '~', '`']);
        let good = Url::parse(address).ok().filter(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.host_str().is_some()
                && url.username().is_empty()
                && url.password().is_none()
        });
        let length = if good.is_some() { address.len() } else { end };
        if let Some(url) = good {
            found.push((offset + start..offset + start + length, url.to_string()));
        }
        let (_, after) = from.split_at(length);
        (rest, offset) = (after, offset + start + length);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_become_links() {
        for (text, want) in [
            ("see https://example.org/a?b=c. Then", vec!["https://example.org/a?b=c"]),
            ("(http://example.org/)", vec!["http://example.org/"]),
            ("javascript:alert(1) data:text/html,x", vec![]),
            ("https:// and http://", vec![]),
            ("https://me:secret@example.org", vec![]),
            ("https://a.example https://b.example", vec!["https://a.example/", "https://b.example/"]),
            ("«https://example.org»", vec!["https://example.org/"]),
            ("https://example.org/a_b_c", vec!["https://example.org/a_b_c"]),
            ("", vec![]),
        ] {
            let pieces = pieces(text);
            let hrefs: Vec<&str> = pieces.iter().filter_map(|piece| piece.href.as_deref()).collect();
            assert_eq!(hrefs, want, "{text}");
            assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
        }
    }

    #[test]
    fn a_link_can_be_bold_and_keeps_its_underscores() {
        let pieces = pieces("*https://example.org/_x_* <b>");
        assert_eq!(pieces[0].href.as_deref(), Some("https://example.org/_x"));
        assert!(pieces[0].look.bold);
        assert_eq!(pieces.last().map(|piece| piece.text.as_str()), Some(" <b>"));
    }

    #[test]
    fn values_are_marked_and_look_as_the_text_around_them() {
        let pieces = marked("*Hello Anna*!", std::slice::from_ref(&(7..11)));
        let got: Vec<_> = pieces.iter().map(|piece| (piece.text.as_str(), piece.look.bold, piece.mark)).collect();
        assert_eq!(got, [("Hello ", true, None), ("Anna", true, Some(0)), ("!", false, None)]);
    }
}
