//! Contact cards as WhatsApp sends them: enough of vCard 2.1 to 4.0 to show who is on one, and to write to them; and one
//! written by us.

/// Cards of one file that are looked at.
pub const CARDS_MAX: usize = 20;
/// Entries of one kind that are kept.
const ENTRIES_MAX: usize = 10;
/// Letters of one value.
const VALUE_CHARS_MAX: usize = 200;
/// The longest line of a file that we write, in bytes.
const LINE_BYTES_MAX: usize = 75;
/// Bytes that are looked at.
const BYTES_MAX: usize = 512 * 1024;

/// Somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The name.
    pub name: String,
    /// The company.
    pub company: String,
    /// Phone numbers as they were written; with WhatsApp's own spelling where it is known.
    pub phones: Vec<Phone>,
    /// Mail addresses.
    pub emails: Vec<String>,
}

/// A phone number of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// As it was written.
    pub shown: String,
    /// With a plus and nothing but digits, if it can be called from anywhere.
    pub e164: Option<String>,
}

/// Who is on the cards of a file. Whatever cannot be read is left out.
#[must_use]
pub fn read(bytes: &[u8]) -> Vec<Card> {
    let bytes = bytes.get(..bytes.len().min(BYTES_MAX)).unwrap_or_default();
    let text = String::from_utf8_lossy(bytes);
    let mut cards = Vec::new();
    let mut open: Option<Card> = None;
    for line in unfolded(&text) {
        let Some((head, value)) = line.split_once(':') else { continue };
        let mut parts = head.split(';');
        let name = parts.next().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or_default().trim().to_ascii_uppercase();
        let parameters: Vec<String> = parts.map(|part| part.trim().to_ascii_lowercase()).collect();
        match (name.as_str(), value.trim().to_ascii_uppercase().as_str()) {
            ("BEGIN", "VCARD") => open = Some(Card::default()),
            ("END", "VCARD") => cards.extend(open.take().filter(|card| *card != Card::default())),
            (name, _) => {
                if let Some(card) = open.as_mut() {
                    take(card, name, &parameters, value);
                }
            }
        }
        if cards.len() >= CARDS_MAX {
            break;
        }
    }
    cards.extend(open.filter(|card| *card != Card::default()));
    cards.truncate(CARDS_MAX);
    cards
}

/// A card as a file that telephones read: vCard 3.0, the number with WhatsApp's own id.
#[must_use]
pub fn write(card: &Card) -> String {
    let mut lines = vec!["BEGIN:VCARD".to_owned(), "VERSION:3.0".to_owned()];
    lines.push(format!("FN:{}", escaped(&card.name)));
    // What is family and what is given we do not know.
    lines.push(format!("N:;{};;;", escaped(&card.name)));
    if !card.company.is_empty() {
        lines.push(format!("ORG:{}", escaped(&card.company)));
    }
    for phone in &card.phones {
        let shown = escaped(&phone.shown);
        lines.push(match &phone.e164 {
            Some(e164) => format!("TEL;TYPE=CELL;waid={}:{shown}", e164.trim_start_matches('+')),
            None => format!("TEL:{shown}"),
        });
    }
    lines.extend(card.emails.iter().map(|email| format!("EMAIL:{}", escaped(email))));
    lines.push("END:VCARD".to_owned());
    lines.iter().map(|line| folded(line) + "\r\n").collect()
}

fn escaped(value: &str) -> String {
    let line = crate::domain::text::one_line(value, VALUE_CHARS_MAX);
    line.chars().fold(String::new(), |mut plain, letter| {
        if matches!(letter, '\\' | ',' | ';') {
            plain.push('\\');
        }
        plain.push(letter);
        plain
    })
}

/// No line has more than 75 bytes; those that follow begin with a blank.
fn folded(line: &str) -> String {
    let (mut whole, mut length) = (String::new(), 0);
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE_BYTES_MAX {
            whole.push_str("\r\n ");
            length = 1;
        }
        whole.push(letter);
        length += letter.len_utf8();
    }
    whole
}

/// Lines, those that were folded put together again: by a blank, or by the `=` of quoted-printable.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let line = line.trim_end_matches('\r');
        let follows = line.starts_with([' ', '\t']);
        match lines.last_mut() {
            Some(last) if follows => last.push_str(line.get(1..).unwrap_or_default()),
            Some(last) if last.ends_with('=') && is_quoted(last) => {
                last.pop();
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn is_quoted(line: &str) -> bool {
    line.split(':').next().unwrap_or_default().to_ascii_lowercase().contains("quoted-printable")
}

fn take(card: &mut Card, name: &str, parameters: &[String], value: &str) {
    let quoted = parameters.iter().any(|part| part.contains("quoted-printable"));
    let value = if quoted { from_quoted(value) } else { value.to_owned() };
    match name {
        "FN" => card.name = clean(&value),
        "N" if card.name.is_empty() => {
            // Family, given, more, before, after.
            let parts = split(&value);
            let in_order = [3, 1, 2, 0, 4];
            let words: Vec<String> =
                in_order.iter().filter_map(|at| parts.get(*at)).filter(|part| !part.is_empty()).cloned().collect();
            card.name = crate::domain::text::one_line(&words.join(" "), VALUE_CHARS_MAX);
        }
        "ORG" => {
            let parts: Vec<String> = split(&value).into_iter().filter(|part| !part.is_empty()).collect();
            card.company = crate::domain::text::one_line(&parts.join(", "), VALUE_CHARS_MAX);
        }
        "TEL" if card.phones.len() < ENTRIES_MAX => {
            let shown = clean(value.trim().trim_start_matches("tel:"));
            if !shown.is_empty() {
                let own = parameters.iter().find_map(|part| part.strip_prefix("waid="));
                card.phones.push(Phone { e164: callable(own, &shown), shown });
            }
        }
        "EMAIL" if card.emails.len() < ENTRIES_MAX => {
            let shown = clean(&value);
            if shown.contains('@') {
                card.emails.push(shown);
            }
        }
        _ => {}
    }
}

/// WhatsApp's own id of a number, else the number if it was written with its country.
fn callable(own: Option<&str>, shown: &str) -> Option<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let found = match own {
        Some(own) => digits(own),
        None if shown.starts_with('+') => digits(shown),
        None => digits(shown.strip_prefix("00")?),
    };
    ((7..=15).contains(&found.len()) && !found.starts_with('0')).then(|| format!("+{found}"))
}

/// Parts between semicolons that are not escaped.
fn split(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for letter in value.chars() {
        match letter {
            ';' if !escaped => parts.push(String::new()),
            letter => {
                if let Some(last) = parts.last_mut() {
                    last.push(letter);
                }
            }
        }
        escaped = letter == '\\' && !escaped;
    }
    parts.iter().map(|part| clean(part)).collect()
}

/// Escapes undone, one line, not too long.
fn clean(value: &str) -> String {
    let mut plain = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => plain.push(' '),
                Some(other) => plain.push(other),
                None => {}
            },
            letter => plain.push(letter),
        }
    }
    crate::domain::text::one_line(&plain, VALUE_CHARS_MAX)
}

fn from_quoted(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match hex.filter(|_| *first == b'=') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_phones_send() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Παπαδάκη;Μαρία;;Dr;\r\nORG:Ελαιώνας\\, ΕΠΕ;Πωλήσεις\r\n\
            item1.TEL;type=CELL;waid=306900000001:+30 690 000 0001\r\nTEL:2810 000 014\r\n\
            EMAIL;TYPE=work:maria@exam\r\n ple.com\r\nEND:VCARD\r\n\
            begin:vcard\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=CE=91=\n=CE=BD=CE=BD=CE=B1\nend:vcard\n";
        let cards = read(text.as_bytes());
        let [first, second] = cards.as_slice() else { panic!("{cards:?}") };
        assert_eq!((first.name.as_str(), first.company.as_str()), ("Dr Μαρία Παπαδάκη", "Ελαιώνας, ΕΠΕ, Πωλήσεις"));
        let [mobile, desk] = first.phones.as_slice() else { panic!("{first:?}") };
        assert_eq!((mobile.shown.as_str(), mobile.e164.as_deref()), ("+30 690 000 0001", Some("+306900000001")));
        assert_eq!((desk.shown.as_str(), desk.e164.as_deref()), ("2810 000 014", None));
        assert_eq!(first.emails, ["maria@example.com"]);
        assert_eq!(second.name, "Άννα".replace('Ά', "Α"));
    }

    #[test]
    fn what_is_no_card_is_nobody() {
        assert!(read(b"").is_empty());
        assert!(read(b"hello: world\nTEL:+30").is_empty());
        assert!(read(b"BEGIN:VCARD\nEND:VCARD").is_empty());
        assert_eq!(read("BEGIN:VCARD\nFN:x\nEND:VCARD\n".repeat(100).as_bytes()).len(), CARDS_MAX);
    }

    proptest::proptest! {
        /// Whatever somebody is called, the card says just that, and nothing of it becomes another line.
        #[test]
        fn what_is_written_is_read_again(name: String, company: String) {
            let line = |text: &str| crate::domain::text::one_line(text, VALUE_CHARS_MAX);
            let phone = Phone { shown: "+30 690 000 0147".to_owned(), e164: Some("+306900000147".to_owned()) };
            let card = Card { name, company, phones: vec![phone.clone()], emails: Vec::new() };
            let file = write(&card);
            proptest::prop_assert!(file.split("\r\n").all(|line| line.len() <= LINE_BYTES_MAX));
            let cards = read(file.as_bytes());
            proptest::prop_assert_eq!(cards.len(), 1);
            let found = &cards[0];
            proptest::prop_assert_eq!(&found.phones, &vec![phone]);
            proptest::prop_assert_eq!(&found.name, &line(&card.name));
            proptest::prop_assert_eq!(&found.company, &line(&card.company));
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let mut card = b"BEGIN:VCARD\n".to_vec();
            card.extend(&bytes);
            for cards in [read(&bytes), read(&card)] {
                proptest::prop_assert!(cards.len() <= CARDS_MAX);
                for card in cards {
                    proptest::prop_assert!(card.phones.len() <= ENTRIES_MAX && card.name.chars().count() <= VALUE_CHARS_MAX + 1);
                }
            }
        }

        #[test]
        fn any_value_of_any_field_is_read(name in "(FN|N|TEL|ORG|EMAIL)(;[a-z=-]{0,20}){0,2}", value: String) {
            let cards = read(format!("BEGIN:VCARD\n{name}:{value}\nEND:VCARD").as_bytes());
            proptest::prop_assert!(cards.len() <= 1);
            for phone in cards.iter().flat_map(|card| &card.phones) {
                let fine = |e164: &String| e164.starts_with('+') && e164.chars().skip(1).all(|digit| digit.is_ascii_digit());
                proptest::prop_assert!(phone.e164.as_ref().is_none_or(fine));
            }
        }
    }
}
