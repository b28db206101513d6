//! First steps: from nothing to a team that answers. What is done is known from the facts; nothing is
//! ticked off by hand.

use actix_web::web::Data;
use askama::Template;

use crate::app::App;
use crate::domain::time::Millis;
use crate::store::account::Account;
use crate::store::first_steps_view::{self, FirstSteps};
use crate::store::number::Number;
use crate::store::refused_view::Tally;
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, page};
use crate::web::shell::{Nav, Section, Shell};

/// How many steps there are.
const STEPS: usize = 7;
/// The width of the bar, in its own units.
const BAR: usize = 192;

#[derive(Template)]
#[template(path = "admin/first_steps.html")]
struct FirstStepsPage {
    shell: Shell,
    facts: FirstSteps,
    done: [bool; STEPS],
    public_url: String,
}

impl FirstStepsPage {
    fn count(&self) -> usize {
        self.done.iter().filter(|done| **done).count()
    }

    const fn total(&self) -> usize {
        STEPS
    }

    fn bar(&self) -> usize {
        self.count() * BAR / STEPS
    }

    fn is_done(&self, step: usize) -> bool {
        self.done.get(step - 1).copied().unwrap_or(false)
    }

    /// The first that is not done is open.
    fn is_now(&self, step: usize) -> bool {
        self.done.iter().position(|done| !done) == Some(step - 1)
    }

    fn account(&self) -> Option<&Account> {
        self.facts.accounts.iter().find(|account| account.active).or(self.facts.accounts.first())
    }

    fn number(&self) -> Option<&Number> {
        self.facts.numbers.iter().find(|number| number.active).or(self.facts.numbers.first())
    }

    /// Why posts are refused, over all accounts.
    fn refusals(&self) -> impl Iterator<Item = &Tally> {
        self.facts.refused.iter().flat_map(|(_, tallies)| tallies)
    }

    /// The number as WhatsApp's own links want it.
    fn digits(&self, number: &Number) -> String {
        number.address.bare().trim_start_matches('+').to_owned()
    }

    /// The address of the account's page, or of the list.
    fn account_address(&self) -> String {
        self.account().map_or_else(|| "/admin/accounts".to_owned(), |account| format!("/admin/accounts/{}", account.id))
    }
}

/// GET /admin
///
/// # Errors
/// Those of the store.
pub async fn show(viewer: Admin, app: Data<App>) -> PageResult {
    let facts = blocking(&app, |app| {
        let since = app.clock.now() - Millis::days(1);
        app.store.read(|db| first_steps_view::read(db, since))
    })
    .await?;
    let done = [
        facts.admin.is_some(),
        !facts.accounts.is_empty(),
        !facts.numbers.is_empty(),
        facts.last_inbound_at().is_some(),
        facts.last_sent_at().is_some(),
        facts.templates_approved > 0,
        facts.users > 1,
    ];
    page(&FirstStepsPage {
        shell: viewer.shell(Nav::Settings(Section::FirstSteps)),
        facts,
        done,
        public_url: app.public_url.clone(),
    })
}
