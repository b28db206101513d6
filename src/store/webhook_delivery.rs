//! What programs are told: one row for one event and one webhook, called until it is taken or given up.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::{ConversationId, MessageId, OutgoingWebhookId, WebhookDeliveryId};
use crate::domain::outgoing_webhook::schedule::HOLDS_UP;
use crate::domain::outgoing_webhook::{Outcome, Topic};
use crate::domain::time::{Millis, Timestamp};
use crate::store::{Db, Fault, Tx};

/// A row that was claimed for longer than this was lost with whoever called.
const LOST: Millis = Millis::minutes(5);

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// Which.
    pub id: WebhookDeliveryId,
    /// For whom.
    pub webhook: OutgoingWebhookId,
    /// The same at every call, and for every webhook.
    pub event_id: String,
    /// What happened.
    pub topic: Topic,
    /// In which conversation; `None`: a test.
    pub conversation: Option<ConversationId>,
    /// To which message.
    pub message: Option<MessageId>,
    /// What is told, JSON.
    pub body: String,
    /// What became of it.
    pub outcome: Outcome,
    /// How often it was called.
    pub attempts: u32,
    /// Since when it is tried.
    pub since: Timestamp,
    /// When it is called next, if it waits.
    pub due_at: Timestamp,
    /// Since when somebody calls.
    pub claimed_at: Option<Timestamp>,
    /// When it was last called.
    pub called_at: Option<Timestamp>,
    /// The status of the last answer.
    pub status: Option<u16>,
    /// What that said, or why there was none.
    pub answer: Option<String>,
    /// When it was taken, or given up.
    pub settled_at: Option<Timestamp>,
    /// When it happened.
    pub created_at: Timestamp,
}

const COLUMNS: &str = "id, webhook_id, event_id, event, conversation_id, message_id, body, outcome, attempts, since_at,
    due_at, claimed_at, called_at, status, answer, settled_at, created_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<WebhookDelivery> {
    Ok(WebhookDelivery {
        id: row.get("id")?,
        webhook: row.get("webhook_id")?,
        event_id: row.get("event_id")?,
        topic: row.get("event")?,
        conversation: row.get("conversation_id")?,
        message: row.get("message_id")?,
        body: row.get("body")?,
        outcome: row.get("outcome")?,
        attempts: row.get("attempts")?,
        since: row.get("since_at")?,
        due_at: row.get("due_at")?,
        claimed_at: row.get("claimed_at")?,
        called_at: row.get("called_at")?,
        status: row.get("status")?,
        answer: row.get("answer")?,
        settled_at: row.get("settled_at")?,
        created_at: row.get("created_at")?,
    })
}

/// What is to be told.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// The same for every webhook.
    pub event_id: &'a str,
    /// What happened.
    pub topic: Topic,
    /// In which conversation.
    pub conversation: Option<ConversationId>,
    /// To which message.
    pub message: Option<MessageId>,
    /// What is told, JSON.
    pub body: &'a str,
}

/// Keeps one for a webhook, due at once.
///
/// # Errors
/// The store's.
pub fn insert(
    tx: &Tx<'_>,
    webhook: OutgoingWebhookId,
    new: &New<'_>,
    now: Timestamp,
) -> Result<WebhookDeliveryId, Fault> {
    tx.prepare_cached(
        "INSERT INTO webhook_delivery (webhook_id, event_id, event, conversation_id, message_id, body, since_at, due_at,
           created_at)
         VALUES (:webhook, :event_id, :event, :conversation, :message, :body, :now, :now, :now)",
    )?
    .execute(named_params! {
        ":webhook": webhook, ":event_id": new.event_id, ":event": new.topic, ":conversation": new.conversation,
        ":message": new.message, ":body": new.body, ":now": now,
    })?;
    Ok(WebhookDeliveryId(tx.last_insert_rowid()))
}

/// One of a webhook.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, webhook: OutgoingWebhookId, id: WebhookDeliveryId) -> Result<Option<WebhookDelivery>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_delivery WHERE id = ?1 AND webhook_id = ?2");
    Ok(db.prepare_cached(&sql)?.query_row((id, webhook), from_row).optional()?)
}

/// How many calls of a webhook are under way.
///
/// # Errors
/// The store's.
pub fn in_flight(db: &Db, webhook: OutgoingWebhookId) -> Result<u32, Fault> {
    let sql = "SELECT count(*) FROM webhook_delivery WHERE webhook_id = ?1 AND claimed_at IS NOT NULL";
    Ok(db.prepare_cached(sql)?.query_row([webhook], |row| row.get(0))?)
}

/// The one of a webhook that is due longest. What happened earlier in the same conversation comes first, unless it has
/// failed too often.
///
/// # Errors
/// The store's.
pub fn next_due(db: &Db, webhook: OutgoingWebhookId, now: Timestamp) -> Result<Option<WebhookDelivery>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_delivery d
         WHERE d.webhook_id = ?1 AND d.outcome = 'waiting' AND d.claimed_at IS NULL AND d.due_at <= ?2
           AND NOT EXISTS (SELECT 1 FROM webhook_delivery e WHERE e.webhook_id = d.webhook_id AND e.outcome = 'waiting'
             AND e.conversation_id = d.conversation_id AND e.id < d.id AND e.attempts < {HOLDS_UP})
         ORDER BY d.due_at, d.id LIMIT 1"
    );
    Ok(db.prepare_cached(&sql)?.query_row((webhook, now), from_row).optional()?)
}

/// Somebody calls now.
///
/// # Errors
/// The store's.
pub fn claim(tx: &Tx<'_>, id: WebhookDeliveryId, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE webhook_delivery SET claimed_at = ?2, called_at = ?2, attempts = attempts + 1 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

/// What a call brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The status, if anybody answered.
    pub status: Option<u16>,
    /// What was said, or why nothing was.
    pub answer: String,
}

/// Taken, or given up. Whoever calls is the one who claimed it; `false`: somebody else has settled it.
///
/// # Errors
/// The store's.
pub fn settle(
    tx: &Tx<'_>,
    id: WebhookDeliveryId,
    outcome: Outcome,
    answered: &Answered,
    now: Timestamp,
) -> Result<bool, Fault> {
    let sql = "UPDATE webhook_delivery SET claimed_at = NULL, outcome = ?2, status = ?3, answer = ?4, settled_at = ?5
        WHERE id = ?1 AND outcome = 'waiting'";
    let changed = tx.prepare_cached(sql)?.execute((id, outcome, answered.status, &answered.answer, now))?;
    Ok(changed > 0)
}

/// It is called again at `at`.
///
/// # Errors
/// The store's.
pub fn put_back(tx: &Tx<'_>, id: WebhookDeliveryId, answered: &Answered, at: Timestamp) -> Result<bool, Fault> {
    let sql = "UPDATE webhook_delivery SET claimed_at = NULL, due_at = ?2, status = ?3, answer = ?4
        WHERE id = ?1 AND outcome = 'waiting'";
    let changed = tx.prepare_cached(sql)?.execute((id, at, answered.status, &answered.answer))?;
    Ok(changed > 0)
}

/// Whether anything is due, for whichever webhook.
///
/// # Errors
/// The store's.
pub fn any_due(db: &Db, now: Timestamp) -> Result<bool, Fault> {
    // The few webhooks first: by its index each says at once whether anything is due, however much waits for later.
    let sql = "SELECT 1 FROM outgoing_webhook w CROSS JOIN webhook_delivery d ON d.webhook_id = w.id
        WHERE w.active = 1 AND w.paused_at IS NULL AND w.deleted_at IS NULL AND d.outcome = 'waiting'
          AND d.claimed_at IS NULL AND d.due_at <= ?1 LIMIT 1";
    Ok(db.prepare_cached(sql)?.exists([now])?)
}

/// Those that were lost with whoever called are called again: all that are claimed, if nobody can be calling.
///
/// # Errors
/// The store's.
pub fn recover(tx: &Tx<'_>, all: bool, now: Timestamp) -> Result<usize, Fault> {
    let before = if all { Timestamp(i64::MAX) } else { now - LOST };
    let sql = "UPDATE webhook_delivery SET claimed_at = NULL, due_at = ?2 WHERE claimed_at <= ?1";
    Ok(tx.prepare_cached(sql)?.execute((before, now))?)
}

/// Whether any was lost.
///
/// # Errors
/// The store's.
pub fn has_lost(db: &Db, now: Timestamp) -> Result<bool, Fault> {
    Ok(db.prepare_cached("SELECT 1 FROM webhook_delivery WHERE claimed_at <= ?1")?.exists([now - LOST])?)
}

/// Those of a webhook, the newest first: of this outcome, before this one.
///
/// # Errors
/// The store's.
pub fn page(
    db: &Db,
    webhook: OutgoingWebhookId,
    outcome: Option<Outcome>,
    before: Option<WebhookDeliveryId>,
    limit: i64,
) -> Result<Vec<WebhookDelivery>, Fault> {
    let only = outcome.map_or("", |_| "AND outcome = :outcome");
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_delivery WHERE webhook_id = :webhook {only} AND id < :before
         ORDER BY id DESC LIMIT :limit"
    );
    let before = before.map_or(i64::MAX, |id| id.0);
    let mut given = named_params! { ":webhook": webhook, ":before": before, ":limit": limit }.to_vec();
    if outcome.is_some() {
        given.push((":outcome", &outcome));
    }
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(given.as_slice(), from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the oldest that waits happened.
///
/// # Errors
/// The store's.
pub fn oldest_waiting(db: &Db, webhook: OutgoingWebhookId) -> Result<Option<Timestamp>, Fault> {
    let sql =
        "SELECT created_at FROM webhook_delivery WHERE webhook_id = ?1 AND outcome = 'waiting' ORDER BY id LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_row([webhook], |row| row.get(0)).optional()?)
}

/// How many wait, for the metrics.
///
/// # Errors
/// The store's.
pub fn depth(db: &Db) -> Result<i64, Fault> {
    let sql = "SELECT count(*) FROM webhook_delivery WHERE outcome = 'waiting'";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

const AGAIN: &str = "UPDATE webhook_delivery SET outcome = 'waiting', settled_at = NULL, attempts = 0, since_at = :now,
    due_at = :now";

/// One that is settled, or waits after it failed, is tried from the beginning, at once; whether it is.
///
/// # Errors
/// The store's.
pub fn again(tx: &Tx<'_>, id: WebhookDeliveryId, now: Timestamp) -> Result<bool, Fault> {
    let sql = format!(
        "{AGAIN} WHERE id = :id
           AND (outcome <> 'waiting' OR (claimed_at IS NULL AND attempts > 0 AND due_at > :now))"
    );
    Ok(tx.prepare_cached(&sql)?.execute(named_params! { ":id": id, ":now": now })? > 0)
}

/// Of those that were given up and happened at `since` or later, the `limit` oldest are tried again; how many.
///
/// # Errors
/// The store's.
pub fn again_failed(
    tx: &Tx<'_>,
    webhook: OutgoingWebhookId,
    since: Timestamp,
    limit: i64,
    now: Timestamp,
) -> Result<usize, Fault> {
    let sql = format!(
        "{AGAIN} WHERE id IN (SELECT id FROM webhook_delivery WHERE webhook_id = :webhook AND outcome = 'failed'
           AND created_at >= :since ORDER BY id LIMIT :limit)"
    );
    let given = named_params! { ":webhook": webhook, ":since": since, ":limit": limit, ":now": now };
    Ok(tx.prepare_cached(&sql)?.execute(given)?)
}
