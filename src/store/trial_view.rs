//! Conversations whose first message may be tried against the rules.

use crate::domain::ids::{ConversationId, WorkstreamId};
use crate::store::{Db, Fault};

/// So far back is looked, in conversations of all workstreams.
const LOOKED_AT: i64 = 500;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// Which.
    pub id: ConversationId,
    /// Who wrote.
    pub contact: String,
    /// What, first.
    pub text: String,
}

/// The newest of a workstream that a contact began.
///
/// # Errors
/// [`Fault`] of the store.
pub fn recent(db: &Db, workstream: WorkstreamId, limit: u32) -> Result<Vec<Recent>, Fault> {
    let sql = "SELECT c.id AS id, coalesce(nullif(k.name, ''), k.profile_name) AS contact,
          (SELECT m.body FROM message m WHERE m.thread_id = c.thread_id AND m.conversation_id = c.id
             AND m.direction = 'in' ORDER BY m.created_at, m.id LIMIT 1) AS text
        FROM (SELECT id, thread_id, number_id, contact_id FROM conversation ORDER BY id DESC LIMIT ?3) c
          JOIN number n ON n.id = c.number_id JOIN contact k ON k.id = c.contact_id
        WHERE n.workstream_id = ?1 AND k.erased_at IS NULL AND text IS NOT NULL AND text <> '' ORDER BY c.id DESC LIMIT ?2";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((workstream, limit, LOOKED_AT), |row| {
        Ok(Recent { id: row.get("id")?, contact: row.get("contact")?, text: row.get("text")? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
