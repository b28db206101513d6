//! Looking through files for viruses: what a scanner's answer means, and what follows when there is none.

use crate::domain::text::one_line;
use crate::domain::time::Millis;

/// A file that waits for the scanner is tried again after this long.
pub const PAUSE: Millis = Millis::seconds(30);
/// A file that a scanner, which answers otherwise, fails at so often is given up: it may be the file that ends it.
pub const TRIES_MAX: u32 = 10;
/// The longest name of a virus that is kept.
const SIGNATURE_CHARS_MAX: usize = 120;
/// How the names begin of what is no virus, only more than the scanner looks through.
const LIMITS: &str = "Heuristics.Limits.Exceeded";

/// What a scanner says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found in it.
    Clean,
    /// Something was; how it is called.
    Infected(String),
    /// It is larger than the scanner takes, so that nobody looked through all of it.
    TooLarge,
}

/// The verdict in an answer of `clamd`; the answer in one line if it is none.
///
/// # Errors
/// What it said instead, made safe.
pub fn verdict(answer: &[u8]) -> Result<Verdict, String> {
    let text = String::from_utf8_lossy(answer);
    let text = text.trim_end_matches(['\0', '\n', '\r', ' ']);
    if text.contains("size limit exceeded") {
        return Ok(Verdict::TooLarge);
    }
    match text.strip_prefix("stream: ") {
        Some("OK") => Ok(Verdict::Clean),
        Some(found) if found.ends_with(" FOUND") => {
            let name = one_line(found.trim_end_matches(" FOUND"), SIGNATURE_CHARS_MAX);
            Ok(if name.starts_with(LIMITS) {
                Verdict::TooLarge
            } else if name.is_empty() {
                Verdict::Infected("?".to_owned())
            } else {
                Verdict::Infected(name)
            })
        }
        _ => Err(one_line(text, SIGNATURE_CHARS_MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn answers_are_read() {
        let infected = |name: &str| Ok(Verdict::Infected(name.to_owned()));
        for (answer, want) in [
            (b"stream: OK\0".as_slice(), Ok(Verdict::Clean)),
            (b"stream: OK\n", Ok(Verdict::Clean)),
            (b"stream: Eicar-Test-Signature FOUND\0", infected("Eicar-Test-Signature")),
            (b"stream: A\x1b[2J\n<b>\xff FOUND\0", infected("A[2J <b>\u{fffd}")),
            (b"stream:  FOUND\0", infected("?")),
            (b"INSTREAM size limit exceeded. ERROR\0", Ok(Verdict::TooLarge)),
            (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", Ok(Verdict::TooLarge)),
            (b"stream: Can't allocate memory ERROR\0", Err("stream: Can't allocate memory ERROR".to_owned())),
            (b"HTTP/1.1 400 Bad Request\r\n", Err("HTTP/1.1 400 Bad Request".to_owned())),
            (b"stream: OK, or so they say", Err("stream: OK, or so they say".to_owned())),
            (b"OK", Err("OK".to_owned())),
            (b"", Err(String::new())),
        ] {
            assert_eq!(verdict(answer), want, "{}", String::from_utf8_lossy(answer));
        }
    }

    proptest! {
        /// Whatever comes, nothing but the one answer lets a file pass, and what is kept of it is short and one line.
        #[test]
        fn nothing_else_is_clean(answer in proptest::collection::vec(any::<u8>(), 0..400)) {
            match verdict(&answer) {
                Ok(Verdict::Clean) => prop_assert!(answer.starts_with(b"stream: OK")),
                Ok(Verdict::Infected(text)) | Err(text) => {
                    prop_assert!(text.chars().count() <= SIGNATURE_CHARS_MAX && !text.contains(['\n', '\0']));
                }
                Ok(Verdict::TooLarge) => {}
            }
        }
    }
}
