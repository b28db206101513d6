//! Quick replies: everybody's, and those that one person keeps.

use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::domain::ids::{QuickReplyId, UserId, WorkstreamId};
use crate::domain::quick_reply::{Checked, Query, language_rank};
use crate::domain::refusal::FieldProblem;
use crate::domain::time::Timestamp;
use crate::store::error::violates_unique;
use crate::store::row::json;
use crate::store::{Db, Fault, Tx};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickReply {
    /// Which.
    pub id: QuickReplyId,
    /// Whose; `None`: everybody's.
    pub owner: Option<UserId>,
    /// BCP 47; `None`: any.
    pub language: Option<String>,
    /// What it is called.
    pub title: String,
    /// What it says, with placeholders.
    pub body: String,
    /// What else it is found by.
    pub tags: Vec<String>,
    /// The workstreams that it is meant for, in order; none: all.
    pub workstreams: Vec<WorkstreamId>,
    /// Since when.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl QuickReply {
    /// Whether it is meant for a workstream.
    #[must_use]
    pub fn is_for(&self, workstream: WorkstreamId) -> bool {
        self.workstreams.is_empty() || self.workstreams.contains(&workstream)
    }
}

const COLUMNS: &str = "id, owner_id, language, title, body, tags, created_at, updated_at,
    (SELECT json_group_array(workstream_id ORDER BY workstream_id) FROM quick_reply_workstream
     WHERE quick_reply_id = quick_reply.id) AS workstreams";

fn from_row(row: &Row<'_>) -> rusqlite::Result<QuickReply> {
    Ok(QuickReply {
        id: row.get("id")?,
        owner: row.get("owner_id")?,
        language: row.get("language")?,
        title: row.get("title")?,
        body: row.get("body")?,
        tags: json(row, "tags")?,
        workstreams: json(row, "workstreams")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The one with this id.
///
/// # Errors
/// The store's.
pub fn by_id(db: &Db, id: QuickReplyId) -> Result<Option<QuickReply>, Fault> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM quick_reply WHERE id = :id"))?;
    Ok(statement.query_row(named_params! { ":id": id }, from_row).optional()?)
}

/// Everybody's, and those of `user`, by title.
///
/// # Errors
/// The store's.
pub fn visible(db: &Db, user: Option<UserId>) -> Result<Vec<QuickReply>, Fault> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM quick_reply WHERE owner_id IS NULL OR owner_id = :user ORDER BY title_key, id"
    ))?;
    let rows = statement.query_map(named_params! { ":user": user }, from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What a conversation decides about which are offered, and in which order.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The workstream that they have to be meant for; `None`: any.
    pub workstream: Option<WorkstreamId>,
    /// The contact's language, if known.
    pub contact: Option<&'a str>,
    /// The number's.
    pub number: &'a str,
}

/// Those that fit what is searched for, the best first, and how many there are.
///
/// # Errors
/// The store's.
pub fn found(
    db: &Db,
    user: Option<UserId>,
    query: &str,
    around: &Around<'_>,
    limit: usize,
) -> Result<(Vec<QuickReply>, usize), Fault> {
    let query = Query::of(query);
    let mut all: Vec<((u8, u8), QuickReply)> = visible(db, user)?
        .into_iter()
        .filter(|reply| around.workstream.is_none_or(|workstream| reply.is_for(workstream)))
        .filter_map(|reply| {
            let rank = query.rank(&reply.title, &reply.tags, &reply.body)?;
            Some(((rank, language_rank(reply.language.as_deref(), around.contact, around.number)), reply))
        })
        .collect();
    // Stable: of equals the order by title stays.
    all.sort_by_key(|(rank, _)| *rank);
    let count = all.len();
    Ok((all.into_iter().take(limit).map(|(_, reply)| reply).collect(), count))
}

/// How many everybody shares, or one person has.
///
/// # Errors
/// The store's.
pub fn count(db: &Db, owner: Option<UserId>) -> Result<i64, Fault> {
    let mut statement = db.prepare_cached("SELECT count(*) FROM quick_reply WHERE owner_id IS :owner")?;
    Ok(statement.query_row(named_params! { ":owner": owner }, |row| row.get(0))?)
}

/// The one that has this title in this language.
///
/// # Errors
/// The store's.
pub fn same(db: &Db, owner: Option<UserId>, wanted: &Checked) -> Result<Option<QuickReply>, Fault> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM quick_reply
         WHERE coalesce(owner_id, 0) = coalesce(:owner, 0) AND title_key = :key AND coalesce(language, '') = :language"
    ))?;
    let language = wanted.language.as_deref().unwrap_or_default();
    let given = named_params! { ":owner": owner, ":key": wanted.key(), ":language": language };
    Ok(statement.query_row(given, from_row).optional()?)
}

fn taken(error: rusqlite::Error) -> Fault {
    if violates_unique(&error, "quick_reply_title") {
        return FieldProblem::new("title", "title-taken").into();
    }
    error.into()
}

/// Keeps a new one.
///
/// # Errors
/// `title`/`title-taken`; the store's.
pub fn insert(tx: &Tx<'_>, owner: Option<UserId>, new: &Checked, now: Timestamp) -> Result<QuickReplyId, Fault> {
    tx.prepare_cached(
        "INSERT INTO quick_reply (owner_id, language, title, title_key, body, tags, created_at, updated_at)
         VALUES (:owner, :language, :title, :key, :body, :tags, :now, :now)",
    )?
    .execute(named_params! {
        ":owner": owner, ":language": new.language, ":title": new.title, ":key": new.key(), ":body": new.text,
        ":tags": serde_json::to_string(&new.tags)?, ":now": now,
    })
    .map_err(taken)?;
    let id = QuickReplyId(tx.last_insert_rowid());
    set_workstreams(tx, id, &new.workstreams)?;
    Ok(id)
}

fn set_workstreams(tx: &Tx<'_>, id: QuickReplyId, workstreams: &[WorkstreamId]) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM quick_reply_workstream WHERE quick_reply_id = ?1")?.execute([id])?;
    let mut statement =
        tx.prepare_cached("INSERT INTO quick_reply_workstream (quick_reply_id, workstream_id) VALUES (?1, ?2)")?;
    for workstream in workstreams {
        statement.execute((id, workstream))?;
    }
    Ok(())
}

/// Changes one; whose it is stays.
///
/// # Errors
/// `title`/`title-taken`; the store's.
pub fn update(tx: &Tx<'_>, id: QuickReplyId, to: &Checked, now: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(
        "UPDATE quick_reply SET language = :language, title = :title, title_key = :key, body = :body, tags = :tags,
           updated_at = :now WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id, ":language": to.language, ":title": to.title, ":key": to.key(), ":body": to.text,
        ":tags": serde_json::to_string(&to.tags)?, ":now": now,
    })
    .map_err(taken)?;
    set_workstreams(tx, id, &to.workstreams)
}

/// Removes one. What was sent with it stays as it was sent.
///
/// # Errors
/// The store's.
pub fn remove(tx: &Tx<'_>, id: QuickReplyId) -> Result<(), Fault> {
    tx.prepare_cached("DELETE FROM quick_reply WHERE id = ?1")?.execute([id])?;
    Ok(())
}
