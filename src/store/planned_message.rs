//! Messages that leave at a time that somebody chose.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row};

use crate::domain::address::Address;
use crate::domain::ids::{
    ContactId, ConversationId, MessageId, NumberId, PlannedMessageId, TemplateId, ThreadId, TokenId, UserId,
};
use crate::domain::planned_message::{PlannedState, Planner};
use crate::domain::template;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx};

/// One of them, with the names that a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedMessage {
    /// Which.
    pub id: PlannedMessageId,
    /// The thread it goes into.
    pub thread: ThreadId,
    /// Our number.
    pub number: NumberId,
    /// Its name.
    pub number_name: String,
    /// The contact.
    pub contact: ContactId,
    /// The contact's name, if there is one.
    pub contact_name: Option<String>,
    /// Where it goes.
    pub address: Address,
    /// The template.
    pub template: TemplateId,
    /// Its name.
    pub template_name: String,
    /// Its values.
    pub values: BTreeMap<String, String>,
    /// The text as it will be sent.
    pub text: String,
    /// When it leaves.
    pub due_at: Timestamp,
    /// What became of it.
    pub state: PlannedState,
    /// Who planned it.
    pub planner: Planner,
    /// That user's or token's name.
    pub planner_name: Option<String>,
    /// The message that it became, and where that stands.
    pub message: Option<(MessageId, ConversationId)>,
    /// Why it did not leave.
    pub error_code: Option<String>,
    /// When whoever planned it saw that it did not.
    pub seen_at: Option<Timestamp>,
    /// When it was planned.
    pub created_at: Timestamp,
    /// When it left, was refused or was called off.
    pub ended_at: Option<Timestamp>,
}

const SELECT: &str = "SELECT p.id, p.thread_id, t.number_id, n.name AS number_name, t.contact_id,
    coalesce(nullif(c.name, ''), nullif(c.profile_name, '')) AS contact_name, t.address, p.template_id,
    m.name AS template_name, m.body, p.template_values, p.due_at, p.state, p.author, p.author_id,
    CASE p.author WHEN 'user' THEN (SELECT name FROM user WHERE id = p.author_id)
      ELSE (SELECT name FROM api_token WHERE id = p.author_id) END AS planner_name,
    p.message_id, (SELECT conversation_id FROM message WHERE id = p.message_id) AS conversation_id,
    p.error_code, p.seen_at, p.created_at, p.ended_at
  FROM planned_message p JOIN thread t ON t.id = p.thread_id JOIN number n ON n.id = t.number_id
    JOIN contact c ON c.id = t.contact_id JOIN template m ON m.id = p.template_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<PlannedMessage> {
    let values: String = row.get("template_values")?;
    let values: BTreeMap<String, String> = serde_json::from_str(&values).unwrap_or_default();
    let (body, author, author_id): (String, String, i64) =
        (row.get("body")?, row.get("author")?, row.get("author_id")?);
    let message: Option<MessageId> = row.get("message_id")?;
    let conversation: Option<ConversationId> = row.get("conversation_id")?;
    Ok(PlannedMessage {
        id: row.get("id")?,
        thread: row.get("thread_id")?,
        number: row.get("number_id")?,
        number_name: row.get("number_name")?,
        contact: row.get("contact_id")?,
        contact_name: row.get("contact_name")?,
        address: row.get("address")?,
        template: row.get("template_id")?,
        template_name: row.get("template_name")?,
        text: template::fill(&body, &values),
        values,
        due_at: row.get("due_at")?,
        state: row.get("state")?,
        planner: if author == "user" { Planner::User(UserId(author_id)) } else { Planner::Token(TokenId(author_id)) },
        planner_name: row.get("planner_name")?,
        message: message.zip(conversation),
        error_code: row.get("error_code")?,
        seen_at: row.get("seen_at")?,
        created_at: row.get("created_at")?,
        ended_at: row.get("ended_at")?,
    })
}

/// The one with this id.
///
/// # Errors
/// [`Fault`] of the store.
pub fn by_id(db: &Db, id: PlannedMessageId) -> Result<Option<PlannedMessage>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE p.id = ?1"))?.query_row([id], from_row).optional()?)
}

/// Those of one planner, or of everybody, the latest planned first, before `before`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn list(
    db: &Db,
    planner: Option<Planner>,
    before: Option<PlannedMessageId>,
    limit: i64,
) -> Result<Vec<PlannedMessage>, Fault> {
    let before = before.map_or(i64::MAX, |id| id.0);
    let rows = match planner.map(Planner::stored) {
        Some((word, id)) => db
            .prepare_cached(&format!(
                "{SELECT} WHERE p.author = ?1 AND p.author_id = ?2 AND p.id < ?3 AND c.erased_at IS NULL ORDER BY p.id DESC LIMIT ?4"
            ))?
            .query_map((word, id, before, limit), from_row)?
            .collect::<Result<_, _>>()?,
        None => db
            .prepare_cached(&format!("{SELECT} WHERE p.id < ?1 AND c.erased_at IS NULL ORDER BY p.id DESC LIMIT ?2"))?
            .query_map((before, limit), from_row)?
            .collect::<Result<_, _>>()?,
    };
    Ok(rows)
}

/// Plans one.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(
    tx: &Tx<'_>,
    thread: ThreadId,
    template: (TemplateId, &BTreeMap<String, String>),
    due_at: Timestamp,
    planner: Planner,
    now: Timestamp,
) -> Result<PlannedMessageId, Fault> {
    let ((word, id), values) = (planner.stored(), serde_json::to_string(template.1)?);
    tx.prepare_cached(
        "INSERT INTO planned_message (thread_id, template_id, template_values, due_at, state, author, author_id, created_at)
         VALUES (?1, ?2, ?3, ?4, 'planned', ?5, ?6, ?7)",
    )?
    .execute((thread, template.0, values, due_at, word, id, now))?;
    Ok(PlannedMessageId(tx.last_insert_rowid()))
}

/// Those whose time has come, the earliest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn due(db: &Db, now: Timestamp, limit: i64) -> Result<Vec<PlannedMessageId>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT id FROM planned_message WHERE state = 'planned' AND due_at <= ?1 ORDER BY due_at, id LIMIT ?2",
    )?;
    let found = query.query_map((now, limit), |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Those for a contact that are still to leave.
///
/// # Errors
/// [`Fault`] of the store.
pub fn open_of_contact(db: &Db, contact: ContactId) -> Result<Vec<PlannedMessageId>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT p.id FROM planned_message p INDEXED BY planned_message_due CROSS JOIN thread t ON t.id = p.thread_id
         WHERE t.contact_id = ?1 AND p.state = 'planned' ORDER BY p.id",
    )?;
    let found = query.query_map([contact], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// How one ended; whether it was still planned.
///
/// # Errors
/// [`Fault`] of the store.
pub fn end(
    tx: &Tx<'_>,
    id: PlannedMessageId,
    state: PlannedState,
    message: Option<MessageId>,
    error_code: Option<&str>,
    now: Timestamp,
) -> Result<bool, Fault> {
    let changed = tx
        .prepare_cached(
            "UPDATE planned_message SET state = ?2, message_id = ?3, error_code = ?4, ended_at = ?5
             WHERE id = ?1 AND state = 'planned'",
        )?
        .execute((id, state, message, error_code, now))?;
    Ok(changed > 0)
}

/// Whoever planned it has seen that it did not leave.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_seen(tx: &Tx<'_>, id: PlannedMessageId, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE planned_message SET seen_at = coalesce(seen_at, ?2) WHERE id = ?1 AND state = 'refused'",
    )?
    .execute((id, now))?;
    Ok(())
}
