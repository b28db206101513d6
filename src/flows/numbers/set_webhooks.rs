//! Writes our three addresses to the provider: to the number, or to the service whose settings win over it.

use serde_json::{Value, json};

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::health::{Place, Provider, Service};
use crate::domain::hooks::{Hook, Targets, masked};
use crate::domain::ids::NumberId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::accounts::credentials::credentials;
use crate::flows::accounts::webhooks;
use crate::flows::numbers::check::{check_account, is_unauthorised};
use crate::flows::numbers::health;
use crate::store::account::Account;
use crate::store::number::{self, Number};
use crate::store::number_check::{self, Trouble};
use crate::store::{Fault, account, audit};
use crate::twilio::client::CallError;

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They are written.
    Written(Box<Written>),
    /// The provider refuses our credentials.
    WrongCredentials,
    /// It refuses the addresses, with its code.
    Refused(Option<u32>),
    /// It did not answer; what stands there is not known.
    Silent,
}

/// What was written where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The service that they were written to; none: the number itself.
    pub service: Option<Service>,
    /// What stood there.
    pub before: Targets,
    /// What stands there now.
    pub after: Targets,
}

/// Asks what stands there, writes ours, and keeps both.
///
/// # Errors
/// `NotAllowed`, `NotFound`; `SandboxByHand` for the shared sandbox number, `PublicUrlPrivate` if nobody could
/// call our addresses, `NumberNotAtProvider` if the account does not have this number; [`Fault::KeyMismatch`] if its secrets cannot be opened.
pub fn set_webhooks(app: &App, actor: Actor, id: NumberId) -> Result<Outcome, Fault> {
    may_administer(actor)?;
    let (number, account) = app.store.read(|db| {
        let number = number::get(db, id)?;
        let account = account::get(db, number.account_id)?;
        Ok((number, account))
    })?;
    if number.sandbox {
        return Err(Refusal::SandboxByHand.into());
    }
    if health::place(app) == Place::Private {
        return Err(Refusal::PublicUrlPrivate.into());
    }
    match check_account(app, account.id, app.clock.now())? {
        Ok(_) => {}
        Err(Trouble::Credentials) => return Ok(Outcome::WrongCredentials),
        Err(Trouble::Silent) => return Ok(Outcome::Silent),
        Err(Trouble::Key) => return Err(Fault::KeyMismatch),
    }
    let said = app.store.read(|db| number_check::of_number(db, id))?.map(|check| check.said).unwrap_or_default();
    if !said.known {
        return Err(Refusal::NumberNotAtProvider.into());
    }
    match write(app, &account, &said) {
        Ok(after) => keep(app, actor, &account, &number, &said, after).map(Box::new).map(Outcome::Written),
        Err(Failure::Fault(fault)) => Err(fault),
        Err(Failure::Call(error)) => {
            tracing::warn!(number = id.0, %error, "the addresses could not be written");
            Ok(match error {
                error if is_unauthorised(&error) => Outcome::WrongCredentials,
                CallError::Rejected { code, .. } => Outcome::Refused(code),
                _ => Outcome::Silent,
            })
        }
    }
}

enum Failure {
    Fault(Fault),
    Call(CallError),
}

fn write(app: &App, account: &Account, said: &Provider) -> Result<Targets, Failure> {
    let who = credentials(app, account).map_err(Failure::Fault)?;
    let urls = webhooks::urls(app, account);
    let wanted = Targets::posting(&urls.inbound, &urls.fallback, &urls.status);
    let written = match said.ruling_service() {
        Some(service) => {
            app.twilio.update_service_webhooks(&who, &service.sid, &wanted).map(|service| service.webhooks)
        }
        None => app.twilio.update_sender_webhooks(&who, &said.sid, &wanted).map(|number| number.webhooks),
    };
    written.map_err(Failure::Call)
}

/// Keeps what stands there now for every number that it counts for.
fn keep(
    app: &App,
    actor: Actor,
    account: &Account,
    number: &Number,
    said: &Provider,
    after: Targets,
) -> Result<Written, Fault> {
    let now = app.clock.now();
    let service = said.ruling_service().cloned();
    let before = said.targets().clone();
    let written = Written { service: service.clone(), before: before.clone(), after: after.clone() };
    let key = account.webhook_key.clone();
    let detail = json!({
        "written_to": service.as_ref().map_or(&said.sid, |service| &service.sid),
        "before": shown(&before, &key), "after": shown(&after, &key),
    });
    let (id, account_id) = (number.id, account.id);
    app.store.write(move |tx| {
        for other in number::list_of_account(tx, account_id)? {
            let Some(check) = number_check::of_number(tx, other.id)? else { continue };
            let mut said = check.said;
            match (&service, said.service.as_mut()) {
                (Some(service), Some(its)) if its.sid == service.sid => its.targets = after.clone(),
                (None, _) if other.id == id => said.own = after.clone(),
                _ => continue,
            }
            number_check::keep(tx, other.id, &said, now)?;
            number_check::note_written(tx, other.id, &before, now)?;
        }
        audit::insert(tx, now, &actor.scope(), "number.webhooks_written", &format!("number:{id}"), &detail)?;
        tx.publish(Event::AccountTouched { account: account_id });
        Ok(())
    })?;
    Ok(written)
}

/// As the audit log may keep it: without our key, and of foreign addresses only where they lead.
fn shown(targets: &Targets, key: &str) -> Value {
    let one = |hook: Hook| targets.of(hook).map(|target| masked(&target.url, key));
    json!({ "inbound": one(Hook::Inbound), "fallback": one(Hook::Fallback), "status": one(Hook::Status) })
}
