//! Whom a sender may be: asked, until a person has said it.

use rusqlite::OptionalExtension as _;

use crate::domain::address::Address;
use crate::domain::ids::ContactId;
use crate::domain::time::Timestamp;
use crate::store::contact_view;
use crate::store::{Db, Fault, Tx};

/// Somebody it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub id: ContactId,
    /// The name to show; empty: none.
    pub name: String,
    /// Where that one is reached first.
    pub address: Option<Address>,
}

/// Who wrote from an address that belongs to others; whoever that has become.
///
/// # Errors
/// [`Fault`] of the store.
pub fn claimed(db: &Db, address: &Address) -> Result<Option<ContactId>, Fault> {
    let sql = "SELECT a.contact_id FROM address_claim a WHERE a.value = ?1";
    let Some(id) = db.prepare_cached(sql)?.query_row([address], |row| row.get(0)).optional()? else { return Ok(None) };
    Ok(Some(contact_view::became(db, id)?.unwrap_or(id)))
}

/// Whoever writes from this address next is this one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn claim(tx: &Tx<'_>, id: ContactId, address: &Address, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("INSERT OR IGNORE INTO address_claim (value, contact_id, at) VALUES (?1, ?2, ?3)")?
        .execute((address, id, now))?;
    Ok(())
}

/// The addresses of which one said so.
///
/// # Errors
/// [`Fault`] of the store.
pub fn claims(db: &Db, id: ContactId) -> Result<Vec<Address>, Fault> {
    let mut query = db.prepare_cached("SELECT value FROM address_claim WHERE contact_id = ?1 ORDER BY value")?;
    let found = query.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// It is asked whether one is another.
///
/// # Errors
/// [`Fault`] of the store.
pub fn ask(tx: &Tx<'_>, id: ContactId, candidate: ContactId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("INSERT OR IGNORE INTO contact_candidate (contact_id, candidate_id, at) VALUES (?1, ?2, ?3)")?
        .execute((id, candidate, now))?;
    Ok(())
}

/// Whom a contact may be, as far as nobody has said.
///
/// # Errors
/// [`Fault`] of the store.
pub fn open(db: &Db, id: ContactId) -> Result<Vec<Candidate>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT c.id AS id, coalesce(nullif(c.name, ''), c.profile_name) AS name,
           (SELECT value FROM address WHERE contact_id = c.id ORDER BY kind, id LIMIT 1) AS address
         FROM contact_candidate k JOIN contact c ON c.id = k.candidate_id
         WHERE k.contact_id = ?1 AND k.other_at IS NULL AND c.merged_into_id IS NULL AND c.erased_at IS NULL ORDER BY c.id",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(Candidate { id: row.get("id")?, name: row.get("name")?, address: row.get("address")? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Somebody said that it is somebody else; whether it was asked.
///
/// # Errors
/// [`Fault`] of the store.
pub fn is_other(tx: &Tx<'_>, id: ContactId, candidate: ContactId, by: &str, now: Timestamp) -> Result<bool, Fault> {
    let sql = "UPDATE contact_candidate SET other_at = ?4, other_by = ?3
        WHERE contact_id = ?1 AND candidate_id = ?2 AND other_at IS NULL";
    Ok(tx.prepare_cached(sql)?.execute((id, candidate, by, now))? > 0)
}

/// What is asked about one that became another is asked about that one, and the other way round.
///
/// # Errors
/// [`Fault`] of the store.
pub fn pass_on(tx: &Tx<'_>, from: ContactId, to: ContactId) -> Result<(), Fault> {
    for sql in [
        "INSERT OR IGNORE INTO contact_candidate (contact_id, candidate_id, at, other_at, other_by)
           SELECT ?2, candidate_id, at, other_at, other_by FROM contact_candidate WHERE contact_id = ?1 AND candidate_id <> ?2",
        "INSERT OR IGNORE INTO contact_candidate (contact_id, candidate_id, at, other_at, other_by)
           SELECT contact_id, ?2, at, other_at, other_by FROM contact_candidate WHERE candidate_id = ?1 AND contact_id <> ?2",
    ] {
        tx.prepare_cached(sql)?.execute((from, to))?;
    }
    Ok(())
}
