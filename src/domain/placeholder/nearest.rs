//! The known placeholder that somebody probably meant.

use crate::domain::placeholder::{KNOWN, VARIABLE, is_known};

/// Names longer than this are nobody's typing error.
const NAME_CHARS_MAX: usize = 40;
/// Words that other programs use for what we know.
const MEANT: [(&str, &str); 12] = [
    ("name", "contact.name"),
    ("customer.name", "contact.name"),
    ("customer.first_name", "contact.first_name"),
    ("full_name", "contact.name"),
    ("firstname", "contact.first_name"),
    ("agent", "agent.name"),
    ("user.name", "agent.name"),
    ("me", "agent.name"),
    ("queue", "queue.name"),
    ("team", "queue.name"),
    ("number", "number.name"),
    ("shop", "number.name"),
];

/// The known name nearest to one that we do not know: what other programs call it, its last part, or the one
/// that the fewest letters away is. `None` if none is near.
#[must_use]
pub fn nearest(name: &str) -> Option<String> {
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return None;
    }
    let plain = plain(name);
    if is_known(&plain) {
        return Some(plain);
    }
    if let Some((_, meant)) = MEANT.iter().find(|(word, _)| *word == plain) {
        return Some((*meant).to_owned());
    }
    if let Some(known) = KNOWN.iter().find(|known| known.split_once('.').is_some_and(|(_, tail)| tail == plain)) {
        return Some((*known).to_owned());
    }
    if let Some((_, tail)) = plain.split_once('.').filter(|(head, _)| steps(head, "var") <= 1) {
        let meant = format!("{VARIABLE}{}", tail.replace('.', "_"));
        return is_known(&meant).then_some(meant);
    }
    let far = plain.chars().count() / 3;
    let near = KNOWN.iter().map(|known| (steps(&plain, known), *known)).min()?;
    (near.0 <= far.max(2)).then(|| near.1.to_owned())
}

/// Lower case, with one kind of joint: `Contact-First Name` as `contact_first_name`, and then with its point.
fn plain(name: &str) -> String {
    let joined: String =
        name.trim().to_lowercase().chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { '_' }).collect();
    let pointed = joined.replacen('_', ".", 1);
    if !joined.contains('.') && is_known(&pointed) { pointed } else { joined }
}

/// How many letters have to be added, taken away or changed (Levenshtein).
fn steps(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((right, above), diagonal) in b.iter().zip(row.iter().skip(1)).zip(&row) {
            let before = next.last().copied().unwrap_or_default();
            next.push((diagonal + usize::from(left != *right)).min(above + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_was_meant() {
        for (name, want) in [
            ("contact.nam", Some("contact.name")),
            ("contact.firstname", Some("contact.first_name")),
            ("Contact.First_Name", Some("contact.first_name")),
            ("contact_first_name", Some("contact.first_name")),
            ("first_name", Some("contact.first_name")),
            ("first name", Some("contact.first_name")),
            ("name", Some("contact.name")),
            ("agnet.name", Some("agent.name")),
            ("queue", Some("queue.name")),
            ("var.order-id", Some("var.order_id")),
            ("vars.order_id", Some("var.order_id")),
            ("var.", None),
            ("1", None),
            ("", None),
            ("weather.tomorrow", None),
            ("παραγγελία", None),
        ] {
            assert_eq!(nearest(name).as_deref(), want, "{name}");
        }
        assert_eq!(nearest(&"x".repeat(10_000)), None);
    }

    #[test]
    fn counts_steps() {
        for (a, b, want) in [("", "", 0), ("abc", "", 3), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 2)] {
            assert_eq!(steps(a, b), want, "{a} {b}");
        }
    }
}
