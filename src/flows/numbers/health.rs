//! How a number is, put together from what is kept: nobody is asked, so lists and pages are fast.

use crate::app::App;
use crate::domain::finding::{Finding, Level};
use crate::domain::health::{self, Differences, Facts, Place, Reach, Refused};
use crate::domain::hooks::{Difference, Hook, Target, compare};
use crate::domain::ids::NumberId;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::accounts::credentials::credentials;
use crate::flows::accounts::webhooks::{self, Urls};
use crate::store::account::{self, Account};
use crate::store::number::{self, Number};
use crate::store::number_check::{self, AccountCheck, NumberCheck};
use crate::store::{Db, Fault, refused_view, setting};

/// How far back refused posts count.
pub const REFUSED_SINCE: Millis = Millis::days(1);

/// Everything that is known about how a number is.
#[derive(Clone, Debug)]
pub struct Health {
    /// The number.
    pub number: Number,
    /// Its account.
    pub account: Account,
    /// What the provider said.
    pub check: Option<NumberCheck>,
    /// When its account was last asked about.
    pub asked: Option<AccountCheck>,
    /// What became of asking ourselves through our public address.
    pub reach: Option<Reach>,
    /// What kind of address that is.
    pub place: Place,
    /// What should stand at the provider.
    pub wanted: Urls,
    /// What was refused within the last day, by cause.
    pub refused: Vec<Refused>,
    /// What is found, the worst first; never empty.
    pub findings: Vec<Finding>,
    /// While a first message is waited for: why none came.
    pub likely: Vec<Finding>,
}

impl Health {
    /// The one sentence.
    #[must_use]
    pub fn verdict(&self) -> Finding {
        health::verdict(&self.findings)
    }

    /// The dot.
    #[must_use]
    pub fn level(&self) -> Level {
        self.verdict().level()
    }

    /// What stands at the provider for one of the three addresses; the outer one is none if that is not known.
    #[must_use]
    pub fn stored(&self, hook: Hook) -> Option<Option<&Target>> {
        let check = self.check.as_ref().filter(|check| check.said.known && !self.number.sandbox)?;
        Some(check.said.targets().of(hook))
    }

    /// What should stand there.
    #[must_use]
    pub fn wanted(&self, hook: Hook) -> &str {
        match hook {
            Hook::Inbound => &self.wanted.inbound,
            Hook::Status => &self.wanted.status,
            Hook::Fallback => &self.wanted.fallback,
        }
    }

    /// How the two differ, if what stands there is known.
    #[must_use]
    pub fn difference(&self, hook: Hook) -> Option<Difference> {
        self.stored(hook).map(|stored| compare(stored, self.wanted(hook)))
    }
}

/// How one number is.
///
/// # Errors
/// `NotFound`, [`Fault`] of the store.
pub fn of(app: &App, id: NumberId) -> Result<Health, Fault> {
    let now = app.clock.now();
    app.store.read(|db| {
        let number = number::get(db, id)?;
        let account = account::get(db, number.account_id)?;
        let reach = reach(app, db)?;
        put_together(app, db, number, account, reach, now)
    })
}

/// How all numbers are, in the order of the list.
///
/// # Errors
/// [`Fault`] of the store.
pub fn all(app: &App) -> Result<Vec<Health>, Fault> {
    let now = app.clock.now();
    app.store.read(|db| {
        let (accounts, reach) = (account::list(db)?, reach(app, db)?);
        let mut found = Vec::new();
        for number in number::list(db)? {
            if let Some(account) = accounts.iter().find(|account| account.id == number.account_id) {
                found.push(put_together(app, db, number, account.clone(), reach.clone(), now)?);
            }
        }
        Ok(found)
    })
}

/// What became of asking ourselves; what was asked about another address counts no more.
fn reach(app: &App, db: &Db) -> Result<Option<Reach>, Fault> {
    let kept = setting::get(db, setting::REACH)?.and_then(|text| serde_json::from_str::<Reach>(&text).ok());
    Ok(kept.filter(|reach| reach.url == app.public_url))
}

fn put_together(
    app: &App,
    db: &Db,
    number: Number,
    account: Account,
    reach: Option<Reach>,
    now: Timestamp,
) -> Result<Health, Fault> {
    let mut health = Health {
        check: number_check::of_number(db, number.id)?,
        asked: number_check::of_account(db, account.id)?,
        refused: refused_view::causes(db, account.id, now - REFUSED_SINCE)?,
        wanted: webhooks::urls(app, &account),
        place: place(app),
        reach,
        number,
        account,
        findings: Vec::new(),
        likely: Vec::new(),
    };
    let facts = facts(app, &health, now);
    let (findings, likely) = (health::findings(&facts), health::likely_reasons(&facts));
    (health.findings, health.likely) = (findings, likely);
    Ok(health)
}

/// What kind of address our public one is. Where something stands in for the provider, it is as near as we are.
pub fn place(app: &App) -> Place {
    match health::place(&app.public_url) {
        Place::Private | Place::Plain if !app.twilio.is_twilio_itself() => Place::World,
        place => place,
    }
}

fn facts<'a>(app: &App, health: &'a Health, now: Timestamp) -> Facts<'a> {
    let (number, account) = (&health.number, &health.account);
    let difference = |hook| health.difference(hook);
    let differences = difference(Hook::Inbound).zip(difference(Hook::Fallback)).zip(difference(Hook::Status));
    Facts {
        now,
        active: number.active && account.active,
        sandbox: number.sandbox,
        key_fits: credentials(app, account).is_ok(),
        auth_failures: account.auth_failures,
        provider: health.check.as_ref().map(|check| &check.said),
        differences: differences.map(|((inbound, fallback), status)| Differences { inbound, fallback, status }),
        refused: &health.refused,
        last_inbound_at: number.last_inbound_at,
        last_status_at: number.last_status_at,
        last_sent_at: number.last_sent_at,
        place: health.place,
        reach: health.reach.as_ref(),
    }
}
