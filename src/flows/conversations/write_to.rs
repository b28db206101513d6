//! "Write to…": we write first, to a contact or a bare number, always with a template.
//!
//! Contact, thread, opt-in, conversation and message are made in one transaction, so that a refusal leaves nothing
//! behind. What a user begins is theirs to go on with; what a program begins waits in nobody's list for the answer.

use std::collections::BTreeMap;

use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::contact::checked_name;
use crate::domain::ids::{ContactId, ConversationId, MessageId, NumberId, TemplateId};
use crate::domain::opt_in::{self, Typed};
use crate::domain::permission::may_begin;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Actor;
use crate::flows::contacts::record_opt_in;
use crate::flows::conversations::{begin, distribute, quiet};
use crate::flows::messages::send::{self, Wanted as Sending};
use crate::flows::once;
use crate::store::number::Number;
use crate::store::opt_in as opt_ins;
use crate::store::thread::{self, Thread};
use crate::store::{Fault, Tx, audit, contact, number};

/// To whom.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum To {
    /// Somebody we know.
    Contact(ContactId),
    /// What somebody typed for a phone number.
    Typed(String),
}

/// What somebody wants to begin with.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Wanted {
    /// The number of ours.
    pub number: NumberId,
    /// To whom.
    pub to: To,
    /// What we call a contact without a name; empty: nothing.
    pub name: String,
    /// The template.
    pub template: TemplateId,
    /// Its values by variable name.
    pub values: BTreeMap<String, String>,
    /// That the contact agreed.
    pub opt_in: Typed,
}

/// What was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Begun {
    /// Where it goes on.
    pub conversation: ConversationId,
    /// The first message.
    pub message: MessageId,
}

/// Writes, or refuses with the reason. With a `key` that was used for the same before, what was begun then is
/// returned and nothing new is sent.
///
/// # Errors
/// [`Refusal::NotAllowed`] for agents' tokens; the problems of `number_id`, `to`, `name` and `opt_in.…`;
/// [`Refusal::ConversationLive`] for a user if somebody is at work with the contact already; what `domain::compose` says.
pub fn write_to(app: &App, actor: Actor, wanted: Wanted, key: Option<String>) -> Result<Begun, Fault> {
    once::check_key(key.as_deref())?;
    let (now, margin) = (app.clock.now(), app.window_margin);
    app.store.write(move |tx| {
        let request = json!(["write_to", wanted]);
        once::once(tx, actor, key.as_deref(), &request, now, || {
            let thread = open_thread(tx, actor, &wanted, now)?;
            begin_with(tx, actor, &thread, wanted.template, wanted.values.clone(), (margin, now), false)
        })
    })
}

/// Finds or makes contact and thread, and keeps the opt-in.
pub(crate) fn open_thread(tx: &Tx<'_>, actor: Actor, wanted: &Wanted, now: Timestamp) -> Result<Thread, Fault> {
    may_begin(actor)?;
    let number = our_number(tx, wanted.number)?;
    let mut problems = Vec::new();
    let name = checked_name(&wanted.name).unwrap_or_else(|problem| {
        problems.push(problem);
        String::new()
    });
    let (known, address) = recipient(tx, &number, &wanted.to)?.unwrap_or_else(|problem| {
        problems.push(problem);
        (None, None)
    });
    let on_file = match (known, &address) {
        (Some(id), Some(address)) => {
            let thread = thread::by_pair(tx, number.id, id, Some(address))?;
            opt_ins::on_file(tx, id, thread.as_ref().map_or(address, |thread| &thread.address))?.is_some()
        }
        _ => false,
    };
    let opt_in = opt_in::check(&wanted.opt_in, on_file, now).unwrap_or_else(|wrong| {
        problems.extend(wrong);
        None
    });
    Refusal::unless_empty(problems)?;
    let address = address.ok_or_else(|| Fault::Broken("a contact without an address".to_owned()))?;
    let id = named_contact(tx, known, &address, &name, now)?;
    if let Some(opt_in) = opt_in {
        record_opt_in::keep(tx, actor, id, &opt_in, now)?;
    }
    thread_of(tx, number.id, id, &address, now)
}

/// The first message in a thread of ours. `into_own`: what the user is at work on already takes it.
pub(crate) fn begin_with(
    tx: &Tx<'_>,
    actor: Actor,
    thread: &Thread,
    template: TemplateId,
    values: BTreeMap<String, String>,
    (margin, now): (Millis, Timestamp),
    into_own: bool,
) -> Result<Begun, Fault> {
    let sending = Sending::Template { template, values };
    let (live, freed) = begin::live_in(tx, actor, thread, now)?;
    let begun = match (actor.user(), live) {
        (Some(user), Some(live)) if into_own && live.assignee == Some(user) => {
            Begun { conversation: live.id, message: send::send_in(tx, actor, live.id, &sending, margin, now)? }
        }
        (Some(_), Some(live)) => return Err(Refusal::ConversationLive { conversation: live.id }.into()),
        (None, Some(live)) => {
            Begun { conversation: live.id, message: send::send_in(tx, actor, live.id, &sending, margin, now)? }
        }
        (Some(_), None) => {
            let conversation = begin::begin_in(tx, actor, thread, now)?;
            Begun { conversation, message: send::send_in(tx, actor, conversation, &sending, margin, now)? }
        }
        (None, None) => {
            let (conversation, message) = quiet::send_quietly(tx, actor, thread, &sending, margin, now)?;
            Begun { conversation, message }
        }
    };
    if freed {
        distribute::distribute(tx, now)?;
    }
    let detail = json!({ "conversation": begun.conversation.to_string(), "template": template.to_string() });
    let subject = format!("contact:{}", thread.contact_id);
    audit::insert(tx, now, &actor.scope(), "contact.written_to", &subject, &detail)?;
    Ok(begun)
}

/// A number of ours that is not deleted.
pub(crate) fn our_number(tx: &Tx<'_>, id: NumberId) -> Result<Number, Fault> {
    let found = number::by_id(tx, id)?.filter(|number| number.deleted_at.is_none());
    Ok(found.ok_or(FieldProblem::new("number_id", "unknown"))?)
}

type Recipient = (Option<ContactId>, Option<Address>);

/// Who it is, if we know them, and where they are reached.
fn recipient(tx: &Tx<'_>, number: &Number, to: &To) -> Result<Result<Recipient, FieldProblem>, Fault> {
    match to {
        To::Contact(id) => {
            let first = contact::addresses(tx, *id)?.into_iter().next();
            Ok(if first.is_some() { Ok((Some(*id), first)) } else { Err(FieldProblem::new("to", "unknown")) })
        }
        To::Typed(text) if text.trim().is_empty() => Ok(Err(FieldProblem::new("to", "missing"))),
        To::Typed(text) => match Address::parse_typed(text) {
            Err(_) => Ok(Err(FieldProblem::new("to", "recipient"))),
            Ok(address) if address == number.address => Ok(Err(FieldProblem::new("to", "recipient-own"))),
            Ok(address) => {
                let (known, address) = contact::reach(tx, address)?;
                Ok(Ok((known, Some(address))))
            }
        },
    }
}

/// The contact of an address. A name is given to whoever has none yet.
pub(crate) fn named_contact(
    tx: &Tx<'_>,
    known: Option<ContactId>,
    address: &Address,
    name: &str,
    now: Timestamp,
) -> Result<ContactId, Fault> {
    let id = match known {
        Some(id) => id,
        None => contact::insert(tx, address, "", now)?,
    };
    if let Some(found) = contact::by_id(tx, id)?
        && !name.is_empty()
        && found.shown_name().is_none()
    {
        contact::update(tx, id, name, found.language.as_deref(), now)?;
    }
    Ok(id)
}

/// The thread between a number and a contact; a new one goes to `address`.
pub(crate) fn thread_of(
    tx: &Tx<'_>,
    number: NumberId,
    contact: ContactId,
    address: &Address,
    now: Timestamp,
) -> Result<Thread, Fault> {
    if let Some(thread) = thread::by_pair(tx, number, contact, Some(address))? {
        return Ok(thread);
    }
    let id = thread::insert(tx, number, contact, address, now)?;
    thread::by_id(tx, id)?.ok_or_else(|| Fault::Broken("a thread vanished while it was made".to_owned()))
}
