//! Acts on many conversations, and how each of those stood before.

use rusqlite::{OptionalExtension as _, Row, named_params};
use serde_json::Value;

use crate::domain::bulk::{Act, Stand};
use crate::domain::ids::{BulkId, ConversationId};
use crate::domain::time::Timestamp;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// An act.
#[derive(Clone, Debug, PartialEq)]
pub struct Bulk {
    /// Which.
    pub id: BulkId,
    /// Who did it: `user:3`, `token:2`.
    pub actor: String,
    /// What.
    pub act: Act,
    /// To whom, with which tags, until when.
    pub detail: Value,
    /// When.
    pub at: Timestamp,
    /// Until when it can be undone.
    pub undo_until: Timestamp,
    /// When it was.
    pub undone_at: Option<Timestamp>,
}

/// A conversation of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which.
    pub conversation: ConversationId,
    /// What the contact is called.
    pub name: String,
    /// Why nothing was done, in the word of the refusal.
    pub refused: Option<String>,
    /// Whether the contact was told something.
    pub told: bool,
    /// How it stood before and how it was left.
    pub stands: Option<(Stand, Stand)>,
    /// Why it was not put back.
    pub kept: Option<String>,
}

/// Notes an act that begins.
///
/// # Errors
/// The store's.
pub fn insert(tx: &Tx<'_>, actor: &str, act: Act, detail: &Value, now: Timestamp) -> Result<BulkId, Fault> {
    let sql = "INSERT INTO bulk (actor, act, detail, at, undo_until_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    let until = now + act.undo_for();
    tx.prepare_cached(sql)?.execute((actor, act.word(), detail.to_string(), now, until))?;
    Ok(BulkId(tx.last_insert_rowid()))
}

/// Notes that nothing was done with one.
///
/// # Errors
/// The store's.
pub fn refuse(tx: &Tx<'_>, bulk: BulkId, id: ConversationId, why: &str) -> Result<(), Fault> {
    // One that does not exist has no row to lead to.
    let sql = "INSERT OR IGNORE INTO bulk_item (bulk_id, conversation_id, refused) SELECT ?1, id, ?3 FROM conversation WHERE id = ?2";
    tx.prepare_cached(sql)?.execute((bulk, id, why))?;
    Ok(())
}

/// Notes how one stood and how it was left.
///
/// # Errors
/// The store's.
pub fn keep(tx: &Tx<'_>, bulk: BulkId, id: ConversationId, before: &Stand, after: &Stand) -> Result<(), Fault> {
    let told = before.last_message != after.last_message;
    let sql =
        "INSERT OR IGNORE INTO bulk_item (bulk_id, conversation_id, told, before, after) VALUES (?1, ?2, ?3, ?4, ?5)";
    let (before, after) = (serde_json::to_string(before)?, serde_json::to_string(after)?);
    tx.prepare_cached(sql)?.execute((bulk, id, told, before, after))?;
    Ok(())
}

/// Notes why one was not put back.
///
/// # Errors
/// The store's.
pub fn set_kept(tx: &Tx<'_>, bulk: BulkId, id: ConversationId, why: &str) -> Result<(), Fault> {
    let sql = "UPDATE bulk_item SET kept = ?3 WHERE bulk_id = ?1 AND conversation_id = ?2";
    tx.prepare_cached(sql)?.execute((bulk, id, why))?;
    Ok(())
}

/// Notes that it is undone; whether it was not before.
///
/// # Errors
/// The store's.
pub fn set_undone(tx: &Tx<'_>, id: BulkId, now: Timestamp) -> Result<bool, Fault> {
    let sql = "UPDATE bulk SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL";
    Ok(tx.prepare_cached(sql)?.execute((id, now))? > 0)
}

/// The act with this id.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: BulkId) -> Result<Option<Bulk>, Fault> {
    let sql = "SELECT id, actor, act, detail, at, undo_until_at, undone_at FROM bulk WHERE id = :id";
    let read = |row: &Row<'_>| {
        Ok(Bulk {
            id: row.get("id")?,
            actor: row.get("actor")?,
            act: Act::from_word(&row.get::<_, String>("act")?).unwrap_or(Act::Tag),
            detail: json(row, "detail")?,
            at: row.get("at")?,
            undo_until: row.get("undo_until_at")?,
            undone_at: row.get("undone_at")?,
        })
    };
    Ok(db.prepare_cached(sql)?.query_row(named_params! { ":id": id }, read).optional()?)
}

/// Its conversations.
///
/// # Errors
/// The store's.
pub fn items(db: &Db, id: BulkId) -> Result<Vec<Item>, Fault> {
    let sql = "SELECT i.conversation_id, i.refused, i.told, i.before, i.after, i.kept,
          coalesce(nullif(p.name, ''), nullif(p.profile_name, ''), t.address) AS name
        FROM bulk_item i JOIN conversation c ON c.id = i.conversation_id JOIN contact p ON p.id = c.contact_id
          JOIN thread t ON t.id = c.thread_id
        WHERE i.bulk_id = ?1 AND p.erased_at IS NULL ORDER BY i.conversation_id";
    let read = |row: &Row<'_>| {
        let stands = match row.get::<_, Option<String>>("before")? {
            Some(_) => Some((json(row, "before")?, json(row, "after")?)),
            None => None,
        };
        Ok(Item {
            conversation: row.get("conversation_id")?,
            name: row.get("name")?,
            refused: row.get("refused")?,
            told: row.get("told")?,
            stands,
            kept: row.get("kept")?,
        })
    };
    let mut query = db.prepare_cached(sql)?;
    let found = query.query_map([id], read)?.collect::<Result<_, _>>()?;
    Ok(found)
}
