//! Until when an X.509 certificate is good: the one thing that we want of one, read out of its DER.

use crate::domain::time::Timestamp;

const INTEGER: u8 = 0x02;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;

/// The end of a certificate's validity; none for what is not one.
#[must_use]
pub fn not_after(certificate: &[u8]) -> Option<Timestamp> {
    let (whole, _) = expect(certificate, SEQUENCE)?;
    let (mut fields, _) = expect(whole, SEQUENCE)?;
    if let Some((_, rest)) = expect(fields, VERSION) {
        fields = rest;
    }
    let (_, fields) = expect(fields, INTEGER)?; // serial number
    let (_, fields) = expect(fields, SEQUENCE)?; // how it is signed
    let (_, fields) = expect(fields, SEQUENCE)?; // by whom
    let (validity, _) = expect(fields, SEQUENCE)?;
    let (_, _, rest) = element(validity)?; // not before
    let (tag, time, _) = element(rest)?;
    let text = std::str::from_utf8(time).ok()?;
    let text = match tag {
        GENERALIZED_TIME => text.to_owned(),
        // Two digits of a year: 50 and more are of the last century.
        UTC_TIME => format!("{}{text}", if text.get(..2)?.parse::<u8>().ok()? >= 50 { "19" } else { "20" }),
        _ => return None,
    };
    let civil = jiff::civil::DateTime::strptime("%Y%m%d%H%M%SZ", &text).ok()?;
    Some(Timestamp(civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond()))
}

/// The value of the next element if it has this tag, and what follows it.
fn expect(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, value, rest) = element(bytes)?;
    (found == tag).then_some((value, rest))
}

/// Tag and value of the next element, and what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = if *first < 0x80 {
        (usize::from(*first), rest)
    } else {
        // Up to four bytes of length; more no certificate has.
        let (length, rest) =
            rest.split_at_checked(usize::from(first & 0x7f)).filter(|(length, _)| length.len() <= 4)?;
        (length.iter().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte)), rest)
    };
    let (value, rest) = rest.split_at_checked(length)?;
    Some((*tag, value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(tag: u8, value: &[u8]) -> Vec<u8> {
        let length = value.len();
        let mut bytes = vec![tag];
        if length < 0x80 {
            bytes.push(u8::try_from(length).unwrap());
        } else {
            bytes.push(0x82);
            bytes.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
        bytes.extend(value);
        bytes
    }

    fn certificate(tag: u8, until: &str, version: bool) -> Vec<u8> {
        let validity = [der(UTC_TIME, b"260101000000Z"), der(tag, until.as_bytes())].concat();
        let mut fields = if version { der(VERSION, &der(INTEGER, &[2])) } else { Vec::new() };
        for field in [der(INTEGER, &[7; 16]), der(SEQUENCE, &[]), der(SEQUENCE, &[5; 200]), der(SEQUENCE, &validity)] {
            fields.extend(field);
        }
        der(SEQUENCE, &[der(SEQUENCE, &fields), der(SEQUENCE, &[])].concat())
    }

    #[test]
    fn the_end_is_read_in_both_spellings() {
        let at = |text: &str| Some(Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond()));
        assert_eq!(not_after(&certificate(UTC_TIME, "270203101112Z", true)), at("2027-02-03T10:11:12Z"));
        assert_eq!(not_after(&certificate(UTC_TIME, "990203101112Z", false)), at("1999-02-03T10:11:12Z"));
        assert_eq!(not_after(&certificate(GENERALIZED_TIME, "20510203101112Z", true)), at("2051-02-03T10:11:12Z"));
    }

    #[test]
    fn what_is_no_certificate_has_no_end() {
        let good = certificate(UTC_TIME, "270203101112Z", true);
        for end in 0..good.len() - 2 {
            assert_eq!(not_after(good.get(..end).unwrap()), None);
        }
        assert_eq!(not_after(b"\x30\x84\xff\xff\xff\xff"), None);
        assert_eq!(not_after(&certificate(UTC_TIME, "yesterday", true)), None);
        assert_eq!(not_after(&certificate(INTEGER, "270203101112Z", true)), None);
    }
}
