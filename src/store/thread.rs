//! Threads: where windows and opt-outs live.

use rusqlite::OptionalExtension as _;

use crate::domain::address::Address;
use crate::domain::compose;
use crate::domain::ids::{AccountId, ContactId, ConversationId, NumberId, ThreadId};
use crate::domain::time::{Millis, Timestamp};
use crate::domain::window::Window;
use crate::store::{Db, Fault, Tx};

/// A thread with what decides about sending in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its id.
    pub id: ThreadId,
    /// Our number.
    pub number_id: NumberId,
    /// The account of our number.
    pub account_id: AccountId,
    /// The contact.
    pub contact_id: ContactId,
    /// Where answers go.
    pub address: Address,
    /// Where they come from.
    pub number_address: Address,
    /// When the contact last wrote.
    pub last_inbound_at: Option<Timestamp>,
    /// When the provider refused free text, if the contact has not written since.
    pub refused_at: Option<Timestamp>,
    /// When the contact opted out.
    pub opted_out_at: Option<Timestamp>,
    /// Since when the end of the window waits to be told; `None`: it was told, or there was no window yet.
    pub expiry_from_at: Option<Timestamp>,
    /// Until when an answer to a survey may come in the chat; `None`: none is waited for.
    pub survey_until_at: Option<Timestamp>,
    /// Whether number and account are active.
    pub number_active: bool,
    /// Whether the number is the provider's sandbox.
    pub sandbox: bool,
}

impl Thread {
    /// The window, with this margin.
    #[must_use]
    pub const fn window(&self, margin: Millis) -> Window {
        Window { last_inbound_at: self.last_inbound_at, refused_at: self.refused_at, margin }
    }

    /// The facts that decide what may be sent.
    #[must_use]
    pub const fn facts(&self, margin: Millis) -> compose::Facts {
        compose::Facts {
            window: self.window(margin),
            opted_out: self.opted_out_at.is_some(),
            number_active: self.number_active,
            sandbox: self.sandbox,
        }
    }
}

const SELECT: &str = "SELECT t.id, t.number_id, n.account_id, t.contact_id, t.address, n.address AS number_address,
    t.last_inbound_at, t.refused_at, t.opted_out_at, t.expiry_from_at,
    t.survey_until_at, (n.active AND a.active) AS number_active, n.sandbox
  FROM thread t JOIN number n ON n.id = t.number_id JOIN account a ON a.id = n.account_id";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Thread> {
    Ok(Thread {
        id: row.get("id")?,
        number_id: row.get("number_id")?,
        account_id: row.get("account_id")?,
        contact_id: row.get("contact_id")?,
        address: row.get("address")?,
        number_address: row.get("number_address")?,
        last_inbound_at: row.get("last_inbound_at")?,
        refused_at: row.get("refused_at")?,
        opted_out_at: row.get("opted_out_at")?,
        expiry_from_at: row.get("expiry_from_at")?,
        survey_until_at: row.get("survey_until_at")?,
        number_active: row.get("number_active")?,
        sandbox: row.get("sandbox")?,
    })
}

/// A thread by id.
///
/// # Errors
/// [`Fault`] of the store.
pub fn by_id(db: &Db, id: ThreadId) -> Result<Option<Thread>, Fault> {
    Ok(db.prepare_cached(&format!("{SELECT} WHERE t.id = ?1"))?.query_row([id], from_row).optional()?)
}

/// The thread between a number and a contact, for what goes to or comes from `address`. A contact that others were merged into
/// has theirs as well: that of the address counts first, then that of whoever the address came with, so that nobody's STOP
/// is passed by; then the latest.
///
/// # Errors
/// [`Fault`] of the store.
pub fn by_pair(
    db: &Db,
    number: NumberId,
    contact: ContactId,
    address: Option<&Address>,
) -> Result<Option<Thread>, Fault> {
    let sql = format!(
        "{SELECT} WHERE t.number_id = ?1 AND t.contact_id = ?2
         ORDER BY t.address IS ?3 DESC,
           t.origin_id IS (SELECT coalesce(origin_id, contact_id) FROM address WHERE value = ?3) DESC,
           coalesce(t.last_inbound_at, 0) DESC, t.id DESC LIMIT 1"
    );
    Ok(db.prepare_cached(&sql)?.query_row((number, contact, address), from_row).optional()?)
}

/// A new thread: of whoever the address came with, should it be parted again.
///
/// # Errors
/// [`Fault`] of the store.
pub fn insert(
    tx: &Tx<'_>,
    number: NumberId,
    contact: ContactId,
    address: &Address,
    now: Timestamp,
) -> Result<ThreadId, Fault> {
    tx.prepare_cached(
        "INSERT INTO thread (number_id, origin_id, contact_id, address, created_at)
         VALUES (?1, coalesce((SELECT origin_id FROM address WHERE value = ?3 AND contact_id = ?2), ?2), ?2, ?3, ?4)",
    )?
    .execute((number, contact, address, now))?;
    Ok(ThreadId(tx.last_insert_rowid()))
}

/// The contact wrote at `at`: opens and extends the window, takes back a refusal that is older, and
/// makes `address` the one that answers go to. `thread` is as it was before in this transaction.
///
/// # Errors
/// [`Fault`] of the store.
pub fn extend_window(tx: &Tx<'_>, thread: &Thread, address: &Address, at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE thread SET
           address = CASE WHEN coalesce(last_inbound_at, 0) <= ?3 THEN ?2 ELSE address END,
           refused_at = CASE WHEN refused_at <= ?3 THEN NULL ELSE refused_at END,
           last_inbound_at = max(coalesce(last_inbound_at, 0), ?3)
         WHERE id = ?1",
    )?
    .execute((thread.id, address, at))?;
    // Apart, since naming the column rewrites its index: mostly the end of this window waits to be told already.
    if thread.expiry_from_at.is_none() && thread.last_inbound_at.is_none_or(|last| last < at) {
        set_expiry_from(tx, thread.id, Some(at))?;
    }
    Ok(())
}

/// The provider said that the window was closed at `at`, when it was handed what it refused.
///
/// # Errors
/// [`Fault`] of the store.
pub fn close_window(tx: &Tx<'_>, id: ThreadId, at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE thread SET refused_at = ?2, expiry_from_at = NULL WHERE id = ?1")?.execute((id, at))?;
    Ok(())
}

/// Marks the thread as opted out, with when and by whom (`contact`, `provider`, `user:3`, `token:2`), or unmarks it; whether
/// that changed anything.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_opted_out(tx: &Tx<'_>, id: ThreadId, out: Option<(Timestamp, &str)>) -> Result<bool, Fault> {
    let changed = tx
        .prepare_cached(
            "UPDATE thread SET opted_out_at = ?2, opted_out_by = ?3
             WHERE id = ?1 AND (opted_out_at IS NULL) <> (?2 IS NULL)",
        )?
        .execute((id, out.map(|(at, _)| at), out.map(|(_, by)| by)))?;
    Ok(changed > 0)
}

/// A window whose end is to be looked at: it ended and was not told yet, or the contact wrote again meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The thread.
    pub thread: ThreadId,
    /// Its latest conversation.
    pub conversation: ConversationId,
    /// Whether its end says something there: it is still worked on, and a template may be sent.
    pub live: bool,
    /// When the contact last wrote.
    pub last_inbound_at: Timestamp,
}

/// Threads whose window may have ended when free text ends for messages of `before`, oldest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn due(db: &Db, before: Timestamp, limit: u32) -> Result<Vec<Due>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT t.id, t.last_inbound_at, c.id AS conversation_id, c.state <> 'closed' AND t.opted_out_at IS NULL AS live
         FROM thread t JOIN conversation c ON c.id = (SELECT max(id) FROM conversation WHERE thread_id = t.id)
         WHERE t.expiry_from_at <= ?1 ORDER BY t.expiry_from_at LIMIT ?2",
    )?;
    let rows = query.query_map((before, limit), |row| {
        Ok(Due {
            thread: row.get("id")?,
            conversation: row.get("conversation_id")?,
            live: row.get("live")?,
            last_inbound_at: row.get("last_inbound_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The end of this thread's window is to be looked at 24 hours (less the margin) after `from`; `None`: it was told.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_expiry_from(tx: &Tx<'_>, id: ThreadId, from: Option<Timestamp>) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE thread SET expiry_from_at = ?2 WHERE id = ?1")?.execute((id, from))?;
    Ok(())
}
