//! Templates that are written here and not yet submitted.

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::ids::{AccountId, TemplateDraftId};
use crate::domain::refusal::Refusal;
use crate::domain::template::written::Written;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// A draft as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateDraft {
    /// Its id.
    pub id: TemplateDraftId,
    /// The account that it will belong to.
    pub account_id: AccountId,
    /// What is written.
    pub written: Written,
    /// When the provider was asked to make it; the answer may have been lost.
    pub asked_at: Option<Timestamp>,
    /// What the provider calls it, if it was made there and the submission may have been lost.
    pub content_sid: Option<String>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

const SELECT: &str =
    "SELECT id, account_id, written, asked_at, content_sid, created_at, updated_at FROM template_draft";

fn from_row(row: &Row<'_>) -> rusqlite::Result<TemplateDraft> {
    let written: String = row.get("written")?;
    Ok(TemplateDraft {
        id: row.get("id")?,
        account_id: row.get("account_id")?,
        // What a newer program wrote is shown as far as it can be read.
        written: serde_json::from_str(&written).unwrap_or_default(),
        asked_at: row.get("asked_at")?,
        content_sid: row.get("content_sid")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// A new draft.
///
/// # Errors
/// As every write.
pub fn insert(tx: &Tx<'_>, account: AccountId, written: &Written, now: Timestamp) -> Result<TemplateDraftId, Fault> {
    let sql = "INSERT INTO template_draft (account_id, written, created_at, updated_at) VALUES (?1, ?2, ?3, ?3)";
    tx.prepare_cached(sql)?.execute((account, serde_json::to_string(written)?, now))?;
    Ok(TemplateDraftId(tx.last_insert_rowid()))
}

/// What is written now.
///
/// # Errors
/// As every write.
pub fn update(tx: &Tx<'_>, id: TemplateDraftId, written: &Written, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE template_draft SET written = ?2, updated_at = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, serde_json::to_string(written)?, now))?;
    Ok(())
}

/// How far the submission came.
///
/// # Errors
/// As every write.
pub fn set_progress(
    tx: &Tx<'_>,
    id: TemplateDraftId,
    asked_at: Option<Timestamp>,
    content_sid: Option<&str>,
) -> Result<(), Fault> {
    let sql = "UPDATE template_draft SET asked_at = ?2, content_sid = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, asked_at, content_sid))?;
    Ok(())
}

/// Takes it away.
///
/// # Errors
/// As every write.
pub fn remove(tx: &Tx<'_>, id: TemplateDraftId) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM template_draft WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// The draft.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub fn get(db: &Db, id: TemplateDraftId) -> Result<TemplateDraft, Fault> {
    let found = db.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id], from_row).optional()?;
    found.ok_or(Fault::Refused(Refusal::NotFound))
}

/// All drafts, oldest first.
///
/// # Errors
/// As every query.
pub fn list(db: &Db) -> Result<Vec<TemplateDraft>, Fault> {
    let mut statement = db.prepare_cached(&format!("{SELECT} ORDER BY account_id, id"))?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
