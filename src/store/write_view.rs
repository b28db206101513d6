//! What is known about somebody to whom one wants to write first.

use crate::domain::address::Address;
use crate::domain::ids::{ContactId, ConversationId, NumberId};
use crate::domain::time::Timestamp;
use crate::store::opt_in::Recorded;
use crate::store::thread::Thread;
use crate::store::{Db, Fault, contact, conversation, opt_in, thread, user};

/// A contact with whom a number has a thread, or could have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub contact: ContactId,
    /// The name; `None` if there is only an address.
    pub name: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// Where messages of this number go.
    pub address: Address,
    /// The thread with this number, if there is one.
    pub thread: Option<Thread>,
    /// The latest opt-in.
    pub opt_in: Option<Recorded>,
    /// The conversation that is being worked on, and who has it.
    pub live: Option<(ConversationId, Option<String>)>,
}

impl Known {
    /// When the contact opted out here.
    #[must_use]
    pub fn opted_out_at(&self) -> Option<Timestamp> {
        self.thread.as_ref().and_then(|thread| thread.opted_out_at)
    }
}

/// What is known about a contact; `None` if there is no such contact.
///
/// # Errors
/// [`Fault`] of the store.
pub fn known(db: &Db, number: NumberId, id: ContactId) -> Result<Option<Known>, Fault> {
    let first = contact::addresses(db, id)?.into_iter().next();
    at_address(db, number, id, first)
}

fn at_address(db: &Db, number: NumberId, id: ContactId, address: Option<Address>) -> Result<Option<Known>, Fault> {
    let Some(found) = contact::by_id(db, id)? else { return Ok(None) };
    let thread = thread::by_pair(db, number, id, address.as_ref())?;
    let address = thread.as_ref().map(|thread| thread.address.clone()).or(address);
    let Some(address) = address else { return Ok(None) };
    let live = thread.as_ref().map(|thread| conversation::live(db, thread.id)).transpose()?.flatten();
    let live = match live.filter(|live| live.state != crate::domain::conversation::State::WrapUp) {
        Some(live) => {
            let holder = live.assignee.map(|id| user::find(db, id)).transpose()?.flatten();
            Some((live.id, holder.map(|user| user.name)))
        }
        None => None,
    };
    Ok(Some(Known {
        contact: id,
        name: found.shown_name().map(str::to_owned),
        language: found.language.clone(),
        opt_in: opt_in::on_file(db, id, &address)?,
        address,
        thread,
        live,
    }))
}

/// The same for whoever has an address.
///
/// # Errors
/// [`Fault`] of the store.
pub fn known_by_address(db: &Db, number: NumberId, address: &Address) -> Result<Option<Known>, Fault> {
    match contact::find(db, address)? {
        Some(found) => at_address(db, number, found.id, Some(address.clone())),
        None => Ok(None),
    }
}
