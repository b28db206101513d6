//! How far an installation has come, for the admin's first page and for the mark that says how much is left.
//! What was deleted counts no more.

use crate::domain::first_steps::Facts;
use crate::domain::ids::NumberId;
use crate::domain::time::Timestamp;
use crate::store::account::{self, Account};
use crate::store::number::{self, Number};
use crate::store::queue::Queue;
use crate::store::{Db, Fault, queue_view, setting};

/// Approved templates of accounts that there are. The sandbox's own, which everybody has, are no step taken.
const OWN_TEMPLATES: &str = "FROM template t JOIN account a ON a.id = t.account_id
    WHERE t.status = 'approved' AND t.sandbox = 0 AND a.deleted_at IS NULL";

/// What the page says about the steps.
#[derive(Clone, Debug)]
pub struct FirstSteps {
    /// What is done.
    pub facts: Facts,
    /// All accounts.
    pub accounts: Vec<Account>,
    /// All numbers.
    pub numbers: Vec<Number>,
    /// Templates that may be sent at any time.
    pub templates_approved: i64,
    /// Active users.
    pub users: i64,
    /// Opening hours.
    pub hours: i64,
    /// Queues that open by them.
    pub queues_with_hours: i64,
    /// Queues that conversations are led to although nobody works for them.
    pub nowhere: Vec<Queue>,
}

impl FirstSteps {
    /// The number that the steps speak of: the first that is in use, or the first.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        self.numbers.iter().find(|number| number.active).or(self.numbers.first())
    }

    /// The number whose first message is waited for.
    #[must_use]
    pub fn awaited(&self) -> Option<NumberId> {
        self.number().filter(|_| !self.facts.message).map(|number| number.id)
    }

    /// When a contact last wrote to any number.
    #[must_use]
    pub fn last_inbound_at(&self) -> Option<Timestamp> {
        self.numbers.iter().filter_map(|number| number.last_inbound_at).max()
    }

    /// When the provider last posted anything.
    #[must_use]
    pub fn last_post_at(&self) -> Option<Timestamp> {
        let reported = self.numbers.iter().filter_map(|number| number.last_status_at).max();
        self.last_inbound_at().max(reported)
    }
}

/// What is done; asked for every page of an admin, so nothing is counted.
///
/// # Errors
/// As every query.
pub fn facts(db: &Db) -> Result<Facts, Fault> {
    let sql = format!(
        "SELECT
        EXISTS (SELECT 1 FROM account WHERE deleted_at IS NULL) AS account,
        EXISTS (SELECT 1 FROM number WHERE deleted_at IS NULL) AS number,
        EXISTS (SELECT 1 FROM number n LEFT JOIN number_check c ON c.number_id = n.id WHERE n.deleted_at IS NULL
          AND (n.last_inbound_at IS NOT NULL OR n.last_status_at IS NOT NULL OR c.written_at IS NOT NULL)) AS webhook,
        EXISTS (SELECT 1 FROM number WHERE deleted_at IS NULL AND last_inbound_at IS NOT NULL) AS message,
        EXISTS (SELECT 1 FROM user WHERE active = 1 LIMIT 1 OFFSET 1) AS agents,
        EXISTS (SELECT 1 FROM queue WHERE hours_id IS NOT NULL AND deleted_at IS NULL) AS hours,
        EXISTS (SELECT 1 {OWN_TEMPLATES}) AS templates,
        EXISTS (SELECT 1 FROM setting WHERE key = ?1) AS hidden"
    );
    Ok(db.prepare_cached(&sql)?.query_row([setting::FIRST_STEPS_HIDDEN], |row| {
        Ok(Facts {
            account: row.get("account")?,
            number: row.get("number")?,
            webhook: row.get("webhook")?,
            message: row.get("message")?,
            agents: row.get("agents")?,
            hours: row.get("hours")?,
            templates: row.get("templates")?,
            hidden: row.get("hidden")?,
        })
    })?)
}

/// Reads everything.
///
/// # Errors
/// As every query.
pub fn read(db: &Db) -> Result<FirstSteps, Fault> {
    let count = |sql: &str| -> Result<i64, Fault> { Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?) };
    Ok(FirstSteps {
        facts: facts(db)?,
        accounts: account::list(db)?,
        numbers: number::list(db)?,
        templates_approved: count(&format!("SELECT count(*) {OWN_TEMPLATES}"))?,
        users: count("SELECT count(*) FROM user WHERE active = 1")?,
        hours: count("SELECT count(*) FROM hours WHERE deleted_at IS NULL")?,
        queues_with_hours: count("SELECT count(*) FROM queue WHERE hours_id IS NOT NULL AND deleted_at IS NULL")?,
        nowhere: queue_view::leading_to_nobody(db)?,
    })
}
