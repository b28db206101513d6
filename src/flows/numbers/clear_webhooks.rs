//! Takes our addresses away at the provider for a number that goes: from the number itself, and from the service that
//! it is in, unless another number of ours is there too.

use crate::app::App;
use crate::domain::deletion::{Clearing, Stored, clearing};
use crate::flows::accounts::credentials::credentials;
use crate::flows::numbers::check::{is_unauthorised, services_with_numbers};
use crate::flows::numbers::delete::Webhooks;
use crate::store::Fault;
use crate::store::account::Account;
use crate::store::number::{self, Number};
use crate::twilio::client::{CallError, Credentials};
use crate::twilio::services::Service;

/// What was read and written, or that it could not be done; then some may be gone and others not, and it can be tried
/// again.
///
/// # Errors
/// [`Fault`] of the store, and [`Fault::KeyMismatch`] if the account's secrets cannot be opened.
pub(super) fn clear_webhooks(app: &App, account: &Account, number: &Number) -> Result<Option<Webhooks>, Fault> {
    let who = credentials(app, account)?;
    let others = app.store.read(|db| number::list_of_account(db, account.id))?;
    let others: Vec<&str> =
        others.iter().filter(|other| other.id != number.id).map(|other| other.address.as_str()).collect();
    match clear(app, &who, account, number, &others) {
        Ok(webhooks) => Ok(Some(webhooks)),
        Err(error) => {
            tracing::warn!(number = number.id.0, %error, "our addresses could not be taken away");
            Ok(None)
        }
    }
}

fn clear(
    app: &App,
    who: &Credentials,
    account: &Account,
    number: &Number,
    others: &[&str],
) -> Result<Webhooks, CallError> {
    let senders = app.twilio.list_senders(who)?;
    let sender = senders.into_iter().find(|sender| sender.address == number.address.as_str());
    let service = service_of(app, who, number)?;
    let shared = |members: &Vec<String>| members.iter().any(|member| others.contains(&member.as_str()));
    let stored = Stored {
        own: sender.as_ref().map(|sender| &sender.webhooks),
        service: service.as_ref().map(|(service, _)| &service.webhooks),
        service_rules: service.as_ref().is_some_and(|(service, _)| !service.defers_to_number),
        service_shared: service.as_ref().is_some_and(|(_, members)| shared(members)),
    };
    let Clearing { own, service: of_service, shared } =
        clearing(&stored, |target| target.url.contains(&account.webhook_key));
    let cleared = own.is_some() || of_service.is_some();
    // What does not rule goes first: if the second call fails, the number still works as before.
    if let (Some(left), Some(sender)) = (own, &sender) {
        app.twilio.update_sender_webhooks(who, &sender.sid, &left)?;
    }
    if let (Some(left), Some((service, _))) = (of_service, &service) {
        app.twilio.update_service_webhooks(who, &service.sid, &left)?;
    }
    Ok(match (shared, cleared) {
        (true, _) => Webhooks::Shared,
        (false, true) => Webhooks::Cleared,
        (false, false) => Webhooks::NotOurs,
    })
}

/// The service that the number is in, with all its numbers. An API key may be kept from these; then there is none for us.
fn service_of(app: &App, who: &Credentials, number: &Number) -> Result<Option<(Service, Vec<String>)>, CallError> {
    let address = number.address.as_str();
    match services_with_numbers(app, who, std::slice::from_ref(number)) {
        Ok(found) => Ok(found.into_iter().find(|(_, members)| members.iter().any(|member| member == address))),
        Err(error @ CallError::Rejected { .. }) if !is_unauthorised(&error) => Ok(None),
        Err(error) => Err(error),
    }
}
