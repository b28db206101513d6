//! Our WhatsApp numbers: their settings, their pace, and when each of them last did something.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::address::Address;
use crate::domain::ids::{AccountId, NumberId};
use crate::domain::language::Language;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::{Db, Fault, Tx};

/// A number as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its id.
    pub id: NumberId,
    /// The account it belongs to.
    pub account_id: AccountId,
    /// What we call it.
    pub name: String,
    /// `whatsapp:+…`.
    pub address: Address,
    /// Whether it is the provider's shared sandbox number.
    pub sandbox: bool,
    /// The language of our own texts in its threads.
    pub language: Language,
    /// Which of the four number colours marks it in lists, 1 to 4.
    pub colour: i64,
    /// Whether files of contacts are fetched.
    pub attachments_from_customers: bool,
    /// Whether agents may send files.
    pub attachments_from_agents: bool,
    /// Whether it is in use.
    pub active: bool,
    /// The pace: no message is handed over before this.
    pub next_send_at: Timestamp,
    /// When a contact last wrote to it.
    pub last_inbound_at: Option<Timestamp>,
    /// When the provider last told the status of one of its messages.
    pub last_status_at: Option<Timestamp>,
    /// When a message of it was last accepted by the provider.
    pub last_sent_at: Option<Timestamp>,
    /// When a message of it last failed.
    pub last_error_at: Option<Timestamp>,
    /// With which code.
    pub last_error_code: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed by a person.
    pub updated_at: Timestamp,
}

/// What a new number is made of.
#[derive(Clone, Debug)]
pub struct NewNumber {
    /// The account it belongs to.
    pub account_id: AccountId,
    /// What we call it.
    pub name: String,
    /// `whatsapp:+…`, unique in the account.
    pub address: Address,
    /// Whether it is the provider's shared sandbox number.
    pub sandbox: bool,
    /// The language of our own texts in its threads.
    pub language: Language,
    /// 1 to 4.
    pub colour: i64,
}

const COLUMNS: &str = "id, account_id, name, address, sandbox, language, colour, attachments_from_customers, \
    attachments_from_agents, active, next_send_at, last_inbound_at, last_status_at, last_sent_at, last_error_at, \
    last_error_code, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Number> {
    Ok(Number {
        id: row.get("id")?,
        account_id: row.get("account_id")?,
        name: row.get("name")?,
        address: row.get("address")?,
        sandbox: row.get("sandbox")?,
        language: row.get("language")?,
        colour: row.get("colour")?,
        attachments_from_customers: row.get("attachments_from_customers")?,
        attachments_from_agents: row.get("attachments_from_agents")?,
        active: row.get("active")?,
        next_send_at: row.get("next_send_at")?,
        last_inbound_at: row.get("last_inbound_at")?,
        last_status_at: row.get("last_status_at")?,
        last_sent_at: row.get("last_sent_at")?,
        last_error_at: row.get("last_error_at")?,
        last_error_code: row.get("last_error_code")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// Adds a number, active, attachments on.
///
/// # Errors
/// [`Refusal::Field`] `address`/`number-taken` if the account has it already.
pub fn insert(tx: &Tx<'_>, new: &NewNumber, now: Timestamp) -> Result<NumberId, Fault> {
    let sql = "INSERT INTO number (account_id, name, address, sandbox, language, colour, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)";
    let done = tx.prepare_cached(sql)?.execute((
        new.account_id,
        &new.name,
        &new.address,
        new.sandbox,
        new.language,
        new.colour,
        now,
    ));
    match done {
        Ok(_) => Ok(NumberId(tx.last_insert_rowid())),
        Err(error) if violates_unique(&error, "number.address") => {
            Err(FieldProblem::new("address", "number-taken").into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The number, if it exists.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: NumberId) -> Result<Option<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// The number.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub fn get(db: &Db, id: NumberId) -> Result<Number, Fault> {
    by_id(db, id)?.ok_or(Fault::Refused(Refusal::NotFound))
}

/// The number of an account that has this address.
///
/// # Errors
/// As every query.
pub fn by_account_and_address(db: &Db, account: AccountId, address: &Address) -> Result<Option<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number WHERE account_id = ?1 AND address = ?2");
    Ok(db.prepare_cached(&sql)?.query_row((account, address), from_row).optional()?)
}

/// What storing a message needs to know of its number. The whole row has eighteen columns, and this is
/// read for every message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// The number.
    pub id: NumberId,
    /// When a contact last wrote to it.
    pub last_inbound_at: Option<Timestamp>,
}

/// The number of an account that has this address, for storing what came to it.
///
/// # Errors
/// As every query.
pub fn receiver(db: &Db, account: AccountId, address: &Address) -> Result<Option<Receiver>, Fault> {
    let sql = "SELECT id, last_inbound_at FROM number WHERE account_id = ?1 AND address = ?2";
    let from_row = |row: &Row<'_>| Ok(Receiver { id: row.get("id")?, last_inbound_at: row.get("last_inbound_at")? });
    Ok(db.prepare_cached(sql)?.query_row((account, address), from_row).optional()?)
}

/// All numbers, those of one account together, in the order they were made.
///
/// # Errors
/// As every query.
pub fn list(db: &Db) -> Result<Vec<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number ORDER BY account_id, id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The numbers of one account in the order they were made.
///
/// # Errors
/// As every query.
pub fn list_of_account(db: &Db, account: AccountId) -> Result<Vec<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number WHERE account_id = ?1 ORDER BY id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([account], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes what people may change: name, language, colour, attachments, active, sandbox. Account and
/// address stay: threads hang on them.
///
/// # Errors
/// As every write.
pub fn update(tx: &Tx<'_>, number: &Number, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE number SET name = ?2, sandbox = ?3, language = ?4, colour = ?5,
        attachments_from_customers = ?6, attachments_from_agents = ?7, active = ?8, updated_at = ?9 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((
        number.id,
        &number.name,
        number.sandbox,
        number.language,
        number.colour,
        number.attachments_from_customers,
        number.attachments_from_agents,
        number.active,
        now,
    ))?;
    Ok(())
}

/// A contact wrote to it.
///
/// # Errors
/// As every write.
pub fn touch_inbound(tx: &Tx<'_>, id: NumberId, at: Timestamp) -> Result<(), Fault> {
    touch(tx, "UPDATE number SET last_inbound_at = max(coalesce(last_inbound_at, 0), ?2) WHERE id = ?1", id, at)
}

/// The provider told the status of one of its messages.
///
/// # Errors
/// As every write.
pub fn touch_status(tx: &Tx<'_>, id: NumberId, at: Timestamp) -> Result<(), Fault> {
    touch(tx, "UPDATE number SET last_status_at = max(coalesce(last_status_at, 0), ?2) WHERE id = ?1", id, at)
}

/// The provider accepted a message of it.
///
/// # Errors
/// As every write.
pub fn touch_sent(tx: &Tx<'_>, id: NumberId, at: Timestamp) -> Result<(), Fault> {
    touch(tx, "UPDATE number SET last_sent_at = max(coalesce(last_sent_at, 0), ?2) WHERE id = ?1", id, at)
}

/// A message of it failed.
///
/// # Errors
/// As every write.
pub fn touch_error(tx: &Tx<'_>, id: NumberId, at: Timestamp, code: &str) -> Result<(), Fault> {
    let sql = "UPDATE number SET last_error_at = ?2, last_error_code = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, at, code))?;
    Ok(())
}

fn touch(tx: &Tx<'_>, sql: &str, id: NumberId, at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(sql)?.execute((id, at))?;
    Ok(())
}
