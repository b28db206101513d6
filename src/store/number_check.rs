//! What the provider said of accounts and numbers when it was last asked.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::health::Provider;
use crate::domain::hooks::Targets;
use crate::domain::ids::{AccountId, NumberId};
use crate::domain::message::words;
use crate::domain::time::{Millis, Timestamp};
use crate::store::{Db, Fault, Tx};

words! {
    /// Why asking brought nothing.
    Trouble {
        /// The provider refuses our credentials.
        Credentials = "credentials",
        /// It did not answer.
        Silent = "silent",
        /// The account's secrets cannot be opened.
        Key = "key",
    }
}

/// When an account's numbers were last asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountCheck {
    /// The last try.
    pub asked_at: Timestamp,
    /// The last time that the provider answered.
    pub answered_at: Option<Timestamp>,
    /// Why the last try brought nothing.
    pub trouble: Option<Trouble>,
}

/// What the provider said of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberCheck {
    /// What it said.
    pub said: Provider,
    /// When.
    pub read_at: Timestamp,
    /// When we last wrote our addresses there.
    pub written_at: Option<Timestamp>,
    /// The addresses that stood there before.
    pub before: Option<Targets>,
}

/// When an account was last asked about.
///
/// # Errors
/// As every query.
pub fn of_account(db: &Db, account: AccountId) -> Result<Option<AccountCheck>, Fault> {
    let sql = "SELECT asked_at, answered_at, trouble FROM account_check WHERE account_id = ?1";
    let from_row = |row: &Row<'_>| {
        let trouble: Option<String> = row.get("trouble")?;
        Ok(AccountCheck {
            asked_at: row.get("asked_at")?,
            answered_at: row.get("answered_at")?,
            trouble: trouble.as_deref().and_then(Trouble::from_word),
        })
    };
    Ok(db.prepare_cached(sql)?.query_row([account], from_row).optional()?)
}

/// What was said of a number. What another version wrote and this one cannot read counts as not said.
///
/// # Errors
/// As every query.
pub fn of_number(db: &Db, number: NumberId) -> Result<Option<NumberCheck>, Fault> {
    let sql = "SELECT said, read_at, written_at, before FROM number_check WHERE number_id = ?1";
    let from_row = |row: &Row<'_>| {
        let texts: (String, Option<String>) = (row.get("said")?, row.get("before")?);
        Ok((texts, row.get("read_at")?, row.get("written_at")?))
    };
    let found = db.prepare_cached(sql)?.query_row([number], from_row).optional()?;
    Ok(found.and_then(|((said, before), read_at, written_at)| {
        let said = serde_json::from_str(&said).ok()?;
        let before = before.and_then(|before| serde_json::from_str(&before).ok());
        Some(NumberCheck { said, read_at, written_at, before })
    }))
}

/// Notes that the account is being asked about now, unless that was done within `rest`; whether it was noted.
/// So of several who want to ask at once, one does.
///
/// # Errors
/// As every write.
pub fn claim(tx: &Tx<'_>, account: AccountId, now: Timestamp, rest: Millis) -> Result<bool, Fault> {
    let sql = "INSERT INTO account_check (account_id, asked_at) VALUES (?1, ?2)
        ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at WHERE asked_at <= ?3 OR asked_at > ?2";
    Ok(tx.prepare_cached(sql)?.execute((account, now, now - rest))? > 0)
}

/// Notes how asking ended.
///
/// # Errors
/// As every write.
pub fn note(tx: &Tx<'_>, account: AccountId, now: Timestamp, trouble: Option<Trouble>) -> Result<(), Fault> {
    let sql = "INSERT INTO account_check (account_id, asked_at, answered_at, trouble) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET asked_at = ?2, answered_at = coalesce(?3, answered_at), trouble = ?4";
    let answered = trouble.is_none().then_some(now);
    tx.prepare_cached(sql)?.execute((account, now, answered, trouble.map(Trouble::word)))?;
    Ok(())
}

/// Keeps what the provider said of a number.
///
/// # Errors
/// As every write.
pub fn keep(tx: &Tx<'_>, number: NumberId, said: &Provider, now: Timestamp) -> Result<(), Fault> {
    let sql = "INSERT INTO number_check (number_id, said, read_at) VALUES (?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET said = excluded.said, read_at = excluded.read_at";
    tx.prepare_cached(sql)?.execute((number, json(said)?, now))?;
    Ok(())
}

/// Notes that our addresses were written for a number, and what stood there before.
///
/// # Errors
/// As every write.
pub fn note_written(tx: &Tx<'_>, number: NumberId, before: &Targets, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE number_check SET written_at = ?2, before = ?3 WHERE number_id = ?1";
    tx.prepare_cached(sql)?.execute((number, now, json(before)?))?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Broken(format!("facts that cannot be written: {error}")))
}
