//! Somebody on a card that came is kept as a contact: found by the same addresses as whoever writes to us, else made.

use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::contact::NAME_CHARS_MAX;
use crate::domain::event::Event;
use crate::domain::ids::{ContactId, MediaId};
use crate::domain::media::{Card, read_vcard};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::domain::user::Actor;
use crate::flows::conversations::write_to::named_contact;
use crate::flows::media::open::open;
use crate::store::{Fault, audit, contact, content, conversation};

/// So much of a file of contacts is read: as much as pages show of it.
const CARD_BYTES_MAX: u64 = 64 * 1024;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The contact.
    pub contact: ContactId,
    /// Whether it is new.
    pub made: bool,
}

/// Keeps the one at this place of a file of contacts, beginning with 0. Whoever is known already gets the other numbers of
/// the card, and its name if none is known.
///
/// # Errors
/// [`Refusal::NotFound`] for a file that is not the actor's to see, and for one without such a card; the problem of
/// `card` if there is no number to call, or if its numbers belong to two contacts; [`Fault`] of the store.
pub fn save_card(app: &App, actor: Actor, media: MediaId, place: usize) -> Result<Saved, Fault> {
    let content = open(app, actor, media)?.content.ok_or(Refusal::NotFound)?;
    let bytes = app.store.read(|db| content::read(db, content.id, 0, CARD_BYTES_MAX))?;
    let is_card = content.content_type == "text/vcard";
    let card = read_vcard(&bytes).into_iter().nth(place).filter(|_| is_card).ok_or(Refusal::NotFound)?;
    let addresses = addresses(&card);
    let first = addresses.first().cloned().ok_or_else(|| FieldProblem::new("card", "card-no-number"))?;
    let (now, name) = (app.clock.now(), text::one_line(&card.name, NAME_CHARS_MAX));
    app.store.write(move |tx| {
        let mut known: Option<ContactId> = None;
        for address in &addresses {
            match (known, contact::find(tx, address)?) {
                (Some(one), Some(other)) if one != other.id => return Err(FieldProblem::new("card", "card-two").into()),
                (_, Some(found)) => known = Some(found.id),
                (_, None) => {}
            }
        }
        let id = named_contact(tx, known, &first, &name, now)?;
        for address in &addresses {
            contact::add_address(tx, id, address, now)?;
        }
        let detail = json!({ "made": known.is_none(), "file": media.to_string() });
        audit::insert(tx, now, &actor.scope(), "contact.saved", &format!("contact:{id}"), &detail)?;
        for live in conversation::live_of_contact(tx, id)? {
            let (thread, conversation, assignee) = (live.thread_id, live.id, live.assignee);
            tx.publish(Event::ConversationChanged { thread, conversation, assignee });
        }
        Ok(Saved { contact: id, made: known.is_none() })
    })
}

/// Where somebody on a card is reached.
fn addresses(card: &Card) -> Vec<Address> {
    let found =
        card.phones.iter().filter_map(|phone| Address::parse(&format!("whatsapp:{}", phone.e164.as_ref()?)).ok());
    let mut addresses: Vec<Address> = Vec::new();
    for address in found {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    addresses
}
