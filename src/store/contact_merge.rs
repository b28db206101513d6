//! That one contact became another: what moved with it, and what is needed to take it back.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::event::Event;
use crate::domain::ids::{ContactId, ContactMergeId};
use crate::domain::merge::Values;
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx, contact, contact_field, contact_tag};

/// A merge as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Which.
    pub id: ContactMergeId,
    /// The one that stayed.
    pub kept: ContactId,
    /// The one that became it.
    pub gone: ContactId,
    /// What that was called.
    pub gone_name: String,
    /// Who did it: `user:3`, `token:2`.
    pub actor: String,
    /// When.
    pub at: Timestamp,
    /// What was kept about the one that stayed.
    pub before: Values,
    /// What was made of it.
    pub after: Values,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

const SELECT: &str = "SELECT m.id, m.kept_id, m.gone_id, m.actor, m.at, m.before, m.after, m.undone_at,
    coalesce(nullif(c.name, ''), c.profile_name) AS gone_name
  FROM contact_merge m JOIN contact c ON c.id = m.gone_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Merge> {
    Ok(Merge {
        id: row.get("id")?,
        kept: row.get("kept_id")?,
        gone: row.get("gone_id")?,
        gone_name: row.get("gone_name")?,
        actor: row.get("actor")?,
        at: row.get("at")?,
        before: json(row, "before")?,
        after: json(row, "after")?,
        undone_at: row.get("undone_at")?,
    })
}

/// Those that became this one and may be themselves again, the latest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn into(db: &Db, kept: ContactId) -> Result<Vec<Merge>, Fault> {
    let sql =
        format!("{SELECT} WHERE m.kept_id = ?1 AND m.undone_at IS NULL AND c.erased_at IS NULL ORDER BY m.id DESC");
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map([kept], from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// One of them.
///
/// # Errors
/// [`Fault`] of the store.
pub fn get(db: &Db, id: ContactMergeId) -> Result<Option<Merge>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE m.id = ?1"))?.query_row([id], from_row).optional()?)
}

/// What is kept about a contact beside its addresses; `None` for one that is not there.
///
/// # Errors
/// [`Fault`] of the store.
pub fn values(db: &Db, id: ContactId) -> Result<Option<Values>, Fault> {
    let Some(found) = contact::by_id(db, id)? else { return Ok(None) };
    Ok(Some(Values {
        name: found.name,
        profile_name: found.profile_name,
        language: found.language,
        notes: found.notes,
        tags: contact_tag::of(db, id)?,
        fields: contact_field::values(db, id)?,
    }))
}

/// Makes these what is kept about it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_values(tx: &Tx<'_>, id: ContactId, to: &Values, now: Timestamp) -> Result<(), Fault> {
    let sql =
        "UPDATE contact SET name = ?2, profile_name = ?3, language = ?4, notes = ?5, updated_at = ?6 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, &to.name, &to.profile_name, &to.language, &to.notes, now))?;
    contact_tag::set(tx, id, &to.tags)?;
    for field in contact_field::list(tx)? {
        contact_field::set_value(tx, id, field.id, to.fields.get(&field.id).map_or("", String::as_str))?;
    }
    Ok(())
}

/// Notes a merge.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(
    tx: &Tx<'_>,
    (kept, gone): (ContactId, ContactId),
    actor: &str,
    (before, after): (&Values, &Values),
    now: Timestamp,
) -> Result<ContactMergeId, Fault> {
    tx.prepare_cached(
        "INSERT INTO contact_merge (kept_id, gone_id, actor, at, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((kept, gone, actor, now, serde_json::to_string(before)?, serde_json::to_string(after)?))?;
    Ok(ContactMergeId(tx.last_insert_rowid()))
}

/// Everything of `gone` is `kept`'s from now on; what that is called and noted is not touched. Threads stay what they are,
/// with their addresses, their windows and their consent.
///
/// # Errors
/// [`Fault`] of the store.
pub fn carry_over(tx: &Tx<'_>, kept: ContactId, gone: ContactId, now: Timestamp) -> Result<(), Fault> {
    for sql in [
        "UPDATE address SET origin_id = coalesce(origin_id, contact_id), contact_id = ?1 WHERE contact_id = ?2",
        "UPDATE opt_in SET origin_id = coalesce(origin_id, contact_id), contact_id = ?1 WHERE contact_id = ?2",
        "UPDATE thread SET contact_id = ?1 WHERE contact_id = ?2",
        "UPDATE conversation SET contact_id = ?1 WHERE contact_id = ?2",
    ] {
        tx.prepare_cached(sql)?.execute((kept, gone))?;
    }
    tx.prepare_cached("UPDATE contact SET merged_into_id = ?1, updated_at = ?3 WHERE id = ?2")?
        .execute((kept, gone, now))?;
    Ok(())
}

/// Everything that came with `gone`, or with whoever had become it, is its own again, with what was said in it since.
///
/// # Errors
/// [`Fault`] of the store.
pub fn carry_back(
    tx: &Tx<'_>,
    id: ContactMergeId,
    kept: ContactId,
    gone: ContactId,
    now: Timestamp,
) -> Result<(), Fault> {
    const ITS: &str = "WITH RECURSIVE its(id) AS (VALUES (?2)
        UNION SELECT c.id FROM contact c JOIN its ON c.merged_into_id = its.id)";
    for sql in [
        "UPDATE address SET contact_id = ?2, origin_id = nullif(origin_id, ?2)
           WHERE contact_id = ?1 AND origin_id IN (SELECT id FROM its)",
        "UPDATE opt_in SET contact_id = ?2, origin_id = nullif(origin_id, ?2)
           WHERE contact_id = ?1 AND origin_id IN (SELECT id FROM its)",
        "UPDATE conversation SET contact_id = ?2 WHERE contact_id = ?1 AND thread_id IN
           (SELECT id FROM thread WHERE contact_id = ?1 AND origin_id IN (SELECT id FROM its))",
        "UPDATE thread SET contact_id = ?2 WHERE contact_id = ?1 AND origin_id IN (SELECT id FROM its)",
    ] {
        tx.prepare_cached(&format!("{ITS} {sql}"))?.execute((kept, gone))?;
    }
    tx.prepare_cached("UPDATE contact SET merged_into_id = NULL, updated_at = ?2 WHERE id = ?1")?
        .execute((gone, now))?;
    tx.prepare_cached("UPDATE contact_merge SET undone_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    Ok(())
}

/// Tags of the others that became this one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn tags_of_others(db: &Db, kept: ContactId, but: ContactId) -> Result<Vec<String>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT t.tag FROM contact_merge m JOIN contact_tag t ON t.contact_id = m.gone_id
         WHERE m.kept_id = ?1 AND m.gone_id <> ?2 AND m.undone_at IS NULL",
    )?;
    let found = query.query_map((kept, but), |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Pages that show a conversation with this contact hear of it: of each thread its latest, and what goes on.
///
/// # Errors
/// [`Fault`] of the store.
pub fn tell(tx: &Tx<'_>, id: ContactId) -> Result<(), Fault> {
    let mut query = tx.prepare_cached(
        "SELECT c.thread_id, c.id, c.assignee_id FROM thread t
           JOIN conversation c ON c.id = (SELECT max(k.id) FROM conversation k WHERE k.thread_id = t.id)
         WHERE t.contact_id = ?1",
    )?;
    let mut rows = query.query([id])?;
    while let Some(row) = rows.next()? {
        let (thread, conversation, assignee) = (row.get(0)?, row.get(1)?, row.get(2)?);
        tx.publish(Event::ConversationChanged { thread, conversation, assignee });
    }
    Ok(())
}
