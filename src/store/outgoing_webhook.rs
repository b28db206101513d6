//! Programs of others that are told what happens here.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::OutgoingWebhookId;
use crate::domain::outgoing_webhook::schedule::Health;
use crate::domain::outgoing_webhook::{PauseReason, Topics};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingWebhook {
    /// Which.
    pub id: OutgoingWebhookId,
    /// What we call it.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// What signs what it is told; sealed.
    pub secret: Vec<u8>,
    /// The secret before that, sealed, and until when it signs too.
    pub former_secret: Option<(Vec<u8>, Timestamp)>,
    /// What it is told.
    pub topics: Topics,
    /// Whether an admin has it switched on.
    pub active: bool,
    /// How it is doing.
    pub health: Health,
    /// When and why we switched it off.
    pub paused: Option<(Timestamp, PauseReason)>,
    /// When it last took something.
    pub answered_at: Option<Timestamp>,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl OutgoingWebhook {
    /// Whether it is told anything.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.active && self.paused.is_none()
    }

    /// What signs at `now`, sealed: the secret, and the former one for a while.
    pub fn secrets(&self, now: Timestamp) -> impl Iterator<Item = &[u8]> {
        let former = self.former_secret.as_ref().filter(|(_, until)| now < *until);
        std::iter::once(self.secret.as_slice()).chain(former.map(|(secret, _)| secret.as_slice()))
    }
}

const COLUMNS: &str = "id, name, url, secret, former_secret, former_secret_until_at, events, active, failures,
    failing_since_at, rests_until_at, paused_at, pause_reason, answered_at, created_at, updated_at";
const ON: &str = "deleted_at IS NULL AND active = 1 AND paused_at IS NULL";

fn from_row(row: &Row<'_>) -> rusqlite::Result<OutgoingWebhook> {
    let paused_at: Option<Timestamp> = row.get("paused_at")?;
    let former: Option<Vec<u8>> = row.get("former_secret")?;
    Ok(OutgoingWebhook {
        id: row.get("id")?,
        name: row.get("name")?,
        url: row.get("url")?,
        secret: row.get("secret")?,
        former_secret: former.zip(row.get("former_secret_until_at")?),
        topics: Topics::known(&json::<Vec<String>>(row, "events")?),
        active: row.get("active")?,
        health: Health {
            failures: row.get("failures")?,
            failing_since: row.get("failing_since_at")?,
            rests_until: row.get("rests_until_at")?,
        },
        paused: paused_at.zip(row.get("pause_reason")?),
        answered_at: row.get("answered_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The one with this id.
///
/// # Errors
/// [`Refusal::NotFound`], also for one that was deleted; the store's.
pub fn get(db: &Db, id: OutgoingWebhookId) -> Result<OutgoingWebhook, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM outgoing_webhook WHERE id = ?1 AND deleted_at IS NULL");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?.ok_or(Refusal::NotFound)?)
}

/// All of them, by name.
///
/// # Errors
/// The store's.
pub fn list(db: &Db) -> Result<Vec<OutgoingWebhook>, Fault> {
    all(db, "deleted_at IS NULL")
}

/// Those that are told something.
///
/// # Errors
/// The store's.
pub fn on(db: &Db) -> Result<Vec<OutgoingWebhook>, Fault> {
    all(db, ON)
}

fn all(db: &Db, which: &str) -> Result<Vec<OutgoingWebhook>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM outgoing_webhook WHERE {which} ORDER BY name, id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What any of them is told.
///
/// # Errors
/// The store's.
pub fn topics(db: &Db) -> Result<Topics, Fault> {
    let mut statement = db.prepare_cached(&format!("SELECT events FROM outgoing_webhook WHERE {ON}"))?;
    let mut rows = statement.query([])?;
    let mut topics = Topics::default();
    while let Some(row) = rows.next()? {
        topics = topics.or(Topics::known(&json::<Vec<String>>(row, "events")?));
    }
    Ok(topics)
}

/// One that we switched off, for the banner.
///
/// # Errors
/// The store's.
pub fn paused(db: &Db) -> Result<Option<(OutgoingWebhookId, String)>, Fault> {
    let sql = "SELECT id, name FROM outgoing_webhook
        WHERE paused_at IS NOT NULL AND active = 1 AND deleted_at IS NULL ORDER BY paused_at, id LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// What an admin says of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What we call it.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// What it is told.
    pub topics: Topics,
    /// Whether it is switched on.
    pub active: bool,
}

fn taken(error: rusqlite::Error) -> Fault {
    if violates_unique(&error, "outgoing_webhook") {
        return FieldProblem::new("name", "name-taken").into();
    }
    error.into()
}

/// Keeps a new one.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn insert(tx: &Tx<'_>, said: &Said, secret: &[u8], now: Timestamp) -> Result<OutgoingWebhookId, Fault> {
    tx.webhooks_changed();
    tx.prepare_cached(
        "INSERT INTO outgoing_webhook (name, url, secret, events, active, created_at, updated_at)
         VALUES (:name, :url, :secret, :events, :active, :now, :now)",
    )?
    .execute(named_params! {
        ":name": said.name, ":url": said.url, ":secret": secret, ":events": serde_json::to_string(&said.topics.words())?,
        ":active": said.active, ":now": now,
    })
    .map_err(taken)?;
    Ok(OutgoingWebhookId(tx.last_insert_rowid()))
}

/// Changes one. `fresh`: what it did so far is forgotten, and so is that we switched it off.
///
/// # Errors
/// `name`/`name-taken`; the store's.
pub fn update(tx: &Tx<'_>, id: OutgoingWebhookId, to: &Said, fresh: bool, now: Timestamp) -> Result<(), Fault> {
    tx.webhooks_changed();
    tx.prepare_cached(
        "UPDATE outgoing_webhook SET name = :name, url = :url, events = :events, active = :active, updated_at = :now
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id, ":name": to.name, ":url": to.url, ":events": serde_json::to_string(&to.topics.words())?,
        ":active": to.active, ":now": now,
    })
    .map_err(taken)?;
    if fresh {
        note_health(tx, id, &Health::default())?;
        let sql = "UPDATE outgoing_webhook SET paused_at = NULL, pause_reason = NULL WHERE id = ?1";
        tx.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

/// Gives it another secret; the one before signs beside it until `both_until`, or no more.
///
/// # Errors
/// The store's.
pub fn set_secret(
    tx: &Tx<'_>,
    id: OutgoingWebhookId,
    secret: &[u8],
    both_until: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Fault> {
    let sql = "UPDATE outgoing_webhook SET former_secret = iif(?3 IS NULL, NULL, secret), former_secret_until_at = ?3,
          secret = ?2, updated_at = ?4 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, secret, both_until, now))?;
    Ok(())
}

/// It took something.
///
/// # Errors
/// The store's.
pub fn note_answered(tx: &Tx<'_>, id: OutgoingWebhookId, now: Timestamp) -> Result<(), Fault> {
    let sql =
        "UPDATE outgoing_webhook SET answered_at = ?2, failures = 0, failing_since_at = NULL, rests_until_at = NULL
        WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}

/// How it is doing.
///
/// # Errors
/// The store's.
pub fn note_health(tx: &Tx<'_>, id: OutgoingWebhookId, health: &Health) -> Result<(), Fault> {
    let sql = "UPDATE outgoing_webhook SET failures = ?2, failing_since_at = ?3, rests_until_at = ?4 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, health.failures, health.failing_since, health.rests_until))?;
    Ok(())
}

/// It is called at once again: somebody says that it works.
///
/// # Errors
/// The store's.
pub fn wake(tx: &Tx<'_>, id: OutgoingWebhookId) -> Result<(), Fault> {
    let sql = "UPDATE outgoing_webhook SET rests_until_at = NULL WHERE id = ?1";
    tx.prepare_cached(sql)?.execute([id])?;
    Ok(())
}

/// We switch it off.
///
/// # Errors
/// The store's.
pub fn pause(tx: &Tx<'_>, id: OutgoingWebhookId, reason: PauseReason, now: Timestamp) -> Result<(), Fault> {
    tx.webhooks_changed();
    let sql = "UPDATE outgoing_webhook SET paused_at = ?2, pause_reason = ?3 WHERE id = ?1 AND paused_at IS NULL";
    tx.prepare_cached(sql)?.execute((id, now, reason))?;
    Ok(())
}

/// Deletes it; its row stays for the audit log.
///
/// # Errors
/// The store's.
pub fn delete(tx: &Tx<'_>, id: OutgoingWebhookId, now: Timestamp) -> Result<(), Fault> {
    tx.webhooks_changed();
    let sql = "UPDATE outgoing_webhook SET deleted_at = ?2, updated_at = ?2, secret = x'', former_secret = NULL,
          former_secret_until_at = NULL WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id, now))?;
    Ok(())
}
