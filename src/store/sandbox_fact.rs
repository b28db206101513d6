//! Who takes part in the provider's sandbox, as far as their words and our failures tell. Rows are only added;
//! the newest of a thread counts.

use rusqlite::OptionalExtension as _;

use crate::domain::address::Address;
use crate::domain::ids::{AccountId, ContactId, NumberId, ThreadId};
use crate::domain::sandbox::{Fact, Join};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// Members shown at most; a sandbox is for a handful of people.
const MEMBERS_MAX: u32 = 200;

/// Adds a fact; one message makes one.
///
/// # Errors
/// As every write.
pub fn insert(
    tx: &Tx<'_>,
    (account, thread): (AccountId, ThreadId),
    provider_sid: &str,
    fact: Fact,
    at: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO sandbox_fact (account_id, thread_id, provider_sid, kind, at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (account_id, provider_sid) DO NOTHING",
    )?
    .execute((account, thread, provider_sid, fact, at))?;
    Ok(())
}

/// The newest fact of a thread.
///
/// # Errors
/// As every query.
pub fn latest(db: &Db, thread: ThreadId) -> Result<Option<(Fact, Timestamp)>, Fault> {
    let sql = "SELECT kind, at FROM sandbox_fact WHERE thread_id = ?1 ORDER BY at DESC, id DESC LIMIT 1";
    let row = db.prepare_cached(sql)?.query_row([thread], |row| Ok((row.get("kind")?, row.get("at")?)));
    Ok(row.optional()?)
}

/// In SQL: the words that help after a failure for want of membership, as `join_code` and `join_address`, of a message
/// `m`. A look into two more tables for that one code alone.
pub(crate) const JOIN_COLUMNS: &str = "CASE m.error_code WHEN '63015' THEN (SELECT n.sandbox_code FROM thread h
    JOIN number n ON n.id = h.number_id WHERE h.id = m.thread_id) END AS join_code,
  CASE m.error_code WHEN '63015' THEN (SELECT n.address FROM thread h
    JOIN number n ON n.id = h.number_id WHERE h.id = m.thread_id) END AS join_address";

/// What [`JOIN_COLUMNS`] found.
///
/// # Errors
/// As every row.
pub(crate) fn join_from(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Join>> {
    let (code, address): (Option<String>, Option<Address>) = (row.get("join_code")?, row.get("join_address")?);
    Ok(code.zip(address).map(|(code, address)| Join { code, address }))
}

/// Somebody of whom something is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The contact.
    pub contact: ContactId,
    /// Its name; empty if there is none.
    pub name: String,
    /// Where it writes from.
    pub address: Address,
    /// The newest fact.
    pub fact: Fact,
    /// Its time.
    pub at: Timestamp,
}

/// Everybody of whom something is known at a number, the newest first.
///
/// # Errors
/// As every query.
pub fn members(db: &Db, number: NumberId) -> Result<Vec<Member>, Fault> {
    let mut statement = db.prepare_cached(
        "SELECT f.kind AS kind, f.at AS at, t.contact_id AS contact_id, t.address AS address,
           coalesce(nullif(p.name, ''), p.profile_name) AS name
         FROM thread t JOIN contact p ON p.id = t.contact_id
           JOIN sandbox_fact f ON f.id = (SELECT id FROM sandbox_fact WHERE thread_id = t.id
             ORDER BY at DESC, id DESC LIMIT 1)
         WHERE t.number_id = ?1 ORDER BY f.at DESC, f.id DESC LIMIT ?2",
    )?;
    let rows = statement.query_map((number, MEMBERS_MAX), |row| {
        Ok(Member {
            contact: row.get("contact_id")?,
            name: row.get("name")?,
            address: row.get("address")?,
            fact: row.get("kind")?,
            at: row.get("at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
