//! In which letters a table was saved: UTF-8, UTF-16 with its mark, or the Greek code page that older spreadsheets write.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1253};

/// The same text in UTF-8, if it is known in which letters it is written; else the bytes as they came, so that whoever reads
/// them says where they stop being letters.
#[must_use]
pub fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let found = match bytes {
        [0xff, 0xfe, rest @ ..] => whole(UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => whole(UTF_16BE, rest),
        _ if std::str::from_utf8(bytes).is_ok() => None,
        _ => whole(WINDOWS_1253, bytes).filter(|text| is_greek(text)),
    };
    found.map_or(Cow::Borrowed(bytes), |text| Cow::Owned(text.into_bytes()))
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// Whether it reads as Greek: an accented Latin letter of another code page would stand as a Greek one among Latin ones, and
/// its signs as signs that nobody writes.
fn is_greek(text: &str) -> bool {
    let greek = |c: char| ('\u{386}'..='\u{3ce}').contains(&c);
    let sign = |c: char| {
        matches!(
            c,
            '\u{a0}'
                | '«'
                | '»'
                | '€'
                | '’'
                | '‘'
                | '“'
                | '”'
                | '–'
                | '—'
                | '…'
                | '·'
                | '΄'
                | '΅'
                | '°'
                | '½'
                | '\u{387}'
        )
    };
    let fine = text.chars().all(|c| c.is_ascii() || greek(c) || sign(c));
    let mixed = |word: &str| word.chars().any(greek) && word.chars().any(|c| c.is_ascii_alphabetic());
    fine && text.chars().any(greek) && !text.split(|c: char| !c.is_alphabetic()).any(mixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_write_is_read() {
        let text = "Αριθμός;Όνομα\r\n+306900000001;Γιώργος «Γ» ΰϋ\r\n";
        let utf16 = |mark: [u8; 2], order: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain(text.encode_utf16().flat_map(order)).collect::<Vec<u8>>()
        };
        let (greek, _, lost) = WINDOWS_1253.encode(text);
        assert!(!lost);
        for bytes in [
            text.as_bytes().to_vec(),
            utf16([0xff, 0xfe], u16::to_le_bytes),
            utf16([0xfe, 0xff], u16::to_be_bytes),
            greek.into_owned(),
        ] {
            assert_eq!(String::from_utf8_lossy(&as_utf8(&bytes)), text, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_not_known_stays_as_it_came() {
        for bytes in [
            b"name\ncaf\xe9\n".as_slice(),
            b"name\nM\xfcller\n",
            b"name\n\xa9\xae\n",
            b"\xff\xfea",
            b"\xff\xfe\x00\xd8",
            b"\xd2\xff\xfe",
            b"plain",
            b"",
        ] {
            assert_eq!(as_utf8(bytes), bytes, "{bytes:?}");
        }
    }
}
