//! A contact is forgotten: who it was at once, what was said in pieces. That there were conversations and messages stays, with
//! nothing in them.

use rusqlite::{OptionalExtension as _, Row};
use serde::{Deserialize, Serialize};

use crate::domain::address::{Address, AddressKind};
use crate::domain::ids::{AccountId, ContactId, MessageId};
use crate::domain::message::words;
use crate::domain::time::Timestamp;
use crate::store::{Db, Fault, Tx, open};

words! {
    /// How far it is. Each is done in pieces, and gone on with after a start.
    Phase {
        /// Texts and files of messages.
        Messages = "messages",
        /// What stands beside them: notes, talks, variables, traces.
        Beside = "beside",
        /// What is kept by other things: raw posts, calls of webhooks, lists of broadcasts and imports.
        Elsewhere = "elsewhere",
        /// What the index still knows.
        Index = "index",
        /// What the provider has.
        There = "there",
        /// Nothing is left.
        Done = "done",
    }
}

/// What is looked for where others keep it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Addresses of its own, as they are written here.
    pub own: Vec<String>,
    /// Those that it wrote from although they are somebody else's: what is kept of that one stays.
    pub shared: Vec<String>,
}

impl Marks {
    /// Of these addresses, numbers in both spellings.
    #[must_use]
    pub fn of(own: &[Address], shared: &[Address]) -> Self {
        let written = |addresses: &[Address]| {
            let other = addresses.iter().filter_map(Address::other_spelling);
            addresses.iter().cloned().chain(other).map(|address| address.to_string()).collect()
        };
        Self { own: written(own), shared: written(shared) }
    }
}

/// What stands in a text that has one of these addresses, however it is written around it.
#[must_use]
pub fn needles<'a>(addresses: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let bare = addresses.into_iter().filter_map(|address| Address::parse(address).ok());
    bare.map(|address| match address.kind() {
        AddressKind::Phone => address.bare().trim_start_matches('+').to_owned(),
        AddressKind::UserId => address.bare().to_owned(),
    })
    .collect()
}

/// How far it is with one contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Whom.
    pub contact: ContactId,
    /// Since when.
    pub at: Timestamp,
    /// Whether the provider is to forget it too.
    pub at_provider: bool,
    /// What is looked for.
    pub marks: Marks,
    /// Messages there were.
    pub total: i64,
    /// Messages that are forgotten.
    pub done: i64,
    /// The message up to which the provider was told.
    pub there_to: MessageId,
    /// Messages that the provider did not delete.
    pub kept_there: i64,
    /// What is being done.
    pub phase: Phase,
    /// How far that is, where a phase has steps.
    pub step: u32,
    /// When it was through.
    pub done_at: Option<Timestamp>,
}

const COLUMNS: &str = "contact_id, at, at_provider, marks, total, done, there_to, kept_there, phase, step, done_at
    FROM contact_erasure";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Erasure> {
    Ok(Erasure {
        contact: row.get("contact_id")?,
        at: row.get("at")?,
        at_provider: row.get("at_provider")?,
        marks: crate::store::row::json(row, "marks")?,
        total: row.get("total")?,
        done: row.get("done")?,
        there_to: row.get("there_to")?,
        kept_there: row.get("kept_there")?,
        phase: row.get("phase")?,
        step: row.get("step")?,
        done_at: row.get("done_at")?,
    })
}

/// How far it is.
///
/// # Errors
/// [`Fault`] of the store.
pub fn get(db: &Db, id: ContactId) -> Result<Option<Erasure>, Fault> {
    let sql = format!("SELECT {COLUMNS} WHERE contact_id = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

/// Those that are not through.
///
/// # Errors
/// [`Fault`] of the store.
pub fn open(db: &Db) -> Result<Vec<Erasure>, Fault> {
    let sql = format!("SELECT {COLUMNS} WHERE done_at IS NULL ORDER BY contact_id");
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map([], from_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Messages with a contact; no more than `limit` are counted.
///
/// # Errors
/// [`Fault`] of the store.
pub fn count(db: &Db, id: ContactId, limit: i64) -> Result<i64, Fault> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM thread t CROSS JOIN message m ON m.thread_id = t.id
        WHERE t.contact_id = ?1 LIMIT ?2)";
    Ok(db.prepare_cached(sql)?.query_row((id, limit), |row| row.get(0))?)
}

/// It begins.
///
/// # Errors
/// [`Fault`] of the store.
pub fn begin(
    tx: &Tx<'_>,
    id: ContactId,
    actor: &str,
    at_provider: bool,
    (marks, total): (&Marks, i64),
    now: Timestamp,
) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO contact_erasure (contact_id, actor, at, at_provider, marks, total, phase)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'messages')",
    )?
    .execute((id, actor, now, at_provider, serde_json::to_string(marks)?, total))?;
    Ok(())
}

/// Goes on with `phase`. What was looked for is forgotten once nobody looks for it any more.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_phase(tx: &Tx<'_>, id: ContactId, phase: Phase, now: Timestamp) -> Result<(), Fault> {
    let looks = matches!(phase, Phase::Messages | Phase::Beside | Phase::Elsewhere);
    tx.prepare_cached(
        "UPDATE contact_erasure SET phase = ?2, step = 0, done_at = ?3, marks = CASE WHEN ?4 THEN marks ELSE ?5 END
         WHERE contact_id = ?1",
    )?
    .execute((
        id,
        phase,
        (phase == Phase::Done).then_some(now),
        looks,
        serde_json::to_string(&Marks::default())?,
    ))?;
    Ok(())
}

/// Goes on with `step` of its phase.
///
/// # Errors
/// [`Fault`] of the store.
pub fn set_step(tx: &Tx<'_>, id: ContactId, step: u32) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE contact_erasure SET step = ?2 WHERE contact_id = ?1")?.execute((id, step))?;
    Ok(())
}

/// What is deleted is overwritten while `work` runs, even where that writes pages more.
///
/// # Errors
/// As `work`.
pub fn overwriting<T>(tx: &Tx<'_>, work: impl FnOnce(&Tx<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
    tx.pragma_update(None, "secure_delete", true)?;
    let done = work(tx);
    tx.pragma_update(None, "secure_delete", open::SECURE_DELETE)?;
    done
}

/// With whoever became it.
const PEOPLE: &str = "WITH RECURSIVE people(id) AS (VALUES (?1)
    UNION SELECT c.id FROM contact c JOIN people ON c.merged_into_id = people.id)";

/// Nobody is this contact any more: names, addresses, tags, fields, what was asked and agreed. Its threads take nothing that
/// goes out, and a message from the same number is somebody new.
///
/// # Errors
/// [`Fault`] of the store.
pub fn forget_person(tx: &Tx<'_>, id: ContactId, now: Timestamp) -> Result<(), Fault> {
    for sql in [
        "DELETE FROM address WHERE contact_id IN (SELECT id FROM people)",
        "DELETE FROM address_claim WHERE contact_id IN (SELECT id FROM people)",
        "DELETE FROM contact_candidate WHERE contact_id IN (SELECT id FROM people)
           OR candidate_id IN (SELECT id FROM people)",
        "DELETE FROM contact_tag WHERE contact_id IN (SELECT id FROM people)",
        "DELETE FROM contact_value WHERE contact_id IN (SELECT id FROM people)",
        "DELETE FROM opt_in WHERE contact_id IN (SELECT id FROM people)",
        "UPDATE contact_merge SET before = '{}', after = '{}'
           WHERE kept_id IN (SELECT id FROM people) OR gone_id IN (SELECT id FROM people)",
        "UPDATE audit SET detail = '{}' WHERE subject IN (SELECT 'contact:' || id FROM people)",
    ] {
        tx.prepare_cached(&format!("{PEOPLE} {sql}"))?.execute([id])?;
    }
    tx.prepare_cached(&format!(
        "{PEOPLE} UPDATE contact SET name = '', profile_name = '', language = NULL, notes = '', erased_at = ?2,
           updated_at = ?2 WHERE id IN (SELECT id FROM people)"
    ))?
    .execute((id, now))?;
    tx.prepare_cached(
        "UPDATE thread SET address = ?2 || id, opted_out_at = coalesce(opted_out_at, ?3),
           opted_out_by = coalesce(opted_out_by, 'system'), survey_until_at = NULL, expiry_from_at = NULL
         WHERE contact_id = ?1",
    )?
    .execute((id, Address::ERASED, now))?;
    Ok(())
}

/// A message whose text is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub id: MessageId,
    /// Somebody is at work with it: it is on its way out, or one of its files on its way in.
    pub busy: bool,
}

/// Messages of a contact that say something still.
///
/// # Errors
/// [`Fault`] of the store.
pub fn due(db: &Db, id: ContactId, limit: u32) -> Result<Vec<Due>, Fault> {
    // Of a text that had its time already the files may be here still.
    let mut query = db.prepare_cached(
        "SELECT m.id AS id, EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = m.id)
             OR EXISTS (SELECT 1 FROM media f WHERE f.message_id = m.id AND f.claimed_at IS NOT NULL) AS busy
         FROM thread t CROSS JOIN message m ON m.thread_id = t.id
         WHERE t.contact_id = ?1 AND (m.erased_at IS NULL
           OR EXISTS (SELECT 1 FROM media f WHERE f.message_id = m.id AND f.state <> 'removed')) LIMIT ?2",
    )?;
    let rows = query.query_map((id, limit), |row| Ok(Due { id: row.get("id")?, busy: row.get("busy")? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What goes with a message beside its text: its files with their names, what the provider said of it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn erase_files(tx: &Tx<'_>, message: MessageId, keeps_url: bool) -> Result<(), Fault> {
    // Unless another file has the same bytes, they go with the next removal of what nothing leads to.
    tx.prepare_cached(
        "UPDATE content SET loose = 1, used_at = 0 WHERE id IN (SELECT content_id FROM media WHERE message_id = ?1)",
    )?
    .execute([message])?;
    tx.prepare_cached(
        "UPDATE media SET state = 'removed', reason = 'erased', name = NULL, content_id = NULL, due_at = NULL, claimed_at = NULL,
           signature = NULL, url = CASE WHEN ?2 THEN url END WHERE message_id = ?1",
    )?
    .execute((message, keeps_url))?;
    tx.prepare_cached("UPDATE attempt SET note = NULL WHERE message_id = ?1")?.execute([message])?;
    Ok(())
}

/// So many messages more are forgotten.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_done(tx: &Tx<'_>, id: ContactId, messages: i64) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE contact_erasure SET done = done + ?2 WHERE contact_id = ?1")?.execute((id, messages))?;
    Ok(())
}

/// What stands beside the messages, at most `limit` of each kind; whether there may be more.
///
/// # Errors
/// [`Fault`] of the store.
pub fn erase_beside(tx: &Tx<'_>, id: ContactId, limit: u32, now: Timestamp) -> Result<bool, Fault> {
    const TALKS: &str = "(SELECT id FROM conversation WHERE contact_id = ?1)";
    const THREADS: &str = "(SELECT id FROM thread WHERE contact_id = ?1)";
    let mut more = false;
    // The bytes of what was chosen and not sent go with it.
    let sql = format!(
        "UPDATE content SET loose = 1, used_at = 0 WHERE id IN (SELECT content_id FROM upload WHERE thread_id IN {THREADS})"
    );
    tx.prepare_cached(&sql)?.execute([id])?;
    for (table, key, of, change) in [
        (
            "note",
            "id",
            format!("thread_id IN {THREADS} AND body <> ''"),
            Some("body = '', removed_at = coalesce(removed_at, ?3)"),
        ),
        ("mention", "note_id, user_id", format!("conversation_id IN {TALKS}"), None),
        ("note_draft", "user_id, thread_id", format!("thread_id IN {THREADS}"), None),
        ("draft", "user_id, thread_id", format!("thread_id IN {THREADS}"), None),
        (
            "consult_line",
            "id",
            format!("consult_id IN (SELECT id FROM consult WHERE conversation_id IN {TALKS}) AND body <> ''"),
            Some("body = ''"),
        ),
        (
            "consult_call",
            "id",
            format!("conversation_id IN {TALKS} AND body <> ''"),
            Some("body = '', ended_at = coalesce(ended_at, ?3)"),
        ),
        ("conversation_variable", "conversation_id, name", format!("conversation_id IN {TALKS}"), None),
        ("trace_step", "id", format!("conversation_id IN {TALKS}"), None),
        ("snooze", "conversation_id", format!("conversation_id IN {TALKS}"), None),
        ("bulk_item", "bulk_id, conversation_id", format!("conversation_id IN {TALKS}"), None),
        ("bot_call", "id", format!("conversation_id IN {TALKS}"), None),
        (
            "bot_session",
            "conversation_id",
            format!("conversation_id IN {TALKS} AND summary IS NOT NULL"),
            Some("summary = NULL"),
        ),
        (
            "survey",
            "id",
            format!("thread_id IN {THREADS} AND (comment <> '' OR token_hash IS NOT NULL)"),
            Some("comment = '', token_hash = NULL"),
        ),
        (
            "planned_message",
            "id",
            format!("thread_id IN {THREADS} AND template_values <> '{{}}'"),
            Some("template_values = '{}'"),
        ),
        (
            "thread_event",
            "id",
            format!("thread_id IN {THREADS} AND kind IN ('opted_out', 'opted_in') AND detail <> '{{}}'"),
            Some("detail = '{}'"),
        ),
        ("upload", "id", format!("thread_id IN {THREADS}"), None),
    ] {
        let picked = format!("({key}) IN (SELECT {key} FROM {table} WHERE {of} LIMIT ?2)");
        let sql = match change {
            Some(change) => format!("UPDATE {table} SET {change} WHERE {picked} AND ?3 = ?3"),
            None => format!("DELETE FROM {table} WHERE {picked} AND ?3 = ?3"),
        };
        let gone = tx.prepare_cached(&sql)?.execute((id, limit, now))?;
        more |= u32::try_from(gone).unwrap_or(u32::MAX) >= limit;
    }
    Ok(more)
}

/// A message that the provider may have.
#[derive(Clone, Debug)]
pub struct There {
    /// Which.
    pub id: MessageId,
    /// Its account.
    pub account: AccountId,
    /// The provider's id of it.
    pub sid: String,
    /// Where its files are.
    pub urls: Vec<String>,
}

/// Messages of a contact that the provider has, after `after`, in the order of their ids.
///
/// # Errors
/// [`Fault`] of the store.
pub fn there(db: &Db, id: ContactId, after: MessageId, limit: u32) -> Result<Vec<There>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT m.id AS id, m.account_id AS account_id, m.provider_sid AS sid,
           (SELECT json_group_array(url) FROM media WHERE message_id = m.id AND url IS NOT NULL) AS urls
         FROM thread t CROSS JOIN message m ON m.thread_id = t.id
         WHERE t.contact_id = ?1 AND m.id > ?2 AND m.provider_sid IS NOT NULL ORDER BY m.id LIMIT ?3",
    )?;
    let rows = query.query_map((id, after, limit), |row| {
        Ok(There {
            id: row.get("id")?,
            account: row.get("account_id")?,
            sid: row.get("sid")?,
            urls: crate::store::row::json(row, "urls")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The provider was told of the messages up to this one; so many of them it kept.
///
/// # Errors
/// [`Fault`] of the store.
pub fn note_there(tx: &Tx<'_>, id: ContactId, to: MessageId, kept: i64) -> Result<(), Fault> {
    tx.prepare_cached("UPDATE contact_erasure SET there_to = ?2, kept_there = kept_there + ?3 WHERE contact_id = ?1")?
        .execute((id, to, kept))?;
    tx.prepare_cached("UPDATE media SET url = NULL WHERE message_id = ?1 AND state = 'removed'")?.execute([to])?;
    Ok(())
}

/// Addresses at which a contact was written to.
///
/// # Errors
/// [`Fault`] of the store.
pub fn thread_addresses(db: &Db, id: ContactId) -> Result<Vec<Address>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT address FROM thread WHERE contact_id = ?1 UNION SELECT o.address FROM outbox o
           JOIN message m ON m.id = o.message_id JOIN thread t ON t.id = m.thread_id WHERE t.contact_id = ?1",
    )?;
    let found = query.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}
