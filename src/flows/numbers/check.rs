//! Asks the provider what it has stored about our numbers, and keeps the answer, so that lists and pages are
//! fast and tell something when the provider is away.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::health::{Provider, Service, Standing};
use crate::domain::ids::AccountId;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::accounts::credentials::credentials;
use crate::reach;
use crate::store::account::Account;
use crate::store::number::{self, Number};
use crate::store::number_check::{self, Trouble};
use crate::store::{Fault, account, setting};
use crate::twilio::accounts::AccountStatus;
use crate::twilio::client::{CallError, Credentials};
use crate::twilio::senders::RegisteredNumber;
use crate::twilio::services;

/// Who opens a page does not ask again so soon.
const REST: Millis = Millis::minutes(1);
/// Pools whose members are read; an account has a handful.
const SERVICES_MAX: usize = 100;

/// Asks about every active account that has numbers, and asks ourselves through our public address.
///
/// # Errors
/// [`Fault`] of the store; a provider that does not answer is counted.
pub fn check_all(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    check_reach(app, now)?;
    let accounts = app.store.read(account::list)?;
    let (mut checked, mut unread) = (0, 0);
    for account in accounts.into_iter().filter(|account| account.active) {
        match check_account(app, account.id, now)? {
            Ok(count) => checked += count,
            Err(_) => unread += 1,
        }
    }
    Ok(vec![("checked", checked), ("unread_accounts", unread)])
}

/// As [`check_all`] for one account, unless that was done within the last minute. Whether it was done.
///
/// # Errors
/// `NotFound`, [`Fault`] of the store.
pub fn check_if_due(app: &App, id: AccountId, now: Timestamp) -> Result<bool, Fault> {
    let due = app.store.write(move |tx| number_check::claim(tx, id, now, REST))?;
    if due {
        check_reach(app, now)?;
        // What went wrong is kept where the page shows it.
        match check_account(app, id, now)? {
            Ok(_) | Err(_) => {}
        }
    }
    Ok(due)
}

/// Asks ourselves through our public address, and keeps what came of it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn check_reach(app: &App, now: Timestamp) -> Result<(), Fault> {
    let reach = reach::ask(&app.public_url, now);
    let text = serde_json::to_string(&reach).map_err(|error| Fault::Broken(error.to_string()))?;
    app.store.write(move |tx| setting::set(tx, setting::REACH, &text))
}

/// Asks about the numbers of an account; the inner value is how many, or why not.
///
/// # Errors
/// `NotFound`, [`Fault`] of the store.
pub fn check_account(app: &App, id: AccountId, now: Timestamp) -> Result<Result<u64, Trouble>, Fault> {
    let (account, numbers) = app.store.read(|db| Ok((account::get(db, id)?, number::list_of_account(db, id)?)))?;
    if numbers.is_empty() {
        return Ok(Ok(0));
    }
    let said = match credentials(app, &account) {
        Ok(who) => ask(app, &who, &numbers),
        Err(Fault::KeyMismatch) => return keep_trouble(app, &account, Trouble::Key, now).map(Err),
        Err(fault) => return Err(fault),
    };
    match said {
        Ok(said) => keep(app, &account, numbers, said, now).map(Ok),
        Err(error) => {
            tracing::warn!(account = id.0, %error, "the provider could not be asked about the numbers");
            let trouble = if is_unauthorised(&error) { Trouble::Credentials } else { Trouble::Silent };
            keep_trouble(app, &account, trouble, now).map(Err)
        }
    }
}

/// Whether the provider refuses our credentials.
#[must_use]
pub fn is_unauthorised(error: &CallError) -> bool {
    matches!(error, CallError::Rejected { http: 401, .. } | CallError::Rejected { code: Some(20003), .. })
}

fn keep(app: &App, account: &Account, numbers: Vec<Number>, said: Said, now: Timestamp) -> Result<u64, Fault> {
    let (id, failures) = (account.id, account.auth_failures);
    app.store.write(move |tx| {
        let mut count = 0;
        for number in &numbers {
            let mut provider = said.of(number);
            if provider.standing != Standing::Active.word()
                && let Some(before) = number_check::of_number(tx, number.id)?
            {
                // A suspended account answers nothing more than that; what was known of its numbers stays.
                provider = Provider { standing: provider.standing, ..before.said };
            }
            number_check::keep(tx, number.id, &provider, now)?;
            count += 1;
        }
        number_check::note(tx, id, now, None)?;
        if failures > 0 {
            account::clear_auth_failures(tx, id)?;
        }
        tx.publish(Event::AccountTouched { account: id });
        Ok(count)
    })
}

fn keep_trouble(app: &App, account: &Account, trouble: Trouble, now: Timestamp) -> Result<Trouble, Fault> {
    let id = account.id;
    app.store.write(move |tx| {
        number_check::note(tx, id, now, Some(trouble))?;
        if trouble == Trouble::Credentials {
            account::count_auth_failure(tx, id)?;
        }
        tx.publish(Event::AccountTouched { account: id });
        Ok(trouble)
    })
}

/// What the provider said of an account.
struct Said {
    standing: Standing,
    registered: Vec<RegisteredNumber>,
    /// The services with the addresses of their numbers; none if they could not be read.
    services: Option<Vec<(services::Service, Vec<String>)>>,
}

impl Said {
    fn of(&self, number: &Number) -> Provider {
        let address = number.address.as_str();
        let standing = self.standing.word().to_owned();
        let services_read = self.services.is_some();
        let service = self.services.iter().flatten().find(|(_, members)| members.iter().any(|one| one == address));
        let service = service.map(|(service, _)| Service {
            sid: service.sid.clone(),
            name: service.name.clone(),
            targets: service.webhooks.clone(),
            defers_to_number: service.defers_to_number,
        });
        let Some(found) = self.registered.iter().find(|registered| registered.address == address) else {
            return Provider { standing, service, services_read, ..Provider::default() };
        };
        Provider {
            standing,
            known: true,
            sid: found.sid.clone(),
            online: found.online,
            state: found.state.clone(),
            offline_reasons: found.offline_reasons.clone(),
            display_name: found.display_name.clone(),
            quality: found.quality.clone(),
            messaging_limit: found.messaging_limit.clone(),
            own: found.webhooks.clone(),
            service,
            services_read,
        }
    }
}

fn ask(app: &App, who: &Credentials, numbers: &[Number]) -> Result<Said, CallError> {
    let standing = match app.twilio.fetch_account(who)?.status {
        AccountStatus::Suspended => Standing::Suspended,
        AccountStatus::Closed => Standing::Closed,
        AccountStatus::Active | AccountStatus::Other => Standing::Active,
    };
    if standing != Standing::Active || numbers.iter().all(|number| number.sandbox) {
        return Ok(Said { standing, registered: Vec::new(), services: None });
    }
    let registered = app.twilio.list_senders(who)?;
    // An API key may be kept from these; then we say that we do not know.
    let services = match services_with_numbers(app, who, numbers) {
        Ok(services) => Some(services),
        Err(error) if is_unauthorised(&error) => return Err(error),
        Err(CallError::Rejected { .. }) => None,
        Err(error) => return Err(error),
    };
    Ok(Said { standing, registered, services })
}

/// The services with the addresses of their numbers, read until each of ours is found or none is left.
///
/// # Errors
/// See [`CallError`].
pub(super) fn services_with_numbers(
    app: &App,
    who: &Credentials,
    numbers: &[Number],
) -> Result<Vec<(services::Service, Vec<String>)>, CallError> {
    let mut missing: Vec<&str> =
        numbers.iter().filter(|number| !number.sandbox).map(|number| number.address.as_str()).collect();
    let mut found = Vec::new();
    for service in app.twilio.list_services(who)?.into_iter().take(SERVICES_MAX) {
        if missing.is_empty() {
            break;
        }
        let members = app.twilio.service_numbers(who, &service.sid)?;
        missing.retain(|address| !members.iter().any(|member| member == address));
        found.push((service, members));
    }
    Ok(found)
}
