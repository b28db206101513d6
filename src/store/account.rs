//! Twilio accounts. Secrets come and go sealed: this file cannot read them.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::event::Event;
use crate::domain::ids::AccountId;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::region::Region;
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::{Db, Fault, Tx};

/// An account as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What we call it.
    pub name: String,
    /// `AC…`.
    pub account_sid: String,
    /// The unguessable part of its webhook addresses.
    pub webhook_key: String,
    /// Sealed; also verifies signatures. Empty once the account is deleted.
    pub auth_token: Vec<u8>,
    /// Sealed; accepted too while a token is rotated.
    pub auth_token_second: Option<Vec<u8>>,
    /// When the provider accepted the second one: from then on calls are made with it.
    pub second_checked_at: Option<Timestamp>,
    /// `SK…`, present with its secret or not at all.
    pub api_key_sid: Option<String>,
    /// Sealed.
    pub api_key_secret: Option<Vec<u8>>,
    /// The provider's region.
    pub region: Region,
    /// Whether it is in use.
    pub active: bool,
    /// Refusals of our credentials in a row.
    pub auth_failures: i64,
    /// When its templates were last read.
    pub templates_synced_at: Option<Timestamp>,
    /// The provider's list of messages was read up to here.
    pub reconciled_until_at: Option<Timestamp>,
    /// When the provider was last asked about it.
    pub checked_at: Option<Timestamp>,
    /// What it said, JSON.
    pub check_report: Option<String>,
    /// When it was deleted; what was said over its numbers stays readable.
    pub deleted_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed by a person.
    pub updated_at: Timestamp,
}

/// What a new account is made of.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What we call it.
    pub name: String,
    /// `AC…`, unique.
    pub account_sid: String,
    /// The unguessable part of its webhook addresses, unique.
    pub webhook_key: String,
    /// Sealed.
    pub auth_token: Vec<u8>,
    /// `SK…` and its sealed secret.
    pub api_key: Option<(String, Vec<u8>)>,
    /// The provider's region.
    pub region: Region,
}

const COLUMNS: &str = "id, name, account_sid, webhook_key, auth_token, auth_token_second, \
    second_checked_at, api_key_sid, api_key_secret, region, active, auth_failures, templates_synced_at, \
    reconciled_until_at, checked_at, check_report, deleted_at, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get("id")?,
        name: row.get("name")?,
        account_sid: row.get("account_sid")?,
        webhook_key: row.get("webhook_key")?,
        auth_token: row.get("auth_token")?,
        auth_token_second: row.get("auth_token_second")?,
        second_checked_at: row.get("second_checked_at")?,
        api_key_sid: row.get("api_key_sid")?,
        api_key_secret: row.get("api_key_secret")?,
        region: row.get("region")?,
        active: row.get("active")?,
        auth_failures: row.get("auth_failures")?,
        templates_synced_at: row.get("templates_synced_at")?,
        reconciled_until_at: row.get("reconciled_until_at")?,
        checked_at: row.get("checked_at")?,
        check_report: row.get("check_report")?,
        deleted_at: row.get("deleted_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// Adds an account, active.
///
/// # Errors
/// [`Refusal::Field`] `account_sid`/`account-taken` if there is one with this SID.
pub fn insert(tx: &Tx<'_>, new: &NewAccount, now: Timestamp) -> Result<AccountId, Fault> {
    let sql = "INSERT INTO account
        (name, account_sid, webhook_key, auth_token, api_key_sid, api_key_secret, region, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)";
    let (key_sid, key_secret) = new.api_key.clone().unzip();
    let done = tx.prepare_cached(sql)?.execute((
        &new.name,
        &new.account_sid,
        &new.webhook_key,
        &new.auth_token,
        key_sid,
        key_secret,
        new.region,
        now,
    ));
    match done {
        Ok(_) => Ok(AccountId(tx.last_insert_rowid())),
        Err(error) if violates_unique(&error, "account.account_sid") => {
            Err(FieldProblem::new("account_sid", "account-taken").into())
        }
        Err(error) => Err(error.into()),
    }
}

fn one(db: &Db, condition: &str, value: impl rusqlite::ToSql) -> Result<Option<Account>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE {condition} = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([value], from_row).optional()?)
}

/// The account, if it exists, deleted or not.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: AccountId) -> Result<Option<Account>, Fault> {
    one(db, "id", id)
}

/// The account, unless it is deleted.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub fn get(db: &Db, id: AccountId) -> Result<Account, Fault> {
    by_id(db, id)?.filter(|account| account.deleted_at.is_none()).ok_or(Fault::Refused(Refusal::NotFound))
}

/// The account whose webhook addresses have this key, unless it is deleted.
///
/// # Errors
/// As every query.
pub fn by_webhook_key(db: &Db, key: &str) -> Result<Option<Account>, Fault> {
    Ok(one(db, "webhook_key", key)?.filter(|account| account.deleted_at.is_none()))
}

/// The account with this SID, deleted or not.
///
/// # Errors
/// As every query.
pub fn by_sid(db: &Db, sid: &str) -> Result<Option<Account>, Fault> {
    one(db, "account_sid", sid)
}

/// All accounts that are not deleted, in the order they were made.
///
/// # Errors
/// As every query.
pub fn list(db: &Db) -> Result<Vec<Account>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE deleted_at IS NULL ORDER BY id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes what people may change: name, secrets, region, active. Facts (failures, times) stay as they are.
/// Whoever keeps something of the account in memory hears of it by [`Event::AccountTouched`].
///
/// # Errors
/// As every write.
pub fn update(tx: &Tx<'_>, account: &Account, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE account SET name = ?2, auth_token = ?3, auth_token_second = ?4, api_key_sid = ?5,
        api_key_secret = ?6, region = ?7, active = ?8, updated_at = ?9, second_checked_at = ?10, deleted_at = ?11
        WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((
        account.id,
        &account.name,
        &account.auth_token,
        &account.auth_token_second,
        &account.api_key_sid,
        &account.api_key_secret,
        account.region,
        account.active,
        now,
        account.second_checked_at,
        account.deleted_at,
    ))?;
    tx.publish(Event::AccountTouched { account: account.id });
    Ok(())
}

/// The provider was asked about it, and said this (JSON).
///
/// # Errors
/// As every write.
pub fn set_check(tx: &Tx<'_>, id: AccountId, report: &str, at: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE account SET checked_at = ?2, check_report = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, at, report))?;
    Ok(())
}

/// An account in use whose credentials were refused so many times in a row.
///
/// # Errors
/// As every query.
pub fn refused(db: &Db, times: i64) -> Result<Option<(AccountId, String)>, Fault> {
    let sql = "SELECT id, name FROM account WHERE active = 1 AND auth_failures >= ?1 ORDER BY id LIMIT 1";
    let from_row = |row: &Row<'_>| Ok((row.get("id")?, row.get("name")?));
    Ok(db.prepare_cached(sql)?.query_row([times], from_row).optional()?)
}

/// One more refusal of our credentials. Admins hear of it.
///
/// # Errors
/// As every write.
pub fn count_auth_failure(tx: &Tx<'_>, id: AccountId) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE account SET auth_failures = auth_failures + 1 WHERE id = ?1")?.execute([id])?;
    tx.publish(Event::AccountTouched { account: id });
    Ok(())
}

/// The credentials worked, or are new. Admins hear of it if they had been refused.
///
/// # Errors
/// As every write.
pub fn clear_auth_failures(tx: &Tx<'_>, id: AccountId) -> Result<(), Fault> {
    let sql = "UPDATE account SET auth_failures = 0 WHERE id = ?1 AND auth_failures > 0";
    if tx.prepare_cached(sql)?.execute([id])? > 0 {
        tx.publish(Event::AccountTouched { account: id });
    }
    Ok(())
}

/// Its templates were read.
///
/// # Errors
/// As every write.
pub fn set_templates_synced(tx: &Tx<'_>, id: AccountId, at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE account SET templates_synced_at = ?2 WHERE id = ?1")?.execute((id, at))?;
    Ok(())
}

/// The provider's list of messages was read up to `until`; never moves back.
///
/// # Errors
/// As every write.
pub fn set_reconciled_until(tx: &Tx<'_>, id: AccountId, until: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE account SET reconciled_until_at = max(coalesce(reconciled_until_at, 0), ?2) WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, until))?;
    Ok(())
}

/// The whole stretch that is looked back over is read again: something was added that the list may know.
///
/// # Errors
/// As every write.
pub fn forget_reconciled(tx: &Tx<'_>, id: AccountId) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE account SET reconciled_until_at = NULL WHERE id = ?1")?.execute([id])?;
    Ok(())
}
