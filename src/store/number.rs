//! Our WhatsApp numbers: their settings, their pace, and when each of them last did something.

use rusqlite::{OptionalExtension as _, Row, params};

use crate::domain::address::Address;
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, NumberId, WorkstreamId};
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
    /// The workstream it belongs to.
    pub workstream_id: WorkstreamId,
    /// What we call it.
    pub name: String,
    /// `whatsapp:+…`.
    pub address: Address,
    /// Whether it is the provider's shared sandbox number.
    pub sandbox: bool,
    /// The words after `join`, as far as somebody entered them.
    pub sandbox_code: Option<String>,
    /// The language of our own texts in its threads.
    pub language: Language,
    /// Which of the four number colours marks it in lists, 1 to 4.
    pub colour: i64,
    /// Whether files of contacts are fetched.
    pub attachments_from_customers: bool,
    /// Whether agents may send files.
    pub attachments_from_agents: bool,
    /// For how many days files are kept; `None`: as long as messages are.
    pub media_days: Option<i64>,
    /// Whether the provider forgets a file when we do.
    pub media_erase_at_provider: bool,
    /// For how many days texts are kept; `None`: for ever.
    pub text_days: Option<i64>,
    /// Whether the provider forgets a message when we forget its text.
    pub text_erase_at_provider: bool,
    /// Whether contacts see that an agent writes, and that their messages were read.
    pub shows_typing: bool,
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
    /// When it was deleted; its threads stay readable.
    pub deleted_at: Option<Timestamp>,
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
    /// The workstream it belongs to.
    pub workstream_id: WorkstreamId,
    /// What we call it.
    pub name: String,
    /// `whatsapp:+…`, unique in the account.
    pub address: Address,
    /// Whether it is the provider's shared sandbox number.
    pub sandbox: bool,
    /// The words after `join`.
    pub sandbox_code: Option<String>,
    /// The language of our own texts in its threads.
    pub language: Language,
    /// 1 to 4.
    pub colour: i64,
}

const COLUMNS: &str = "id, account_id, workstream_id, name, address, sandbox, sandbox_code, language, colour, \
    attachments_from_customers, attachments_from_agents, media_days, media_erase_at_provider, text_days, text_erase_at_provider, shows_typing, active, next_send_at, last_inbound_at, last_status_at, \
    last_sent_at, last_error_at, last_error_code, deleted_at, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Number> {
    Ok(Number {
        id: row.get("id")?,
        account_id: row.get("account_id")?,
        workstream_id: row.get("workstream_id")?,
        name: row.get("name")?,
        address: row.get("address")?,
        sandbox: row.get("sandbox")?,
        sandbox_code: row.get("sandbox_code")?,
        language: row.get("language")?,
        colour: row.get("colour")?,
        attachments_from_customers: row.get("attachments_from_customers")?,
        attachments_from_agents: row.get("attachments_from_agents")?,
        media_days: row.get("media_days")?,
        media_erase_at_provider: row.get("media_erase_at_provider")?,
        text_days: row.get("text_days")?,
        text_erase_at_provider: row.get("text_erase_at_provider")?,
        shows_typing: row.get("shows_typing")?,
        active: row.get("active")?,
        next_send_at: row.get("next_send_at")?,
        last_inbound_at: row.get("last_inbound_at")?,
        last_status_at: row.get("last_status_at")?,
        last_sent_at: row.get("last_sent_at")?,
        last_error_at: row.get("last_error_at")?,
        last_error_code: row.get("last_error_code")?,
        deleted_at: row.get("deleted_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// Adds a number, active, attachments on. Browsers and whoever keeps something about senders hear of it.
///
/// # Errors
/// [`Refusal::Field`] `address`/`number-taken` if the account has it already.
pub fn insert(tx: &Tx<'_>, new: &NewNumber, now: Timestamp) -> Result<NumberId, Fault> {
    let sql = "INSERT INTO number
        (account_id, workstream_id, name, address, sandbox, sandbox_code, language, colour, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)";
    let done = tx.prepare_cached(sql)?.execute((
        new.account_id,
        new.workstream_id,
        &new.name,
        &new.address,
        new.sandbox,
        &new.sandbox_code,
        new.language,
        new.colour,
        now,
    ));
    match done {
        Ok(_) => {
            let id = NumberId(tx.last_insert_rowid());
            tell(tx, id, new.account_id);
            Ok(id)
        }
        Err(error) if violates_unique(&error, "number.address") => {
            Err(FieldProblem::new("address", "number-taken").into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The number, if it exists, deleted or not.
///
/// # Errors
/// As every query.
pub fn by_id(db: &Db, id: NumberId) -> Result<Option<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number WHERE id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// The number, unless it is deleted.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub fn get(db: &Db, id: NumberId) -> Result<Number, Fault> {
    by_id(db, id)?.filter(|number| number.deleted_at.is_none()).ok_or(Fault::Refused(Refusal::NotFound))
}

/// The number of an account that has this address, deleted or not.
///
/// # Errors
/// As every query.
pub fn by_account_and_address(db: &Db, account: AccountId, address: &Address) -> Result<Option<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number WHERE account_id = ?1 AND address = ?2");
    Ok(db.prepare_cached(&sql)?.query_row((account, address), from_row).optional()?)
}

/// What storing a message needs to know of its number. The whole row has twenty columns, and this is
/// read for every message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// The number.
    pub id: NumberId,
    /// When a contact last wrote to it.
    pub last_inbound_at: Option<Timestamp>,
    /// Whether it is the provider's shared sandbox number.
    pub sandbox: bool,
    /// Its workstream, if a bot answers there first.
    pub bot_of: Option<WorkstreamId>,
    /// Whether anybody is ever told that we are closed.
    pub says_away: bool,
}

/// The number of an account that has this address, for storing what came to it; none if it is deleted.
///
/// # Errors
/// As every query.
pub fn receiver(db: &Db, account: AccountId, address: &Address) -> Result<Option<Receiver>, Fault> {
    let sql = "SELECT id, last_inbound_at, sandbox,
          (SELECT b.workstream_id FROM bot b WHERE b.workstream_id = number.workstream_id AND b.kind <> 'off') AS bot_of,
          EXISTS (SELECT 1 FROM automated_message a
            WHERE a.active = 1 AND (a.trigger = 'out_of_hours' OR a.trigger = 'holiday')
              AND (a.number_id = number.id OR a.workstream_id = number.workstream_id)) AS says_away
        FROM number WHERE account_id = ?1 AND address = ?2 AND deleted_at IS NULL";
    let from_row = |row: &Row<'_>| {
        Ok(Receiver {
            id: row.get("id")?,
            last_inbound_at: row.get("last_inbound_at")?,
            sandbox: row.get("sandbox")?,
            bot_of: row.get("bot_of")?,
            says_away: row.get("says_away")?,
        })
    };
    Ok(db.prepare_cached(sql)?.query_row((account, address), from_row).optional()?)
}

/// Every number with this address, of whatever account, deleted or not: the newest first.
///
/// # Errors
/// As every query.
pub fn by_address(db: &Db, address: &Address) -> Result<Vec<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number WHERE address = ?1 ORDER BY id DESC");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([address], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All numbers that are not deleted, those of one account together, in the order they were made.
///
/// # Errors
/// As every query.
pub fn list(db: &Db) -> Result<Vec<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number WHERE deleted_at IS NULL ORDER BY account_id, id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All numbers, deleted ones as well: what came to those is kept no longer than they said.
///
/// # Errors
/// As every query.
pub fn list_with_deleted(db: &Db) -> Result<Vec<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number ORDER BY id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The fewest days for which any number keeps texts, if one keeps them for some days only.
///
/// # Errors
/// As every query.
pub fn fewest_text_days(db: &Db) -> Result<Option<i64>, Fault> {
    Ok(db.prepare_cached("SELECT min(text_days) FROM number")?.query_row([], |row| row.get(0))?)
}

/// The numbers of one account that are not deleted, in the order they were made.
///
/// # Errors
/// As every query.
pub fn list_of_account(db: &Db, account: AccountId) -> Result<Vec<Number>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM number WHERE account_id = ?1 AND deleted_at IS NULL ORDER BY id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([account], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes what people may change: name, workstream, language, colour, attachments, active, sandbox, deleted. The
/// address stays: threads hang on it. The account changes only where a deleted number comes back with another.
/// Who hears of it is as for [`insert`].
///
/// # Errors
/// As every write.
pub fn update(tx: &Tx<'_>, number: &Number, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE number SET name = ?2, sandbox = ?3, language = ?4, colour = ?5,
        attachments_from_customers = ?6, attachments_from_agents = ?7, active = ?8, updated_at = ?9,
        workstream_id = ?10, sandbox_code = ?11, deleted_at = ?12, account_id = ?13,
        media_days = ?14, media_erase_at_provider = ?15, shows_typing = ?16, text_days = ?17,
        text_erase_at_provider = ?18 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute(params![
        number.id,
        &number.name,
        number.sandbox,
        number.language,
        number.colour,
        number.attachments_from_customers,
        number.attachments_from_agents,
        number.active,
        now,
        number.workstream_id,
        &number.sandbox_code,
        number.deleted_at,
        number.account_id,
        number.media_days,
        number.media_erase_at_provider,
        number.shows_typing,
        number.text_days,
        number.text_erase_at_provider,
    ])?;
    tell(tx, number.id, number.account_id);
    Ok(())
}

fn tell(tx: &Tx<'_>, number: NumberId, account: AccountId) {
    tx.publish(Event::AccountTouched { account });
    tx.publish(Event::NumberChanged { number });
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
