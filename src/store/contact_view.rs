//! What the pages of contacts show: the list, and all that is known about one.

use rusqlite::{OptionalExtension as _, named_params};

use crate::domain::address::Address;
use crate::domain::contact::Query;
use crate::domain::conversation::State;
use crate::domain::ids::{ContactId, ConversationId, MediaId, NumberId, ThreadId, UserId};
use crate::domain::message::MediaState;
use crate::domain::time::Timestamp;
use crate::store::conversation::routing::seen;
use crate::store::row::json;
use crate::store::{Db, Fault, audit};

/// Contacts that one page looks through at most; the next goes on there.
const LOOKED_AT_MAX: usize = 200_000;
/// So many of the newest messages of a thread are looked through for files.
const MESSAGES_LOOKED_AT: i64 = 2_000;

/// Which contacts.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What is looked for.
    pub query: Query,
    /// With this tag only.
    pub tag: Option<String>,
    /// Older ones than this.
    pub before: Option<ContactId>,
    /// At most.
    pub limit: usize,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub id: ContactId,
    /// The name to show; empty: none.
    pub name: String,
    /// BCP 47.
    pub language: Option<String>,
    /// Where they are reached, phone numbers first.
    pub addresses: Vec<Address>,
    /// Their tags.
    pub tags: Vec<String>,
    /// When they last wrote.
    pub last_inbound_at: Option<Timestamp>,
    /// When they were first seen.
    pub created_at: Timestamp,
}

/// A page of the list, newest first, and where the next begins.
///
/// # Errors
/// [`Fault`] of the store.
pub fn list(db: &Db, wanted: &Wanted) -> Result<(Vec<Row>, Option<ContactId>), Fault> {
    let (hits, next) = hits(db, wanted)?;
    Ok((rows(db, &hits)?, next))
}

/// These contacts as rows of the list; those that are there no more are left out, for the index knows them a second longer.
///
/// # Errors
/// [`Fault`] of the store.
pub fn rows(db: &Db, ids: &[ContactId]) -> Result<Vec<Row>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT c.id AS id, coalesce(nullif(c.name, ''), c.profile_name) AS name, c.language AS language,
           (SELECT json_group_array(value) FROM
             (SELECT value FROM address WHERE contact_id = c.id ORDER BY kind, id LIMIT 5)) AS addresses,
           (SELECT json_group_array(tag ORDER BY tag) FROM contact_tag WHERE contact_id = c.id) AS tags,
           (SELECT max(last_inbound_at) FROM thread WHERE contact_id = c.id) AS last_inbound_at,
           c.created_at AS created_at
         FROM contact c WHERE c.id = ?1 AND c.merged_into_id IS NULL AND c.erased_at IS NULL",
    )?;
    let mut rows = Vec::new();
    for id in ids {
        let found = query.query_row([id], |row| {
            let addresses: Vec<String> = json(row, "addresses")?;
            Ok(Row {
                id: row.get("id")?,
                name: row.get("name")?,
                language: row.get("language")?,
                addresses: addresses.iter().filter_map(|address| Address::parse(address).ok()).collect(),
                tags: json(row, "tags")?,
                last_inbound_at: row.get("last_inbound_at")?,
                created_at: row.get("created_at")?,
            })
        });
        rows.extend(found.optional()?);
    }
    Ok(rows)
}

/// The contacts that are meant. A name is compared as people read it, which SQL cannot, so that rows are looked through; a
/// page that found little in very many says where the next one goes on.
fn hits(db: &Db, wanted: &Wanted) -> Result<(Vec<ContactId>, Option<ContactId>), Fault> {
    let addresses = if wanted.query.asks_addresses() {
        "(SELECT group_concat(value, ' ') FROM address WHERE contact_id = c.id)"
    } else {
        "''"
    };
    let from = match wanted.tag {
        Some(_) => "contact_tag t JOIN contact c ON c.id = t.contact_id WHERE t.tag = :tag AND t.contact_id < :before",
        None => "contact c WHERE :tag IS NULL AND c.id < :before",
    };
    let order = if wanted.tag.is_some() { "t.contact_id" } else { "c.id" };
    let mut query = db.prepare_cached(&format!(
        "SELECT c.id, c.name, c.profile_name, {addresses} FROM {from}
           AND c.merged_into_id IS NULL AND c.erased_at IS NULL ORDER BY {order} DESC"
    ))?;
    let before = wanted.before.map_or(i64::MAX, |id| id.0);
    let mut rows = query.query(named_params! { ":tag": wanted.tag, ":before": before })?;
    let (mut hits, mut looked_at) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let id: ContactId = row.get(0)?;
        if hits.len() == wanted.limit {
            return Ok((hits.clone(), hits.last().copied()));
        }
        let addresses: Option<String> = row.get(3)?;
        let names: [String; 2] = [row.get(1)?, row.get(2)?];
        let names = names.each_ref().map(String::as_str);
        if wanted.query.fits(&names, addresses.as_deref().unwrap_or_default()) {
            hits.push(id);
        }
        looked_at += 1;
        if looked_at == LOOKED_AT_MAX {
            return Ok((hits, Some(id)));
        }
    }
    Ok((hits, None))
}

/// Every tag that a contact has; no more than `limit`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn tags(db: &Db, limit: i64) -> Result<Vec<String>, Fault> {
    // Jumps from tag to tag: a plain DISTINCT would read the whole index.
    let mut query = db.prepare_cached(
        "WITH RECURSIVE one(tag) AS (SELECT min(tag) FROM contact_tag
           UNION ALL SELECT (SELECT min(tag) FROM contact_tag WHERE tag > one.tag) FROM one WHERE one.tag IS NOT NULL)
         SELECT tag FROM one WHERE tag IS NOT NULL LIMIT ?1",
    )?;
    let found = query.query_map([limit], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// A thread of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadRow {
    /// Which.
    pub id: ThreadId,
    /// Our number.
    pub number: NumberId,
    /// What it is called.
    pub number_name: String,
    /// Its mark.
    pub number_colour: i64,
    /// Where answers go.
    pub address: Address,
    /// When the contact last wrote.
    pub last_inbound_at: Option<Timestamp>,
    /// When the contact opted out.
    pub opted_out_at: Option<Timestamp>,
    /// Its latest conversation that this reader may see.
    pub latest: Option<ConversationId>,
}

/// What of a contact a reader may see; `None`: all of it.
fn may(viewer: Option<UserId>) -> String {
    if viewer.is_some() { format!("(c.assignee_id = :viewer OR {})", seen()) } else { ":viewer IS NULL".to_owned() }
}

/// The threads of a contact, the latest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn threads(db: &Db, id: ContactId, viewer: Option<UserId>) -> Result<Vec<ThreadRow>, Fault> {
    let sql = format!(
        "SELECT t.id AS id, t.number_id AS number, n.name AS number_name, n.colour AS colour, t.address AS address,
           t.last_inbound_at AS last_inbound_at, t.opted_out_at AS opted_out_at,
           (SELECT c.id FROM conversation c WHERE c.thread_id = t.id AND {} ORDER BY c.id DESC LIMIT 1) AS latest
         FROM thread t JOIN number n ON n.id = t.number_id WHERE t.contact_id = :contact
         ORDER BY coalesce(t.last_inbound_at, t.created_at) DESC, t.id DESC",
        may(viewer)
    );
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map(named_params! { ":contact": id, ":viewer": viewer }, |row| {
        Ok(ThreadRow {
            id: row.get("id")?,
            number: row.get("number")?,
            number_name: row.get("number_name")?,
            number_colour: row.get("colour")?,
            address: row.get("address")?,
            last_inbound_at: row.get("last_inbound_at")?,
            opted_out_at: row.get("opted_out_at")?,
            latest: row.get("latest")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A conversation in the history of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversationRow {
    /// Which.
    pub id: ConversationId,
    /// Where it stands.
    pub state: State,
    /// Over which number.
    pub number_name: String,
    /// Its mark.
    pub number_colour: i64,
    /// Who has it, or had it last.
    pub agent: Option<String>,
    /// The contact's first words in it.
    pub words: String,
    /// When it began.
    pub opened_at: Timestamp,
    /// The last message of either side.
    pub last_message_at: Timestamp,
}

/// Conversations with a contact, the latest first, before `before`.
///
/// # Errors
/// [`Fault`] of the store.
pub fn conversations(
    db: &Db,
    id: ContactId,
    viewer: Option<UserId>,
    before: Option<ConversationId>,
    limit: i64,
) -> Result<Vec<ConversationRow>, Fault> {
    let sql = format!(
        "SELECT c.id AS id, c.state AS state, n.name AS number_name, n.colour AS colour, u.name AS agent,
           c.opened_at AS opened_at, c.last_message_at AS last_message_at,
           coalesce((SELECT m.body FROM message m WHERE m.thread_id = c.thread_id AND m.created_at >= c.opened_at
             AND m.conversation_id = c.id AND m.direction = 'in' ORDER BY m.created_at, m.id LIMIT 1), '') AS words
         FROM conversation c JOIN number n ON n.id = c.number_id
           LEFT JOIN user u ON u.id = coalesce(c.assignee_id, c.former_assignee_id)
         WHERE c.contact_id = :contact AND c.id < :before AND {} ORDER BY c.id DESC LIMIT :limit",
        may(viewer)
    );
    let before = before.map_or(i64::MAX, |id| id.0);
    let mut query = db.prepare_cached(&sql)?;
    let given = named_params! { ":contact": id, ":viewer": viewer, ":before": before, ":limit": limit };
    let rows = query.query_map(given, |row| {
        Ok(ConversationRow {
            id: row.get("id")?,
            state: row.get("state")?,
            number_name: row.get("number_name")?,
            number_colour: row.get("colour")?,
            agent: row.get("agent")?,
            words: row.get("words")?,
            opened_at: row.get("opened_at")?,
            last_message_at: row.get("last_message_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A file of a contact's threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Which.
    pub id: MediaId,
    /// As it was called.
    pub name: Option<String>,
    /// What it is.
    pub content_type: String,
    /// Where it stands.
    pub state: MediaState,
    /// In bytes.
    pub size: Option<i64>,
    /// Whether there is a small picture of it.
    pub preview: bool,
    /// Whether it came from the contact.
    pub inbound: bool,
    /// When.
    pub at: Timestamp,
    /// Where it is shown.
    pub conversation: ConversationId,
}

/// The latest files of a contact's threads; removed ones are none.
///
/// # Errors
/// [`Fault`] of the store.
pub fn files(db: &Db, id: ContactId, viewer: Option<UserId>, limit: usize) -> Result<Vec<FileRow>, Fault> {
    let sql = format!(
        "SELECT f.id AS id, f.name AS name, f.content_type AS content_type, f.state AS state, f.size AS size,
           k.content_id IS NOT NULL AS preview, m.direction = 'in' AS inbound, m.created_at AS at,
           m.conversation_id AS conversation
         FROM (SELECT id, conversation_id, direction, created_at FROM message WHERE thread_id = :thread
               ORDER BY created_at DESC, id DESC LIMIT :messages) m
           CROSS JOIN media f ON f.message_id = m.id AND f.state <> 'removed'
           LEFT JOIN content_preview k ON k.content_id = f.content_id AND f.state = 'ready'
           JOIN conversation c ON c.id = m.conversation_id
         WHERE {} ORDER BY m.created_at DESC, f.id DESC LIMIT :limit",
        may(viewer)
    );
    let mut query = db.prepare_cached(&sql)?;
    let mut found: Vec<FileRow> = Vec::new();
    for thread in threads(db, id, viewer)? {
        let given = named_params! { ":thread": thread.id, ":viewer": viewer, ":messages": MESSAGES_LOOKED_AT,
        ":limit": i64::try_from(limit).unwrap_or(i64::MAX) };
        let rows = query.query_map(given, |row| {
            Ok(FileRow {
                id: row.get("id")?,
                name: row.get("name")?,
                content_type: row.get("content_type")?,
                state: row.get("state")?,
                size: row.get("size")?,
                preview: row.get("preview")?,
                inbound: row.get("inbound")?,
                at: row.get("at")?,
                conversation: row.get("conversation")?,
            })
        })?;
        found.append(&mut rows.collect::<Result<_, _>>()?);
    }
    found.sort_by_key(|file| std::cmp::Reverse((file.at, file.id)));
    found.truncate(limit);
    Ok(found)
}

/// That a contact said to stop or to start again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentRow {
    /// Whether nothing may be sent from then on.
    pub stops: bool,
    /// Over which number.
    pub number_name: String,
    /// Who noted it, by name; `None`: the contact said it.
    pub by: Option<String>,
    /// What was noted as the reason.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// What a contact said about being written to, the latest first.
///
/// # Errors
/// [`Fault`] of the store.
pub fn consents(db: &Db, id: ContactId, limit: i64) -> Result<Vec<ConsentRow>, Fault> {
    let mut query = db.prepare_cached(&format!(
        "SELECT e.kind = 'opted_out' AS stops, n.name AS number_name, e.at AS at,
           coalesce(e.detail ->> '$.reason', '') AS reason,
           {} AS by
         FROM thread t CROSS JOIN thread_event e ON e.thread_id = t.id JOIN number n ON n.id = t.number_id
         WHERE t.contact_id = ?1 AND (e.kind = 'opted_out' OR e.kind = 'opted_in') ORDER BY e.at DESC, e.id DESC LIMIT ?2",
        audit::name_of("e.actor")
    ))?;
    let rows = query.query_map((id, limit), |row| {
        Ok(ConsentRow {
            stops: row.get("stops")?,
            number_name: row.get("number_name")?,
            by: row.get("by")?,
            reason: row.get("reason")?,
            at: row.get("at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The contact that this one became, if it was merged.
///
/// # Errors
/// [`Fault`] of the store.
pub fn became(db: &Db, id: ContactId) -> Result<Option<ContactId>, Fault> {
    let mut query = db.prepare_cached("SELECT merged_into_id FROM contact WHERE id = ?1")?;
    let (mut at, mut found) = (id, None);
    // One that was merged may have been merged into by another.
    for _ in 0..20 {
        match query.query_row([at], |row| row.get::<_, Option<ContactId>>(0)).optional()?.flatten() {
            Some(next) => (at, found) = (next, Some(next)),
            None => break,
        }
    }
    Ok(found)
}
