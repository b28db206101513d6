//! Whose phone it is: the people with their windows, and the numbers they write to.

use super::super::core::State;
use super::super::message::{Message, Status};
use super::super::rules::{HOUR, WINDOW};
use super::super::world::{Customer, Sender, Thread};
use super::words::Words;

/// The ring around a face: what is left of the 24 hours, or of the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// Extra class.
    pub class: &'static str,
    /// The whole: 24 hours or 60 minutes.
    pub whole: u8,
    /// What is left of it; empty when the window is shut.
    pub left: String,
}

/// Somebody in the list.
#[derive(Clone, Debug)]
pub struct Person {
    /// Where the phone is.
    pub href: String,
    /// The profile name.
    pub name: String,
    /// The first letter.
    pub initial: String,
    /// The face's colour, 1 to 8.
    pub hue: u32,
    /// The window; none for somebody who wants no messages.
    pub ring: Option<Ring>,
    /// The second line.
    pub small: String,
    /// How many messages wait unread.
    pub unread: usize,
    /// Whether this phone is shown.
    pub current: bool,
}

/// A number to write to.
#[derive(Clone, Debug)]
pub struct Number {
    /// The same phone, this number.
    pub href: String,
    /// Its display name.
    pub name: String,
    /// How many messages of it wait unread.
    pub unread: usize,
    /// Whether it is chosen.
    pub current: bool,
}

/// The address of a phone.
#[must_use]
pub fn href(customer: &str, sender: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    format!("/?{}", query.append_pair("customer", customer).append_pair("number", sender).finish())
}

/// The first letter of a name.
#[must_use]
pub fn initial(name: &str) -> String {
    let letter = name.chars().find(|letter| letter.is_alphanumeric());
    letter.map_or("?".to_owned(), |letter| letter.to_uppercase().collect())
}

/// A colour that stays with its owner.
#[must_use]
pub fn hue(key: &str) -> u32 {
    key.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 8 + 1
}

/// What the window looks like at `now`.
#[must_use]
pub fn ring(last_in_at: Option<i64>, now: i64) -> Ring {
    let left = last_in_at.map_or(0, |at| (at + WINDOW - now).clamp(0, WINDOW));
    let tenths = |unit: i64| {
        let tenths = left * 10 / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match left {
        ..1 => Ring { class: "ring-shut", whole: 24, left: String::new() },
        1..900_000 => Ring { class: "ring-last", whole: 60, left: tenths(60_000) },
        900_000..HOUR => Ring { class: "ring-soon", whole: 60, left: tenths(60_000) },
        _ => Ring { class: "", whole: 24, left: tenths(HOUR) },
    }
}

fn unread(state: &State, customer: &str, sender: Option<&str>) -> usize {
    let waits = |message: &&Message| {
        !message.inbound
            && message.status == Status::Delivered
            && message.customer == customer
            && sender.is_none_or(|sender| sender == message.sender)
    };
    state.world.messages.values().filter(waits).count()
}

/// Everybody, in the order of their arrival.
#[must_use]
pub fn people(state: &State, sender: Option<&Sender>, current: &str, now: i64, words: Words) -> Vec<Person> {
    let sender_sid = sender.map(|sender| sender.sid.as_str()).unwrap_or_default();
    let mut customers: Vec<&Customer> = state.world.customers.values().collect();
    customers.sort_by_key(|customer| customer.id.trim_start_matches('c').parse::<u64>().unwrap_or(u64::MAX));
    let person = |customer: &Customer| {
        let thread = state.world.thread(sender_sid, &customer.id);
        Person {
            href: href(&customer.id, sender_sid),
            name: customer.name.clone(),
            initial: initial(&customer.name),
            hue: hue(&customer.id),
            ring: (!thread.stopped && !thread.blocked).then(|| ring(thread.last_in_at, now)),
            small: small(customer, &thread, now, words),
            unread: if customer.id == current { 0 } else { unread(state, &customer.id, None) },
            current: customer.id == current,
        }
    };
    customers.into_iter().map(person).collect()
}

fn small(customer: &Customer, thread: &Thread, now: i64, words: Words) -> String {
    let left = thread.last_in_at.map(|at| at + WINDOW - now);
    match left {
        _ if thread.blocked => words.t("phone-person-blocked"),
        _ if thread.stopped => words.t("phone-person-stopped"),
        Some(left) if left <= 0 => words.t("phone-person-closed"),
        Some(left) if left < 4 * HOUR => words.a("phone-person-window", &words.span(left)),
        _ if !customer.has_number() => words.t("phone-person-hidden"),
        _ => number(&customer.address),
    }
}

/// The numbers that the chosen customer may write to.
#[must_use]
pub fn numbers(state: &State, sender: Option<&Sender>, customer: &str) -> Vec<Number> {
    let current = sender.map(|sender| sender.sid.as_str()).unwrap_or_default();
    let same = |name: &str| state.world.senders.iter().filter(|sender| sender.name == name).count() > 1;
    let number = |sender: &Sender| Number {
        href: href(customer, &sender.sid),
        name: if same(&sender.name) { self::number(&sender.address) } else { sender.name.clone() },
        unread: if sender.sid == current { 0 } else { unread(state, customer, Some(&sender.sid)) },
        current: sender.sid == current,
    };
    state.world.senders.iter().map(number).collect()
}

/// A number as people write it: `+30 690 000 0147`. Anything else stays as it is.
#[must_use]
pub fn number(address: &str) -> String {
    let bare = address.strip_prefix("whatsapp:").unwrap_or(address);
    let Some(digits) = bare.strip_prefix('+').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())) else {
        return bare.to_owned();
    };
    let country = if digits.starts_with(['1', '7']) { 1 } else { 2 };
    let (country, rest) = digits.split_at_checked(country).unwrap_or((digits, ""));
    let mut parts = vec![format!("+{country}")];
    let mut rest = rest;
    while let Some((part, tail)) = rest.split_at_checked(3).filter(|(_, tail)| tail.len() > 1) {
        parts.push(part.to_owned());
        rest = tail;
    }
    parts.push(rest.to_owned());
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ring_is_a_day_and_at_last_an_hour() {
        let now = 1_800_000_000_000;
        assert_eq!(ring(None, now).class, "ring-shut");
        assert_eq!(ring(Some(now - WINDOW), now).class, "ring-shut");
        let ring_at = |left: i64| ring(Some(now - WINDOW + left), now);
        assert_eq!(ring_at(HOUR * 23 + HOUR / 2), Ring { class: "", whole: 24, left: "23.5".into() });
        assert_eq!(ring_at(48 * 60_000), Ring { class: "ring-soon", whole: 60, left: "48.0".into() });
        assert_eq!(ring_at(12 * 60_000), Ring { class: "ring-last", whole: 60, left: "12.0".into() });
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number("whatsapp:+306900000147"), "+30 690 000 0147");
        assert_eq!(number("whatsapp:+14155238886"), "+1 415 523 8886");
        assert_eq!(number("whatsapp:GR.1A2B"), "GR.1A2B");
        assert_eq!(number("+30<b>"), "+30<b>");
    }
}
