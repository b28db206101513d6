//! Texts that had their time: which they are, and everything that goes with one. That there was a message stays, with who wrote
//! it, when, and what became of it.

use crate::domain::ids::{AccountId, MessageId, NumberId};
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// A message whose text is to go.
#[derive(Clone, Debug)]
pub struct Due {
    /// Which.
    pub id: MessageId,
    /// The account of it.
    pub account: AccountId,
    /// The provider's id of it.
    pub sid: Option<String>,
    /// It has not left yet.
    pub waits: bool,
}

/// The message up to which nothing of a number has a text any more.
///
/// # Errors
/// As every query.
pub fn reached(db: &Db, number: NumberId) -> Result<MessageId, Fault> {
    let sql = "SELECT text_erased_to FROM number WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([number], |row| row.get(0))?)
}

/// That is this one from now on.
///
/// # Errors
/// As every write.
pub fn set_reached(tx: &Tx<'_>, number: NumberId, to: MessageId) -> Result<(), Fault> {
    let sql = "UPDATE number SET text_erased_to = ?2 WHERE id = ?1 AND text_erased_to < ?2";
    tx.prepare_cached(sql)?.execute((number, to))?;
    Ok(())
}

/// The last message that was written before `before`: ids are given in the order of time, so that halving finds it without
/// an index that every message would have to pay for. Those that were found at the provider later say nothing: they are
/// older than their neighbours.
///
/// # Errors
/// As every query.
pub fn last_before(db: &Db, before: Timestamp) -> Result<MessageId, Fault> {
    let last: Option<i64> = db.prepare_cached("SELECT max(id) FROM message")?.query_row([], |row| row.get(0))?;
    let (mut fine, mut end) = (0, last.unwrap_or_default());
    let mut at = db.prepare_cached(
        "SELECT id, created_at FROM message WHERE id <= ?1 AND recovered = 0 ORDER BY id DESC LIMIT 1",
    )?;
    // Everything up to `fine` was before, everything after `end` was not.
    while fine < end {
        let middle = fine + (end - fine + 1) / 2;
        let mut rows = at.query([middle])?;
        let Some(row) = rows.next()? else { break };
        let (id, created_at): (i64, Timestamp) = (row.get(0)?, row.get(1)?);
        if created_at < before {
            fine = middle;
        } else {
            end = id.saturating_sub(1);
        }
    }
    Ok(MessageId(fine))
}

/// Messages of a number with a text after `after`, up to `to`, in the order of their ids.
///
/// # Errors
/// As every query.
pub fn due(db: &Db, number: NumberId, after: MessageId, to: MessageId, limit: u32) -> Result<Vec<Due>, Fault> {
    let sql = "SELECT m.id AS id, m.account_id AS account_id, m.provider_sid AS sid,
          EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = m.id) AS waits
        FROM message m CROSS JOIN conversation c ON c.id = m.conversation_id
        WHERE m.id > ?2 AND m.id <= ?3 AND m.erased_at IS NULL AND c.number_id = ?1 ORDER BY m.id LIMIT ?4";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((number, after, to, limit), |row| {
        Ok(Due { id: row.get("id")?, account: row.get("account_id")?, sid: row.get("sid")?, waits: row.get("waits")? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes the text of a message away, with all that stood in it: values of a template, a place, the answers of a form. Which
/// trigger wrote it stays, and so does the provider's id, by which a late report finds it.
///
/// # Errors
/// As every write.
pub fn erase(tx: &Tx<'_>, id: MessageId, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE message SET body = '', template_values = NULL, erased_at = ?2,
          extra = CASE WHEN extra ->> '$.trigger' IS NULL THEN NULL ELSE json_object('trigger', extra ->> '$.trigger') END
        WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

/// What repeats texts of a number elsewhere, from before `before`: comments on surveys, what a bot noted for people, values of
/// planned messages that are done with, drafts; and what colleagues said about it to each other, for they quote it: notes, talks,
/// questions to a queue. At most `limit` of each kind; whether there may be more.
///
/// # Errors
/// As every write.
pub fn erase_beside(
    tx: &Tx<'_>,
    number: NumberId,
    (before, now): (Timestamp, Timestamp),
    limit: u32,
) -> Result<bool, Fault> {
    let mut more = false;
    // Each begins at the few rows that can have a text: begun at the number, it would go through every thread or conversation
    // that this ever had, in a job of the writer.
    for sql in [
        "UPDATE survey SET comment = '' WHERE id IN (SELECT id FROM survey
           WHERE number_id = ?1 AND asked_at < ?2 AND comment <> '' LIMIT ?3)",
        "UPDATE bot_session SET summary = NULL WHERE conversation_id IN (SELECT b.conversation_id FROM bot_session b
           CROSS JOIN conversation c ON c.id = b.conversation_id
           WHERE c.number_id = ?1 AND b.ended_at < ?2 AND b.summary IS NOT NULL LIMIT ?3)",
        "UPDATE planned_message SET template_values = '{}' WHERE id IN (SELECT p.id FROM planned_message p
           CROSS JOIN thread t ON t.id = p.thread_id
           WHERE t.number_id = ?1 AND p.ended_at < ?2 AND p.template_values <> '{}' LIMIT ?3)",
        "DELETE FROM draft WHERE (user_id, thread_id) IN (SELECT d.user_id, d.thread_id FROM draft d
           CROSS JOIN thread t ON t.id = d.thread_id WHERE t.number_id = ?1 AND d.updated_at < ?2 LIMIT ?3)",
        "UPDATE note SET body = '', removed_at = coalesce(removed_at, ?4) WHERE id IN (SELECT m.id FROM note m
           CROSS JOIN thread t ON t.id = m.thread_id WHERE t.number_id = ?1 AND m.created_at < ?2 AND m.body <> '' LIMIT ?3)",
        "DELETE FROM note_draft WHERE (user_id, thread_id) IN (SELECT d.user_id, d.thread_id FROM note_draft d
           CROSS JOIN thread t ON t.id = d.thread_id WHERE t.number_id = ?1 AND d.updated_at < ?2 LIMIT ?3)",
        "UPDATE consult_line SET body = '' WHERE id IN (SELECT i.id FROM consult_line i CROSS JOIN consult k ON k.id = i.consult_id
           CROSS JOIN conversation c ON c.id = k.conversation_id
           WHERE c.number_id = ?1 AND i.at < ?2 AND i.body <> '' LIMIT ?3)",
        "UPDATE consult_call SET body = '', ended_at = coalesce(ended_at, ?4) WHERE id IN (SELECT k.id FROM consult_call k
           CROSS JOIN conversation c ON c.id = k.conversation_id
           WHERE c.number_id = ?1 AND k.asked_at < ?2 AND k.body <> '' LIMIT ?3)",
    ] {
        let mut statement = tx.prepare_cached(sql)?;
        statement.raw_bind_parameter(1, number)?;
        statement.raw_bind_parameter(2, before)?;
        statement.raw_bind_parameter(3, limit)?;
        if statement.parameter_count() > 3 {
            statement.raw_bind_parameter(4, now)?;
        }
        let gone = statement.raw_execute()?;
        more |= u32::try_from(gone).unwrap_or(u32::MAX) >= limit;
    }
    Ok(more)
}
