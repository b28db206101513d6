//! Adds a number after looking into the provider's list whether it is the account's at all: what the pages do.

use crate::app::App;
use crate::domain::ids::{AccountId, NumberId};
use crate::domain::permission::may_administer;
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Actor;
use crate::flows::accounts::credentials::credentials;
use crate::flows::numbers::create::{self, Wanted};
use crate::store::{Fault, account, number};
use crate::twilio::client::CallError;
use crate::twilio::senders::RegisteredNumber;

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connected {
    /// The number is kept; `checked` unless the provider did not say anything.
    Made {
        /// The number.
        id: NumberId,
        /// Whether the provider's list has it (or it is the sandbox, which no list has).
        checked: bool,
    },
    /// Fields are wrong; nothing was kept and nobody was asked.
    Problems(Vec<FieldProblem>),
    /// The provider's list of this account does not have it; nothing was kept.
    NotTheirs,
}

/// Checks the fields, looks into the provider's list unless the admin is `sure`, and keeps the number. A list that
/// cannot be read stops nobody.
///
/// # Errors
/// `NotAllowed`, `NotFound`, and those of the store.
pub fn connect(app: &App, actor: Actor, id: AccountId, wanted: &Wanted, sure: bool) -> Result<Connected, Fault> {
    may_administer(actor)?;
    let checked = match create::check(app, id, wanted)? {
        Ok(checked) => checked,
        Err(problems) => return Ok(Connected::Problems(problems)),
    };
    let known = if checked.sandbox {
        Some(true)
    } else {
        let listed = senders(app, actor, id)?.ok();
        listed.map(|all| all.iter().any(|choice| choice.sender.address == checked.address.as_str()))
    };
    if known == Some(false) && !sure {
        return Ok(Connected::NotTheirs);
    }
    let id = create::create(app, actor, id, wanted)?;
    Ok(Connected::Made { id, checked: known == Some(true) })
}

/// A number of the provider's list, and ours if we have it.
#[derive(Clone, Debug)]
pub struct Choice {
    /// As the provider has it.
    pub sender: RegisteredNumber,
    /// Ours.
    pub number: Option<NumberId>,
}

/// Why the list could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlisted {
    /// The provider refuses our credentials.
    WrongCredentials,
    /// The provider refuses, with its code.
    Refused(Option<u32>),
    /// The provider did not answer.
    NoAnswer,
}

/// The WhatsApp numbers that the account has at the provider. Takes up to fifteen seconds a page.
///
/// # Errors
/// The outer one is the store's, `NotAllowed`, `NotFound`; the inner one is the provider's.
pub fn senders(app: &App, actor: Actor, id: AccountId) -> Result<Result<Vec<Choice>, Unlisted>, Fault> {
    may_administer(actor)?;
    let (account, ours) = app.store.read(|db| Ok((account::get(db, id)?, number::list_of_account(db, id)?)))?;
    let who = credentials(app, &account)?;
    Ok(match app.twilio.list_senders(&who) {
        Ok(listed) => Ok(listed
            .into_iter()
            .map(|sender| {
                let number = ours.iter().find(|number| number.address.as_str() == sender.address);
                Choice { number: number.map(|number| number.id), sender }
            })
            .collect()),
        Err(CallError::Rejected { http: 401, .. } | CallError::Rejected { code: Some(20003), .. }) => {
            Err(Unlisted::WrongCredentials)
        }
        Err(CallError::Rejected { code, .. }) => Err(Unlisted::Refused(code)),
        Err(_) => Err(Unlisted::NoAnswer),
    })
}
