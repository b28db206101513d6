//! Tags of contacts: those of one are read and written together.

use crate::domain::ids::ContactId;
use crate::store::{Db, Fault, Tx};

/// Those of a contact, by name.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of(db: &Db, contact: ContactId) -> Result<Vec<String>, Fault> {
    let mut statement = db.prepare_cached("SELECT tag FROM contact_tag WHERE contact_id = ?1 ORDER BY tag")?;
    let rows = statement.query_map([contact], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes these its tags.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set(tx: &Tx<'_>, contact: ContactId, tags: &[String]) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM contact_tag WHERE contact_id = ?1")?.execute([contact])?;
    let mut statement = tx.prepare_cached("INSERT INTO contact_tag (contact_id, tag) VALUES (?1, ?2)")?;
    for tag in tags {
        statement.execute((contact, tag))?;
    }
    Ok(())
}
