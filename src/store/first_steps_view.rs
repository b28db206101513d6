//! How far an installation has come, for the admin's first page.

use rusqlite::OptionalExtension as _;

use crate::domain::ids::AccountId;
use crate::domain::time::Timestamp;
use crate::store::account::{self, Account};
use crate::store::number::{self, Number};
use crate::store::refused_view::{self, Tally};
use crate::store::{Db, Fault};

/// The facts behind the steps.
#[derive(Clone, Debug)]
pub struct FirstSteps {
    /// The first admin, and since when.
    pub admin: Option<(String, Timestamp)>,
    /// All accounts.
    pub accounts: Vec<Account>,
    /// All numbers.
    pub numbers: Vec<Number>,
    /// Templates that may be sent at any time.
    pub templates_approved: i64,
    /// Active users.
    pub users: i64,
    /// Why posts were refused lately, by account; only accounts with one.
    pub refused: Vec<(AccountId, Vec<Tally>)>,
}

impl FirstSteps {
    /// When a contact last wrote to any number.
    #[must_use]
    pub fn last_inbound_at(&self) -> Option<Timestamp> {
        self.numbers.iter().filter_map(|number| number.last_inbound_at).max()
    }

    /// When a message of any number was last accepted by the provider.
    #[must_use]
    pub fn last_sent_at(&self) -> Option<Timestamp> {
        self.numbers.iter().filter_map(|number| number.last_sent_at).max()
    }
}

/// Reads them; refused posts since `since`.
///
/// # Errors
/// As every query.
pub fn read(db: &Db, since: Timestamp) -> Result<FirstSteps, Fault> {
    let admin = db
        .prepare_cached("SELECT name, created_at FROM user WHERE role = 'admin' AND active = 1 ORDER BY id LIMIT 1")?
        .query_row([], |row| Ok((row.get("name")?, row.get("created_at")?)))
        .optional()?;
    let count = |sql: &str| -> Result<i64, Fault> { Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?) };
    let accounts = account::list(db)?;
    let mut refused = Vec::new();
    for account in &accounts {
        let tallies = refused_view::tallies(db, account.id, since)?;
        if !tallies.is_empty() {
            refused.push((account.id, tallies));
        }
    }
    Ok(FirstSteps {
        admin,
        numbers: number::list(db)?,
        accounts,
        templates_approved: count("SELECT count(*) FROM template WHERE status = 'approved' AND sandbox = 0")?,
        users: count("SELECT count(*) FROM user WHERE active = 1")?,
        refused,
    })
}
