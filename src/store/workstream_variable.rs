//! Variables that the conversations of a workstream have, and what they hold.

use crate::domain::ids::{NumberId, WorkstreamId};
use crate::domain::variable::Declared;
use crate::store::{Db, Fault, Tx};

/// Those of a workstream, by name.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of(db: &Db, workstream: WorkstreamId) -> Result<Declared, Fault> {
    let mut query = db.prepare_cached("SELECT name, kind FROM workstream_variable WHERE workstream_id = ?1")?;
    let found = query.query_map([workstream], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Those of the workstream of a number.
///
/// # Errors
/// [`Fault`] of the store.
pub fn of_number(db: &Db, number: NumberId) -> Result<Declared, Fault> {
    let mut query = db.prepare_cached(
        "SELECT v.name, v.kind FROM number n JOIN workstream_variable v ON v.workstream_id = n.workstream_id
         WHERE n.id = ?1",
    )?;
    let found = query.query_map([number], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Replaces those of a workstream.
///
/// # Errors
/// [`Fault`] of the store.
pub fn replace(tx: &Tx<'_>, workstream: WorkstreamId, declared: &Declared) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM workstream_variable WHERE workstream_id = ?1")?.execute([workstream])?;
    for (name, kind) in declared {
        tx.prepare_cached("INSERT INTO workstream_variable (workstream_id, name, kind) VALUES (?1, ?2, ?3)")?
            .execute((workstream, name, kind))?;
    }
    Ok(())
}
