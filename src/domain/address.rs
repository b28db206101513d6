//! WhatsApp addresses. An address is *not* a phone number: since 2026 a contact may hide theirs and
//! be known by a business-scoped user id only.

use std::fmt;

/// The longest address we accept, in bytes; user ids are at most 128 characters.
pub const ADDRESS_BYTES_MAX: usize = 160;

/// A WhatsApp address: `whatsapp:+E.164` or `whatsapp:CC.userid`, kept exactly as the provider writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Address(String);

/// What an address is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// `+` and 7 to 15 digits.
    Phone,
    /// Two-letter country, a dot, up to 128 letters and digits.
    UserId,
}

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a WhatsApp address: expected whatsapp:+ and 7 to 15 digits, or whatsapp: and a user id like GR.1A2B")]
pub struct NotAnAddress;

impl Address {
    /// What stands before the number of a thread whose contact was erased, instead of where it was reached.
    pub const ERASED: &'static str = "whatsapp:ZZ.erased";

    /// Reads the provider's form, `whatsapp:…`.
    ///
    /// # Errors
    /// [`NotAnAddress`] for any other text.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let rest = text.strip_prefix("whatsapp:").ok_or(NotAnAddress)?;
        if text.len() <= ADDRESS_BYTES_MAX && (is_phone(rest) || is_user_id(rest)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnAddress)
        }
    }

    /// Reads what a person types for a phone number: `+30 690 000-0147`, with or without `whatsapp:`. For looking
    /// somebody up; where a number of ours is kept, [`Address::parse`] takes it exactly.
    ///
    /// # Errors
    /// [`NotAnAddress`] unless a plus sign and 7 to 15 digits remain without blanks and punctuation.
    pub fn parse_typed(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let rest = text.strip_prefix("whatsapp:").unwrap_or(text).trim();
        let bare = bare_number(rest);
        if is_phone(&bare) { Ok(Self(format!("whatsapp:{bare}"))) } else { Err(NotAnAddress) }
    }

    /// The provider's form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the `whatsapp:` prefix.
    #[must_use]
    pub fn bare(&self) -> &str {
        self.0.strip_prefix("whatsapp:").unwrap_or(&self.0)
    }

    /// The other way in which the same telephone is written, in the three countries that have two: a mobile of Brazil with
    /// or without its ninth digit, one of Mexico with or without the 1, one of Argentina with or without the 9 behind the
    /// country code. WhatsApp says one, and people type the other.
    #[must_use]
    pub fn other_spelling(&self) -> Option<Self> {
        let digits = self.bare().strip_prefix('+')?;
        let (country, rest) = digits.split_at_checked(2)?;
        let other = match (country, rest.len()) {
            // Two digits of the area, then 9 and the eight of old. Landlines begin with 2 to 5 and have no other spelling.
            ("55", 10) if rest.as_bytes().get(2).is_some_and(|digit| (b'6'..=b'9').contains(digit)) => {
                let (area, number) = rest.split_at_checked(2)?;
                format!("{area}9{number}")
            }
            ("55", 11) if rest.as_bytes().get(2) == Some(&b'9') => {
                let (area, number) = rest.split_at_checked(2)?;
                format!("{area}{}", number.strip_prefix('9')?)
            }
            ("52", 10) => format!("1{rest}"),
            ("52", 11) => rest.strip_prefix('1')?.to_owned(),
            ("54", 10) => format!("9{rest}"),
            ("54", 11) => rest.strip_prefix('9')?.to_owned(),
            _ => return None,
        };
        Some(Self(format!("whatsapp:+{country}{other}")))
    }

    /// Phone number or user id.
    #[must_use]
    pub fn kind(&self) -> AddressKind {
        if self.bare().starts_with('+') { AddressKind::Phone } else { AddressKind::UserId }
    }

    /// For logs: enough to tell two apart, too little to call.
    #[must_use]
    pub fn masked(&self) -> String {
        let bare: Vec<char> = self.bare().chars().collect();
        let tail: String = bare.iter().skip(bare.len().saturating_sub(4)).collect();
        format!("…{tail}")
    }

    /// For people: a phone number in groups behind its country code, or the user id.
    #[must_use]
    pub fn display(&self) -> String {
        let bare = self.bare();
        let Some(digits) = bare.strip_prefix('+') else {
            if self.0.starts_with(Self::ERASED) {
                return "–".to_owned();
            }
            return bare.to_owned();
        };
        let (country, rest) = digits.split_at_checked(country_digits(digits)).unwrap_or(("", digits));
        let rest: Vec<char> = rest.chars().collect();
        // The last four together, threes before them, up to four at the beginning: +30 690 000 0147.
        let mut end = rest.len().saturating_sub(4);
        let mut groups: Vec<String> = vec![rest.iter().skip(end).collect()];
        while end > 0 {
            let start = if end > 4 { end.saturating_sub(3) } else { 0 };
            groups.insert(0, rest.iter().take(end).skip(start).collect());
            end = start;
        }
        groups.insert(0, country.to_owned());
        format!("+{}", groups.join(" "))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How many digits of a number are its country code: one for North America and Russia, two where the plan
/// of the world gave two, else three.
fn country_digits(digits: &str) -> usize {
    const TWO: [&str; 42] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
        "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
        "86", "90", "91", "92", "93", "94",
    ];
    if digits.starts_with(['1', '7']) {
        1
    } else if digits.get(..2).is_some_and(|code| TWO.contains(&code) || code == "95" || code == "98") {
        2
    } else {
        3
    }
}

fn is_phone(bare: &str) -> bool {
    bare.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

fn is_user_id(bare: &str) -> bool {
    bare.split_once('.').is_some_and(|(country, id)| {
        country.len() == 2
            && country.bytes().all(|b| b.is_ascii_uppercase())
            && (1..=128).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// Whether people put this between the digits of a number.
#[must_use]
pub const fn is_between_digits(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '-' | '(' | ')' | '.' | '/')
}

/// A number without what people put between its digits.
#[must_use]
pub fn bare_number(typed: &str) -> String {
    typed.chars().filter(|c| !is_between_digits(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_kinds_and_refuses_the_rest() {
        for (text, kind) in [
            ("whatsapp:+306900000147", Some(AddressKind::Phone)),
            ("whatsapp:GR.1A2B3C", Some(AddressKind::UserId)),
            ("+306900000147", None),
            ("whatsapp:306900000147", None),
            ("whatsapp:+0306900000147", None),
            ("whatsapp:+30690000014712345", None),
            ("whatsapp:gr.1A2B3C", None),
            ("whatsapp:GR.", None),
            ("whatsapp:GR.12 3", None),
            ("whatsapp:", None),
            ("", None),
        ] {
            assert_eq!(Address::parse(text).ok().map(|a| a.kind()), kind, "{text}");
        }
    }

    #[test]
    fn reads_what_people_type() {
        for (typed, want) in [
            ("+30 690 000 0147", Some("whatsapp:+306900000147")),
            (" +1 (415) 523-8886 ", Some("whatsapp:+14155238886")),
            ("whatsapp:+14155238886", Some("whatsapp:+14155238886")),
            ("00306900000147", None),
            ("6900000147", None),
            ("+30 69x", None),
        ] {
            assert_eq!(Address::parse_typed(typed).ok().map(|a| a.as_str().to_owned()).as_deref(), want, "{typed}");
        }
    }

    #[test]
    fn three_countries_write_a_telephone_in_two_ways() {
        for (one, other) in [
            ("+551181234567", Some("+5511981234567")),
            ("+5511981234567", Some("+551181234567")),
            ("+551132345678", None),
            ("+5511881234567", None),
            ("+525512345678", Some("+5215512345678")),
            ("+5215512345678", Some("+525512345678")),
            ("+541112345678", Some("+5491112345678")),
            ("+5491112345678", Some("+541112345678")),
            ("+306900000147", None),
            ("+5512", None),
        ] {
            let spelled = Address(format!("whatsapp:{one}")).other_spelling();
            assert_eq!(spelled.as_ref().map(Address::bare), other, "{one}");
        }
        assert_eq!(Address::parse("whatsapp:BR.1A").unwrap().other_spelling(), None);
    }

    #[test]
    fn shows_groups_and_hides_in_logs() {
        let address = Address::parse("whatsapp:+306900000147").unwrap();
        assert_eq!(address.display(), "+30 690 000 0147");
        assert_eq!(address.masked(), "…0147");
        assert_eq!(Address::parse("whatsapp:GR.1A").unwrap().display(), "GR.1A");
        assert_eq!(Address::parse(&format!("{}12", Address::ERASED)).unwrap().display(), "–");
        for (number, shown) in [
            ("+35799000018", "+357 9900 0018"),
            ("+14155238886", "+1 415 523 8886"),
            ("+447700900123", "+44 770 090 0123"),
            ("+79161234567", "+7 916 123 4567"),
            ("+33612345678", "+33 61 234 5678"),
            ("+2901234", "+290 1234"),
        ] {
            assert_eq!(Address::parse(&format!("whatsapp:{number}")).unwrap().display(), shown);
        }
    }
}
