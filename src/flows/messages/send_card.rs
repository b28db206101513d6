//! A contact is sent: a card is made, stored as any file that somebody chose, and sent as one.

use serde_json::json;

use crate::app::App;
use crate::domain::address::{Address, AddressKind};
use crate::domain::contact::NAME_CHARS_MAX;
use crate::domain::ids::{ContactId, ConversationId, MessageId};
use crate::domain::media::{Card, Phone, safe_name, write_vcard};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::domain::user::Actor;
use crate::flows::media::upload::{self, Given};
use crate::flows::messages::send::With;
use crate::flows::messages::send_files::{Files, send_files};
use crate::store::{Db, Fault, contact};

/// Who is on the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Somebody we know, with all telephone numbers.
    Contact(ContactId),
    /// A name and a number as they were typed.
    Typed {
        /// The name.
        name: String,
        /// The number.
        number: String,
    },
}

/// Sends the card; its message. With a `key` that was used for the same before, that of then.
///
/// # Errors
/// The problems of `contact.…`; [`Refusal`] as for any file; [`Fault`] of the store.
pub fn send_card(
    app: &App,
    actor: Actor,
    conversation: ConversationId,
    whom: &Whom,
    with: With,
    key: Option<String>,
) -> Result<MessageId, Fault> {
    let card = app.store.read(|db| {
        upload::may_attach(db, actor, conversation)?;
        card(db, whom)
    })?;
    let file = write_vcard(&card);
    let made_from = Some(json!({ "card": file }));
    let name = format!("{}.vcf", safe_name(&card.name).unwrap_or_else(|| "contact".to_owned()));
    let given = Given { staged: upload::staged(app, file.as_bytes())?, name, announced: "text/vcard".to_owned() };
    let upload = upload::take(app, actor, Some(conversation), given)?.id;
    let files = Files { uploads: vec![upload], text: String::new(), with, made_from };
    let sent = send_files(app, actor, conversation, files, key);
    // What was refused, or was sent already, leaves nothing in the tray.
    upload::drop_one(app, actor, upload)?;
    sent?.pop().ok_or_else(|| Fault::Broken("a card became no message".to_owned()))
}

/// The card of somebody.
fn card(db: &Db, whom: &Whom) -> Result<Card, Fault> {
    let phone = |address: &Address| Phone { shown: address.display(), e164: Some(address.bare().to_owned()) };
    match whom {
        Whom::Contact(id) => {
            let unknown = || FieldProblem::new("contact.contact_id", "unknown");
            let found = contact::by_id(db, *id)?.ok_or_else(unknown)?;
            let addresses = contact::addresses(db, *id)?;
            let phones: Vec<&Address> =
                addresses.iter().filter(|address| address.kind() == AddressKind::Phone).collect();
            let Some(first) = phones.first() else {
                return Err(FieldProblem::new("contact.contact_id", "card-no-number").into());
            };
            let name = found.shown_name().map_or_else(|| first.display(), str::to_owned);
            Ok(Card { name, phones: phones.iter().map(|address| phone(address)).collect(), ..Card::default() })
        }
        Whom::Typed { name, number } => {
            let name = text::one_line(name, usize::MAX);
            let mut problems = Vec::new();
            if name.is_empty() {
                problems.push(FieldProblem::new("contact.name", "missing"));
            } else if name.chars().count() > NAME_CHARS_MAX {
                let limit = i64::try_from(NAME_CHARS_MAX).unwrap_or(i64::MAX);
                problems.push(FieldProblem::with_limit("contact.name", "too-long", limit));
            }
            let address = Address::parse_typed(number).ok().filter(|address| address.kind() == AddressKind::Phone);
            if address.is_none() {
                problems.push(FieldProblem::new("contact.number", "card-number"));
            }
            Refusal::unless_empty(problems)?;
            Ok(Card { name, phones: address.iter().map(phone).collect(), ..Card::default() })
        }
    }
}
