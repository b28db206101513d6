//! What stands in the composer beside the text: what is quoted, answers to press, a list, a place, a contact. All of it is in
//! the composer's one form; a place and a contact have a button of their own, since WhatsApp carries no text with them.

use crate::domain::address::AddressKind;
use crate::domain::beside::Beside;
use crate::domain::bot::machine::BUTTONS_MAX;
use crate::domain::contact::NAME_CHARS_MAX;
use crate::domain::ids::ContactId;
use crate::domain::list::{self, ITEMS_MAX, Item};
use crate::domain::place::{ADDRESS_UNITS_MAX, LABEL_UNITS_MAX};
use crate::domain::refusal::Refusal;
use crate::store::thread_view::{Head, Quote};
use crate::store::{Db, Fault, contact, search, thread_view};
use crate::web::agent::bubbles::{Quoted, quoted};
use crate::web::agent::composer::Again;
use crate::web::i18n::Locale;

/// Contacts that a search shows.
const FOUND_MAX: usize = 8;

/// A contact that a search found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub id: i64,
    pub name: String,
    pub number: String,
}

/// What was looked for, and who was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    pub q: String,
    pub found: Option<Vec<Found>>,
}

/// It, as the template shows it.
pub(super) struct BesideView {
    /// The message that is quoted, and its words.
    pub quote: Option<(i64, Quoted)>,
    pub buttons: Vec<String>,
    pub list_button: String,
    pub items: Vec<Item>,
    pub place: String,
    pub place_label: String,
    pub place_address: String,
    pub card_name: String,
    pub card_number: String,
    pub search: Search,
    /// What of it is open: something is wrong with it, or it was asked for.
    pub open: &'static str,
    pub list_button_max: usize,
    pub title_max: usize,
    pub description_max: usize,
    pub label_max: usize,
    pub address_max: usize,
    pub name_max: usize,
}

impl BesideView {
    pub(super) fn of(head: &Head, again: &Again, l: Locale) -> Self {
        let kept = again.beside.clone().unwrap_or_else(|| head.beside.clone());
        let empty = |count: usize| std::iter::repeat_n(String::new(), count);
        let items = kept.list.items.into_iter().chain(std::iter::repeat_n(Item::default(), ITEMS_MAX));
        Self {
            quote: again.quoted.as_ref().map(|quote| (quote.id.0, quoted(quote, head.conversation, l))),
            buttons: kept.buttons.into_iter().chain(empty(BUTTONS_MAX)).take(BUTTONS_MAX).collect(),
            list_button: kept.list.button,
            items: items.take(ITEMS_MAX).collect(),
            place: kept.place,
            place_label: kept.place_label,
            place_address: kept.place_address,
            card_name: kept.card_name,
            card_number: kept.card_number,
            search: again.search.clone(),
            open: again.open,
            list_button_max: list::BUTTON_UNITS_MAX,
            title_max: list::TITLE_UNITS_MAX,
            description_max: list::DESCRIPTION_UNITS_MAX,
            label_max: LABEL_UNITS_MAX,
            address_max: ADDRESS_UNITS_MAX,
            name_max: NAME_CHARS_MAX,
        }
    }
}

/// The message that the composer quotes: the one that was just chosen, else the one that was kept.
pub(super) fn load_quote(db: &Db, head: &Head, again: &Again) -> Result<Option<Quote>, Fault> {
    let kept = again.beside.as_ref().map_or(head.beside.quote, |beside| beside.quote);
    match again.quote.or(kept) {
        Some(id) => thread_view::quoted(db, head.thread, id),
        None => Ok(None),
    }
}

/// Contacts with a telephone number, by name or number.
pub(super) fn search(db: &Db, q: &str) -> Result<Vec<Found>, Fault> {
    let mut found = Vec::new();
    for id in search::contacts_found(db, q, FOUND_MAX * 2)? {
        found.extend(one(db, id)?);
    }
    found.truncate(FOUND_MAX);
    Ok(found)
}

/// A contact, if it has a telephone number.
pub(super) fn one(db: &Db, id: ContactId) -> Result<Option<Found>, Fault> {
    let Some(known) = contact::by_id(db, id)? else { return Ok(None) };
    let first = contact::addresses(db, id)?.into_iter().next();
    let Some(number) = first.filter(|address| address.kind() == AddressKind::Phone) else { return Ok(None) };
    let number = number.display();
    Ok(Some(Found { id: id.0, name: known.shown_name().unwrap_or(&number).to_owned(), number }))
}

/// Which part of it a refusal is about.
pub(super) fn part_of(refusal: &Refusal) -> &'static str {
    match refusal.field().unwrap_or_default().split('.').next() {
        Some("location") => "place",
        Some("contact") => "card",
        Some("list") => "list",
        Some("buttons") => "buttons",
        _ => "",
    }
}

/// What is left in the composer when a text was sent: a place or a contact that is not sent yet.
pub(super) fn left_over(beside: Beside) -> Option<Beside> {
    let left = Beside { quote: None, buttons: Vec::new(), list: list::List::default(), ..beside };
    (!left.is_empty()).then_some(left)
}
